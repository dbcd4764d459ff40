"""Who may do what, from the machine itself: staff invite, list, revoke, audit, roles.

The first owner can only be let in from here. Whoever types here is "cli" in the audit.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli_database import opened
from bot.cli_settings import read_settings
from storage.rules.audit import CLI, described
from storage.rules.days import HANOI, time_in_hanoi
from storage.rules.invitations import HOURS_VALID
from storage.rules.permissions import Role

if TYPE_CHECKING:
    from storage.actions.audit import AuditEntry
    from storage.actions.staff import Dismissal, Invited, KeptGrant
    from storage.unit_of_work import Database

Outcome = TypeVar("Outcome")
Roles = Annotated[Role, typer.Option("--role", help="What the invited person becomes.")]
Wards = Annotated[
    list[str] | None, typer.Option("--ward", help="Code or name of a ward, repeatable; none: the whole city.")
]
Hours = Annotated[int, typer.Option(min=1, help="How long the invitation is good.")]
Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day in Hanoi; else 30 days ago.")]

staff = typer.Typer(help="Let people in, see who is in, let them go, read what they did.", no_args_is_help=True)


@staff.command("invite")
def print_invitation(role: Roles, ward: Wards = None, hours: Hours = HOURS_VALID) -> None:
    """Print a code that makes whoever types it first one of the staff; it is shown this once."""
    from bot.core import secret_key
    from storage.actions.staff import invite

    settings = read_settings()
    wards = [_ward(named) for named in ward or ()]

    async def act(database: "Database") -> "Invited":
        from bot.clock import RealClock

        secret = secret_key(settings)
        return await invite(database, RealClock(), by=CLI, role=role, wards=wards, secret=secret, hours=hours)

    try:
        invited = _run(act)
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    typer.echo(invited.code)
    typer.echo(
        f"for {described(invited.grant)}, once, until {time_in_hanoi(invited.expires_at):%H:%M %d/%m/%Y} in Hanoi"
    )
    if settings.public_url:
        typer.echo(f"{settings.public_url}/#nhanvien={invited.code}")
    typer.echo(f"or, in any chat with the assistant: /nhanvien {invited.code}")


@staff.command("list")
def print_staff() -> None:
    """Print every role that somebody holds: number, role and wards, since when."""
    for grant in _run(_everybody):
        typer.echo(f"{grant.number}\t{described(grant)}\tsince {time_in_hanoi(grant.granted_at):%d/%m/%Y}")


@staff.command("revoke")
def revoke(
    number: Annotated[int, typer.Argument(help="The person's number, as `staff list` prints it.")],
    role: Annotated[Role | None, typer.Option("--role", help="This role only; else all of them.")] = None,
) -> None:
    """End somebody's roles at once. The last owner stays until there is another."""

    async def act(database: "Database") -> "Sequence[tuple[KeptGrant, Dismissal]]":
        from bot.clock import RealClock
        from storage.actions.staff import revoke_grant

        meant = [g for g in await _everybody(database) if g.number == number and role in (None, g.role)]
        return [(g, await revoke_grant(database, RealClock(), by=CLI, grant_id=g.id)) for g in meant]

    ended = _run(act)
    for grant, outcome in ended:
        typer.echo(f"{grant.number}\t{described(grant)}\t{outcome.value}")
    if not ended or any(outcome != "done" for _, outcome in ended):
        typer.echo("nobody has this number and role" if not ended else "not everything could be ended", err=True)
        raise typer.Exit(1)


@staff.command("audit")
def print_audit(since: Since = None) -> None:
    """Print what staff did and tried: when, who, what, whether it was done, about which record."""

    async def act(database: "Database") -> "tuple[AuditEntry, ...]":
        from bot.clock import RealClock
        from storage.actions.audit import list_audit

        clock = RealClock()
        start = since.replace(tzinfo=HANOI) if since else clock.now() - timedelta(days=30)
        return await list_audit(database, clock, by=CLI, since=start, limit=1_000_000)

    for entry in _run(act):
        at = f"{time_in_hanoi(entry.at):%d/%m/%Y %H:%M:%S}"
        typer.echo("\t".join([at, entry.actor, entry.act, entry.outcome.value, entry.subject]))


@staff.command("roles")
def write_roles(to: Annotated[Path | None, typer.Option(dir_okay=False, help="Write to this file.")] = None) -> None:
    """Print which role may do what, and which command, button or word asks for which right."""
    from bot.roles_page import roles_page

    page = roles_page()
    if to is None:
        typer.echo(page, nl=False)
    else:
        to.write_text(page, "utf-8")


async def _everybody(database: "Database") -> "tuple[KeptGrant, ...]":
    from bot.clock import RealClock
    from storage.actions.staff import list_staff

    return await list_staff(database, RealClock(), by=CLI)


def _run(act: "Callable[[Database], Awaitable[Outcome]]") -> Outcome:
    import asyncio

    async def run() -> Outcome:
        async with opened(read_settings()) as database:
            return await act(database)

    return asyncio.run(run())


def _ward(named: str) -> str:
    from bot.cli_wards import ward_code
    from knowledge.reading.places import Places

    return ward_code(named, Places.load())
