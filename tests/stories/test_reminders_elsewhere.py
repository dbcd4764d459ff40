"""Where nothing rings: what is said before, the file for the phone, and joining a channel that rings."""

import io
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.assembly import serve
from bot.channels.console import ConsoleChannel
from bot.core import Core
from handlers.reminder_callbacks import LinkOffered, LinkSure
from storage.actions.areas import find_area, save_area
from storage.actions.consents import Purpose, record_consent
from storage.actions.mydata import view_data
from storage.actions.stops import is_stopped
from storage.rules.invitations import spell
from storage.rules.people import Address
from storage.rules.permissions import Role
from tests.cast import HANH, HOA, LAN, TUAN, Person
from tests.clock import FixedClock
from tests.driver import Chat, World
from tests.reminding import RESULT, SATURDAY_NINE, WISH, passes, sets
from tests.staff import appoint


@pytest.fixture
async def web(core: Core, fixed_clock: FixedClock) -> AsyncIterator[World]:
    """A web chat of an installation that is on Telegram too."""
    settings = core.settings.model_copy(
        update={"telegram_token": SecretStr("1:token"), "telegram_username": "tungngo_bot"}
    )
    async with World(replace(core, settings=settings), fixed_clock).running() as world:
        yield world


@pytest.fixture
async def telegram(web: World) -> AsyncIterator[World]:
    async with World(web.core, web.clock, "telegram").running() as world:
        yield world


async def shows_code(chat: Chat) -> str:
    await chat.taps_unseen(LinkOffered())
    found = re.search(r"/noi (\S+)", chat.last.text)
    assert found is not None
    return found[1]


async def brings(chat: Chat, code: str) -> None:
    await chat.says(f"/noi {code}")
    await chat.taps(chat.label("button-link-sure"))


async def remembers_area(world: World, person: Person, ward: str) -> None:
    citizen = Address(world.channel, str(person.id))
    await record_consent(
        world.core.database,
        world.clock,
        citizen=citizen,
        update_key=None,
        purpose=Purpose.REMEMBER_AREA,
        given=True,
        words="Nhớ?",
        version="1",
    )
    await save_area(world.core.database, world.clock, citizen=citizen, ward=ward)


async def test_after_joining_a_reminder_of_the_web_rings_on_the_phone(web: World, telegram: World) -> None:
    chat = web.chat(LAN)
    await chat.says(WISH)
    chat.sees("reminder-silent-web")
    assert chat.label("button-link") in chat.last.buttons
    await chat.taps(chat.label("button-reminder-agree"))
    phone = telegram.chat(HOA)

    await brings(phone, await shows_code(chat))

    phone.sees("link-joined")
    said = len(chat.replies)
    web.clock.goes_to(SATURDAY_NINE)
    for world in (web, telegram):
        await passes(world)
    phone.sees("reminder-rings", what=RESULT)
    assert len(chat.replies) == said
    await phone.taps(phone.label("button-reminder-done"))
    phone.sees("reminder-done", what=RESULT)


async def test_a_code_is_good_once_and_for_a_quarter_of_an_hour(web: World, telegram: World) -> None:
    chat, phone = web.chat(LAN), telegram.chat(HOA)
    code = await shows_code(chat)
    await brings(phone, code)
    other = telegram.chat(TUAN)

    await brings(other, code)
    other.sees("link-unusable")
    late = await shows_code(chat)
    web.clock.goes_on(minutes=16)
    await brings(other, late)

    other.sees("link-unusable")


async def test_a_newer_code_ends_the_older_one(web: World, telegram: World) -> None:
    chat, phone = web.chat(LAN), telegram.chat(HOA)
    old, new = await shows_code(chat), await shows_code(chat)

    await brings(phone, old)
    phone.sees("link-unusable")
    await brings(phone, new)

    phone.sees("link-joined")
    await brings(phone, await shows_code(chat))
    phone.sees("link-same")


async def test_who_guesses_codes_is_not_heard_any_more(web: World, telegram: World) -> None:
    code, phone = await shows_code(web.chat(LAN)), telegram.chat(TUAN)
    for number in range(5):
        await phone.taps_unseen(LinkSure(code=spell(number)))
        phone.sees("link-unusable")

    await phone.taps_unseen(LinkSure(code=code))

    phone.sees("link-too-many")


async def test_what_is_no_code_is_said_to_be_none(telegram: World) -> None:
    phone = telegram.chat(HOA)

    await phone.says("/noi")
    phone.sees("link-how")
    await phone.says("/noi hello")
    phone.sees("link-mistyped")


async def test_somebody_who_was_told_to_send_a_code_is_warned_and_may_refuse(web: World, telegram: World) -> None:
    code, phone = await shows_code(web.chat(TUAN)), telegram.chat(LAN)

    await phone.says(f"/noi {code}")

    phone.sees("link-sure", code=code)
    await phone.taps(phone.label("button-link-not"))
    phone.sees("link-not")


async def test_two_who_are_one_keep_what_both_had(web: World, telegram: World) -> None:
    chat, phone = web.chat(LAN), telegram.chat(HOA)
    await sets(web, LAN)
    await sets(telegram, HOA, "nhắc chị 9h30 sáng thứ 7 đón con")
    await remembers_area(web, LAN, "00004")
    await remembers_area(telegram, HOA, "00008")
    await chat.says("/dung")

    await brings(phone, await shows_code(chat))

    await phone.says("/nhac")
    phone.sees("reminders", number="2")
    here = Address("telegram", str(HOA.id))
    area = await find_area(web.core.database, web.clock, citizen=here)
    assert area is not None
    assert area.ward == "00008", "that of the channel which brought the code"
    assert await is_stopped(web.core.database, web.clock, citizen=here)
    data = await view_data(web.core.database, web.clock, citizen=here, conversation=str(HOA.id))
    assert [address.channel for address in data.addresses] == ["web", "telegram"]


async def test_a_role_is_carried_nowhere_by_a_code(web: World, telegram: World) -> None:
    await appoint(web.core.database, web.clock, Address("telegram", str(HANH.id)), Role.OWNER)
    phone = telegram.chat(HANH)

    await brings(phone, await shows_code(web.chat(TUAN)))

    phone.sees("link-staff")


async def test_without_a_channel_that_rings_no_code_is_offered(world: World) -> None:
    chat = world.chat(LAN)

    await chat.taps_unseen(LinkOffered())

    chat.sees("link-nowhere")


async def test_the_terminal_says_that_it_cannot_ring_and_saves_the_file(
    core: Core, fixed_clock: FixedClock, tmp_path: Path
) -> None:
    async def lines() -> AsyncIterator[str]:
        for line in (WISH, "1"):
            yield line

    out = io.StringIO()
    channel = ConsoleChannel(
        lines(), out, clock=fixed_clock, phrases=core.phrases, folder=tmp_path / "files", strict=True
    )
    await serve(core, [channel])

    assert core.phrases.text("reminder-silent-terminal") in out.getvalue()
    assert f"SUMMARY:{RESULT}".encode() in (tmp_path / "files" / "loi-nhac.ics").read_bytes()
