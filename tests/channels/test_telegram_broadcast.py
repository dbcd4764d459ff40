"""A team's guide on Telegram over HTTP: written, seen, sent, watched, corrected in place, reported."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path

from bot.clock import clock_on
from knowledge.phrases import Phrases
from storage.actions.areas import save_area
from storage.actions.consents import Purpose, record_consent
from storage.actions.optings import record_opting
from storage.clock import Clock
from storage.engine import make_engine
from storage.rules.people import Address
from storage.rules.permissions import Role
from storage.unit_of_work import Database
from tests.channels.bot_api import Person, Sent, buttons
from tests.staff import appoint
from tests.storage.people import states

Assistant = Callable[..., AbstractAsyncContextManager[None]]
WARD = "00070"
WORDS, OTHER_WORDS = "Thứ bảy tổ trực ở nhà văn hóa.", "Chủ nhật tổ trực, không phải thứ bảy."


async def says_co(database: Database, clock: Clock, who: Address) -> None:
    said = {"update_key": None, "words": "?", "version": "1", "given": True}
    await record_consent(database, clock, citizen=who, purpose=Purpose.REMEMBER_AREA, **said)  # type: ignore[arg-type]
    await save_area(database, clock, citizen=who, ward=WARD)
    await record_opting(database, clock, citizen=who, ward=WARD, **said)  # type: ignore[arg-type]


async def edits_of(person: Person, *, least: int) -> list[Sent]:
    return [call for call in await person.calls("editMessageText", least=least) if int(call["chat_id"]) == person.id]


async def test_a_guide_is_sent_watched_corrected_in_place_and_reported(
    assistant: Assistant, tuan: Person, phrases: Phrases, tmp_path: Path
) -> None:
    clock, lan = clock_on(date(2026, 11, 24)), tuan.beside(id=43)
    async with assistant():
        database = Database(make_engine(f"sqlite+aiosqlite:///{tmp_path / 'tungngo.db'}"))
        await appoint(database, clock, Address("telegram", "42"), Role.ADMIN)
        await says_co(database, clock, Address("telegram", "43"))
        seen = 0

        async def last() -> Sent:
            nonlocal seen
            seen += 1
            return (await tuan.sees(seen))[-1]

        # given words of one's own for a ward, urgent so that this may run at any hour
        await tuan.says("/guitin")
        await tuan.taps(await last(), phrases.text("button-broadcast-begin-text"))
        await last()
        await tuan.says(WORDS)
        await tuan.taps(await last(), phrases.text("button-broadcast-no-topic"))
        await tuan.taps(await last(), phrases.text("button-broadcast-reach"))
        await last()
        await tuan.says("phường hoàn kiếm")
        await tuan.taps(await last(), phrases.text("button-broadcast-done"))
        await tuan.taps(await last(), phrases.text("button-broadcast-urgent"))
        await last()
        await tuan.says("nhà văn hóa đóng cửa hôm nay")
        await tuan.taps(await last(), phrases.text("button-broadcast-preview"))

        # when it was seen and confirmed
        shown = await last()
        assert WORDS in shown["text"]
        figures = await last()
        assert phrases.text("broadcast-will-get", number="1") in figures["text"]
        await tuan.taps(figures, phrases.text("button-broadcast-confirm", number="1"))
        watched = await last()
        seen += 1
        guide = (await lan.sees(seen))[-1]

        # then it reaches who said Có as it was shown, and the sender sees it end
        assert guide["text"] == shown["text"]
        assert [b["text"] for row in buttons(guide) for b in row] == [phrases.text("stop-button")]
        edits = await edits_of(tuan, least=1)
        while phrases.text("broadcast-state-finished") not in edits[-1]["text"]:
            edits = await edits_of(tuan, least=len(edits) + 1)
        assert {edit["message_id"] for edit in edits} == {watched["message_id"]}
        assert phrases.text("progress-sent", number="1", total="1") in edits[-1]["text"]

        # and a correction takes its place
        await tuan.taps({**edits[-1], "message_id": watched["message_id"]}, phrases.text("button-broadcast-correct"))
        await last()
        await tuan.says(OTHER_WORDS)
        await last()
        every = await tuan.calls("editMessageText", least=len(edits) + 1)
        while not [edit for edit in every if int(edit["chat_id"]) == lan.id]:
            every = await tuan.calls("editMessageText", least=len(every) + 1)
        (corrected,) = [edit for edit in every if int(edit["chat_id"]) == lan.id]
        assert corrected["message_id"] == guide["message_id"]
        assert OTHER_WORDS in corrected["text"]
        assert await states(database, "broadcast:1:2") in ({"sent": 1}, {"sending": 1})
        await database.close()
