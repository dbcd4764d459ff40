"""A process takes up what was approved when it looks again, half a second later; what cannot be used is left."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from structlog.testing import LogCapture

from bot import overlaying
from bot.core import Core
from bot.overlaying import Overlaying
from knowledge.answering import Answerer
from storage.actions.wordings import WordingKind, decide_wording, propose_wording
from storage.rules.audit import CLI
from storage.rules.people import Address
from storage.rules.permissions import Role
from tests.clock import FixedClock
from tests.staff import appoint

TEXT, SLUG = "mượn loa phường thông báo tìm mèo lạc", "ihanoi-phan-anh"
MINH = Address("web", "7105")

Approve = Callable[[], Awaitable[None]]


@pytest.fixture
def approve(core: Core, fixed_clock: FixedClock) -> Approve:
    """Minh proposes, the machine approves."""

    async def approved() -> None:
        uow = core.database
        await appoint(uow, fixed_clock, MINH, Role.CURATOR)
        made = await propose_wording(
            uow, fixed_clock, by=MINH, kind=WordingKind.PHRASING, text=TEXT, folded=TEXT, target=SLUG
        )
        await decide_wording(uow, fixed_clock, by=CLI, wording_id=made.wording.id, version=1, approve=True)

    return approved


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers that were seen, one a look."""
    seen: list[int] = []
    real = overlaying.overlay_version

    async def counted(uow: Any) -> int:
        seen.append(await real(uow))
        return seen[-1]

    monkeypatch.setattr(overlaying, "overlay_version", counted)
    return seen


async def test_nothing_approved_is_the_content_itself(core: Core) -> None:
    assert await Overlaying(core).answerer() is core.answerer


async def test_an_approval_is_taken_up_at_the_next_look(
    core: Core, fixed_clock: FixedClock, approve: Approve, looks: list[int]
) -> None:
    live = Overlaying(core)
    before = await live.answerer()
    await approve()

    fixed_clock.goes_on(seconds=0.4)
    assert await live.answerer() is before
    fixed_clock.goes_on(seconds=0.1)
    after = await live.answerer()

    assert looks == [0, 1]
    assert (before.approved_target(TEXT), after.approved_target(TEXT)) == (None, SLUG)
    assert await live.answerer() is after


async def test_a_process_that_starts_later_knows_it_from_its_first_question(core: Core, approve: Approve) -> None:
    await approve()

    assert (await Overlaying(core).answerer()).approved_target(TEXT) == SLUG


async def test_a_clock_that_is_put_back_does_not_make_us_blind(
    core: Core, fixed_clock: FixedClock, approve: Approve
) -> None:
    live = Overlaying(core)
    await live.answerer()
    await approve()

    fixed_clock.goes_on(hours=-1)

    assert (await live.answerer()).approved_target(TEXT) == SLUG


async def test_an_overlay_that_cannot_be_built_stops_no_answer_and_is_tried_once(
    core: Core, fixed_clock: FixedClock, approve: Approve, events: LogCapture, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = Overlaying(core)
    await approve()
    tries = []

    def fails(_self: Answerer, overlay: object) -> Answerer:
        tries.append(overlay)
        raise ZeroDivisionError

    monkeypatch.setattr(Answerer, "with_overlay", fails)

    for _ in range(2):
        assert await live.answerer() is core.answerer
        fixed_clock.goes_on(seconds=1)

    assert len(tries) == 1
    assert [e["event"] for e in events.entries] == ["overlay_failed"]
