"""No handler of staff without the act it needs; the page that lists them is the code's own."""

import importlib
import inspect
from pathlib import Path

import handlers.callbacks
from bot.roles_page import act_of, roles_page, staff_handlers
from handlers import build_router
from handlers.staff import door
from handlers.staff.requires import Requires
from storage.rules.permissions import FOR_ANYBODY, Act

ROOT = Path(__file__).parents[2]


def test_every_handler_of_staff_names_its_act_last() -> None:
    """Last, so that nobody's attempt at something else is taken for one at this."""
    listed = list(staff_handlers(build_router()))

    nameless = [handler.callback.__qualname__ for handler in listed if act_of(handler) is None]

    assert listed
    assert not nameless


def test_every_handler_of_a_staff_file_is_registered() -> None:
    registered = {handler.callback for handler in staff_handlers(build_router())}
    for path in sorted((ROOT / "handlers" / "staff").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        module = importlib.import_module(name)
        for name, found in vars(module).items():
            if inspect.iscoroutinefunction(found) and found.__module__ == module.__name__ and not name.startswith("_"):
                assert found in registered, f"{path.name}: {name}"


def test_whoever_holds_nothing_gets_no_further_than_the_door() -> None:
    open_to_all = {h.callback.__qualname__ for h in staff_handlers(build_router()) if act_of(h) in FOR_ANYBODY}

    assert open_to_all == {"open_door", "type_code"}


def test_rights_are_asked_by_the_staff_room_alone() -> None:
    """Whatever is registered elsewhere is for everybody: a right asked there would be missing from the page."""
    router = build_router()
    for observer in (router.message, router.callback_query):
        for handler in observer.handlers:
            asks = any(isinstance(found.callback, Requires) for found in handler.filters or ())
            assert asks == handler.callback.__module__.startswith("handlers.staff."), handler.callback


def test_every_button_of_the_menu_leads_to_a_handler_that_asks_for_the_same_act() -> None:
    acts = {
        found.callback.callback_data: act_of(handler)
        for handler in staff_handlers(build_router())
        for found in handler.filters or ()
        if hasattr(found.callback, "callback_data")
    }

    for screen in door.SCREENS:
        assert acts[type(screen.opens)] is screen.act
        assert type(screen.opens).__module__ == handlers.callbacks.__name__
    assert len(door.SCREENS) == len({type(screen.opens) for screen in door.SCREENS})


def test_the_page_of_roles_is_what_the_code_says() -> None:
    written = (ROOT / "docs" / "roles.md").read_text("utf-8")

    assert written == roles_page(), "run: tungngo staff roles --to docs/roles.md"
    assert all(act.value in written for act in Act)
