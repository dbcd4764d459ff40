"""docs/roles.md, out of the table of permissions and the handlers as they are registered."""

from collections.abc import Iterator

from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackQueryFilter

from handlers import build_router
from handlers.filters import At
from handlers.staff.requires import Requires
from storage.rules.permissions import ALLOWED, CITYWIDE, FOR_ANYBODY, GIVES, OF_WARDS, Act, Role

STAFF_ROOM = "handlers.staff."

_HEAD = """# Roles

Who may do what. Written by `tungngo staff roles --to docs/roles.md` out of `storage/rules/permissions.py` and the
handlers as they are registered; a test holds it to them. Nothing here is asked anywhere else.
"""


def staff_handlers(router: Router) -> Iterator[HandlerObject]:
    """Every handler of the staff room, in the order in which they are tried."""
    for observer in (router.message, router.callback_query):
        for handler in observer.handlers:
            if handler.callback.__module__.startswith(STAFF_ROOM):
                yield handler


def act_of(handler: HandlerObject) -> Act | None:
    """The act that a handler needs; None if it does not say so with its last filter."""
    last = [found.callback for found in handler.filters or ()][-1:]
    return last[0].act if last and isinstance(last[0], Requires) else None


def roles_page() -> str:
    """The whole page, Markdown."""
    return "\n".join([_HEAD, *_acts(), "", *_appointments(), "", *_handlers()]) + "\n"


def _acts() -> Iterator[str]:
    yield f"| act | {' | '.join(role.value for role in Role)} |"
    yield f"|---|{'---|' * len(Role)}"
    for act in Act:
        where = " (whole city only)" if act in CITYWIDE else ""
        allowed = ["yes" if act in ALLOWED[role] or act in FOR_ANYBODY else "–" for role in Role]
        yield f"| {act.value}{where} | {' | '.join(allowed)} |"
    yield ""
    yield f"Needs no role: {_listed(sorted(FOR_ANYBODY))}. May be limited to wards: {_listed(sorted(OF_WARDS))}."


def _appointments() -> Iterator[str]:
    yield "## Who appoints and dismisses whom"
    yield ""
    yield "Only within the wards where one's own grant holds."
    yield ""
    yield "| role | appoints and dismisses |"
    yield "|---|---|"
    for role, given in GIVES.items():
        yield f"| {role.value} | {_listed(other for other in Role if other in given)} |"


def _handlers() -> Iterator[str]:
    yield "## What asks for which act"
    yield ""
    yield "| what somebody does | act | handler |"
    yield "|---|---|---|"
    for handler in staff_handlers(build_router()):
        act = act_of(handler)
        name = f"{handler.callback.__module__.removeprefix(STAFF_ROOM)}.{handler.callback.__name__}"
        yield f"| {_trigger(handler)} | {act.value if act else '?'} | `{name}` |"


def _trigger(handler: HandlerObject) -> str:
    """What brings somebody to a handler: a command, a button, words at a state."""
    for found in handler.filters or ():
        match found.callback:
            case Command(commands=names):
                return ", ".join(f"`/{name}`" for name in names)
            case CallbackQueryFilter(callback_data=data):
                return f"tap `{data.__name__}`"
            case At():
                return f"words at `{found.callback.state}`"
    return "anything"


def _listed(names: "Iterator[str] | list[Role] | list[Act]") -> str:
    return ", ".join(str(name) for name in names)
