"""Staff → Reply: the menu, the list, questions asked once more, a code. Pure; shows only what one may do."""

from collections.abc import Iterable, Sequence

from aiogram.types import InlineKeyboardButton

from handlers.callbacks import (
    InvitationOpened,
    LeaveSure,
    PlaceOffered,
    RevokeDoubted,
    RevokeSure,
    RoleOffered,
    StaffListed,
    StaffOpened,
)
from handlers.staff.screens import Screen
from handlers.views import PAGE, Reply, button, reply
from knowledge.phrases import Phrases
from knowledge.reading.gazetteer import Gazetteer
from storage.actions.staff import Dismissal, Invited, JoinOutcome, KeptGrant
from storage.rules.days import day_in_hanoi, time_in_hanoi
from storage.rules.permissions import OF_A_TEAM, OF_WARDS, Act, Grant, Role, may, may_appoint, wards_of

WARDS_SHOWN = 4
"""Wards of a grant by name; the others are counted."""


def menu(
    grants: Sequence[KeptGrant],
    screens: Sequence[Screen],
    gazetteer: Gazetteer,
    phrases: Phrases,
    *,
    lead: str = "staff-menu",
) -> Reply:
    """What I am, and a button for everything that I may do."""
    mine = [f"• {role_line(grant, gazetteer, phrases)}" for grant in grants]
    rows = [[button(phrases.text(screen.label), screen.opens)] for screen in screens if may(grants, screen.act)]
    number = str(grants[0].number) if grants else ""
    return reply("\n".join([phrases.text(lead, number=number), *mine]), *rows)


def code_refused(outcome: JoinOutcome, phrases: Phrases) -> Reply:
    """What to do about a code; the same whether it was used, ran out or never was."""
    return reply(phrases.text(f"staff-code-{outcome.value.replace('_', '-')}"))


def people(
    staff: Sequence[KeptGrant], mine: Sequence[Grant], page: int, gazetteer: Gazetteer, phrases: Phrases
) -> Reply:
    """A page of grants, by number; a button for each that I may end."""
    shown = staff[page * PAGE : (page + 1) * PAGE]
    lines = [
        phrases.text(
            "staff-person",
            number=str(grant.number),
            role=role_line(grant, gazetteer, phrases),
            day=f"{day_in_hanoi(grant.granted_at):%d/%m/%Y}",
        )
        for grant in shown
    ]
    rows = [
        [button(_revoke_label(grant, phrases), RevokeDoubted(grant=grant.id))]
        for grant in shown
        if may_appoint(mine, Act.REVOKE, grant)
    ]
    last = (page + 1) * PAGE >= len(staff)
    onward = button(phrases.text("button-page-after"), StaffListed(page=page + 1)) if not last else _back(phrases)
    lead = phrases.text("staff-people", number=str(len(staff)))
    return reply("\n".join([lead, *lines]), *rows, [onward])


def revoke_question(grant: KeptGrant, gazetteer: Gazetteer, phrases: Phrases) -> Reply:
    """Nothing ends by one tap."""
    sure = phrases.text("staff-revoke-sure", number=str(grant.number), role=role_line(grant, gazetteer, phrases))
    yes = button(phrases.text("button-staff-revoke-now"), RevokeSure(grant=grant.id))
    return reply(sure, [yes], [button(phrases.text("button-staff-keep"), StaffListed())])


def revoked(outcome: Dismissal, phrases: Phrases) -> Reply:
    """What became of it, and the way back."""
    phrase = "staff-last-owner" if outcome is Dismissal.LAST_OWNER else "staff-revoked"
    return reply(phrases.text(phrase), [button(phrases.text("button-staff-list"), StaffListed())], [_back(phrases)])


def leave_question(phrases: Phrases) -> Reply:
    """Nobody leaves by one tap."""
    yes = button(phrases.text("button-staff-leave-now"), LeaveSure())
    return reply(phrases.text("staff-leave-sure"), [yes], [button(phrases.text("button-staff-stay"), StaffOpened())])


def roles(offered: Iterable[Role], phrases: Phrases) -> Reply:
    """The roles that I may give, and what each is for."""
    held = tuple(offered)
    lines = [f"• {role_name(role, phrases)}: {phrases.text(f'role-{role.value}-does')}" for role in held]
    rows = [[button(_label(role_name(role, phrases)), RoleOffered(role=role))] for role in held]
    return reply("\n".join([phrases.text("staff-which-role"), *lines]), *rows, [_back(phrases)])


def place_question(role: Role, mine: Sequence[Grant], gazetteer: Gazetteer, phrases: Phrases) -> Reply:
    """A ward is typed; the whole city, or my own few wards, is a tap."""
    where = wards_of(mine, Act.INVITE)
    if role not in OF_WARDS:
        city = button(phrases.text("button-staff-city"), PlaceOffered(role=role))
        return reply(phrases.text("staff-whole-city-only"), [city], [_back(phrases)])
    if where is None and role in OF_A_TEAM:
        return reply(phrases.text("staff-which-team"), [_back(phrases)])
    if where is None:
        city = button(phrases.text("button-staff-city"), PlaceOffered(role=role))
        return reply(phrases.text("staff-which-place"), [city])
    rows = [
        [button(gazetteer.wards[ward].full_name, PlaceOffered(role=role, ward=ward))]
        for ward in sorted(where)[:PAGE]
        if ward in gazetteer.wards
    ]
    return reply(phrases.text("staff-which-place"), *rows)


def wards(role: Role, codes: Sequence[str], gazetteer: Gazetteer, phrases: Phrases) -> Reply:
    """The wards that a typed name may mean, the only one too: a tap makes the invitation."""
    rows = [[button(gazetteer.wards[code].full_name, PlaceOffered(role=role, ward=code))] for code in codes[:PAGE]]
    other = [button(phrases.text("button-staff-other-role"), InvitationOpened())]
    return reply(phrases.text("staff-which-ward"), *rows, other)


def invitation(invited: Invited, gazetteer: Gazetteer, phrases: Phrases) -> Reply:
    """The code, what it brings, until when; shown this once."""
    until = time_in_hanoi(invited.expires_at)
    text = phrases.text(
        "staff-invited",
        code=invited.code,
        role=role_line(invited.grant, gazetteer, phrases),
        time=f"{until:%H:%M}",
        day=f"{until:%d/%m/%Y}",
    )
    return reply(text, [_back(phrases)])


def role_name(role: Role, phrases: Phrases) -> str:
    """A role as people call it."""
    return phrases.text(f"role-{role.value}")


def role_line(grant: Grant, gazetteer: Gazetteer, phrases: Phrases) -> str:
    """A role and where it holds."""
    if grant.wards is None:
        place = phrases.text("staff-whole-city")
    else:
        codes = sorted(grant.wards)
        names = [gazetteer.wards[code].full_name if code in gazetteer.wards else code for code in codes[:WARDS_SHOWN]]
        left = len(codes) - WARDS_SHOWN
        place = ", ".join([*names, *([phrases.text("staff-more-wards", number=str(left))] if left > 0 else [])])
    return phrases.text("staff-role-at", role=role_name(grant.role, phrases), place=place)


def _revoke_label(grant: KeptGrant, phrases: Phrases) -> str:
    return phrases.text("button-staff-revoke", number=str(grant.number), role=role_name(grant.role, phrases))


def _label(text: str) -> str:
    return text[:1].upper() + text[1:]


def _back(phrases: Phrases) -> InlineKeyboardButton:
    return button(phrases.text("button-staff-menu"), StaffOpened())
