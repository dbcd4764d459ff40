"""Scanning a poster: its area is offered, its guide opens, somebody came; a code that was tampered with is none."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import pytest

from bot.core import Core
from handlers.callbacks import AreaPicked
from handlers.posters import hand_out_poster
from handlers.sheet import SheetNotDrawn
from knowledge.linking import Whereabouts
from knowledge.poster_links import PosterOrigin, poster_payload
from storage.actions.areas import find_area
from storage.actions.arrivals import ArrivalCount, list_arrivals
from storage.actions.switches import switch_off
from storage.rules.audit import CLI
from storage.rules.people import Address
from storage.rules.switches import Kind, Reason, Subject
from tests.cast import HOA, KHOA, LAN, MINH, NGOC, TUAN
from tests.driver import Chat, FixedClock, World
from tests.sheets.reading import words

CERTIFICATE = "phieu-ly-lich-tu-phap"
DINH_CONG = "00316"
BA_DINH = "00004"
TODAY = date(2026, 11, 24)


def payload(world: World, ward: str = BA_DINH, slug: str | None = CERTIFICATE) -> str:
    return poster_payload(PosterOrigin(ward, slug), secret=world.core.secret_key)


async def area_of(world: World, chat: Chat) -> str | None:
    known = await find_area(world.core.database, world.clock, citizen=Address(world.channel, chat_id(chat)))
    return known.ward if known else None


def chat_id(chat: Chat) -> str:
    return str(chat.message()["from"]["id"])


async def arrivals(world: World) -> tuple[ArrivalCount, ...]:
    return await list_arrivals(world.core.database, since=TODAY, until=TODAY)


async def test_she_scans_is_asked_about_her_ward_and_reads_the_guide(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says(f"/start {payload(world)}")

    offer, guide = chat.replies
    assert offer.text.startswith("Chào bạn. Mình là máy trả lời tự động, không phải cơ quan nhà nước.")
    assert "Bạn mở từ tờ dán ở Phường Ba Đình" in offer.text
    assert chat.label("consent-remember-area") in offer.text
    assert list(offer.buttons) == [chat.label("button-poster-yes"), chat.label("button-poster-no")]
    assert "Phiếu lý lịch tư pháp" in guide.text
    assert await area_of(world, chat) is None
    await chat.says("bao nhieu tien")
    assert "đồng" in chat.last.text  # the guide is what the talk is about now


async def test_her_ward_is_kept_only_after_a_yes(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says(f"/start {payload(world)}")

    await chat.taps_unseen(chat.replies[0].buttons[chat.label("button-poster-yes")])

    assert await area_of(world, chat) == BA_DINH
    assert "Mình nhớ rồi: Phường Ba Đình" in chat.last.text
    assert chat.label("button-guides-yes") in chat.last.buttons  # what the team put the poster up for


async def test_after_a_no_nothing_is_kept(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says(f"/start {payload(world)}")

    await chat.taps_unseen(chat.replies[0].buttons[chat.label("button-poster-no")])

    chat.sees("area-not-kept")
    assert await area_of(world, chat) is None


async def test_a_poster_about_everything_opens_the_first_words_and_asks_after_them(world: World) -> None:
    chat = world.chat(HOA)

    await chat.says(f"/start {payload(world, slug=None)}")

    welcome, offer = chat.replies
    assert chat.label("welcome") in welcome.text
    assert offer.text.startswith("Bạn mở từ tờ dán ở Phường Ba Đình")
    assert list(offer.buttons) == [chat.label("button-poster-yes"), chat.label("button-poster-no")]


async def with_area(world: World, chat: Chat, ward: str) -> None:
    await chat.taps_unseen(AreaPicked(ward=ward))
    await chat.taps(chat.label("button-agree"))
    assert await area_of(world, chat) == ward


async def test_whoever_lives_there_is_not_asked_again(world: World) -> None:
    chat = world.chat(MINH)
    await with_area(world, chat, BA_DINH)
    before = len(chat.replies)

    await chat.says(f"/start {payload(world)}")

    (guide,) = chat.replies[before:]
    assert guide.text.startswith(chat.label("poster-greeting"))
    assert "Bạn đang xem: Phiếu lý lịch tư pháp" in guide.text


@pytest.mark.parametrize("change", [True, False])
async def test_whoever_lives_elsewhere_may_change_or_stay_and_keeps_the_consent(world: World, change: bool) -> None:
    chat = world.chat(MINH)
    await with_area(world, chat, DINH_CONG)
    before = len(chat.replies)

    await chat.says(f"/start {payload(world)}")
    offer = chat.replies[before]
    to, stay = offer.buttons
    assert await area_of(world, chat) == DINH_CONG
    await chat.taps_unseen(offer.buttons[to if change else stay])

    assert "Mình đang nhớ khu vực của bạn là" in offer.text
    assert to.startswith("Đổi sang Phường Ba Đình")
    assert stay.startswith("Giữ ")
    assert await area_of(world, chat) == (BA_DINH if change else DINH_CONG)


async def test_in_a_group_nobody_is_asked_where_they_live(world: World) -> None:
    chat = world.chat(MINH, group=-5)

    await chat.says(f"/start {payload(world)}")

    (guide,) = chat.replies
    assert "Bạn đang xem: Phiếu lý lịch tư pháp" in guide.text


async def test_a_code_that_was_tampered_with_is_a_plain_start_and_counts_nobody(world: World) -> None:
    chat = world.chat(KHOA)
    good = payload(world)
    forged = poster_payload(PosterOrigin(BA_DINH, CERTIFICATE), secret="another key")

    for code in (good.replace(BA_DINH, DINH_CONG), good[:-1], f"{good}A", good.lower(), forged):
        before = len(chat.replies)
        await chat.says(f"/start {code}")

        assert [sent.text for sent in chat.replies[before:]] == [chat.label("welcome")]
    assert await arrivals(world) == ()


async def test_each_poster_counts_who_comes_by_it_and_no_update_twice(world: World) -> None:
    for person in (LAN, NGOC):
        await world.chat(person).says(f"/start {payload(world)}", update_id=f"scan-{person.id}")
    await world.chat(LAN).says(f"/start {payload(world)}", update_id=f"scan-{LAN.id}")
    await world.chat(TUAN).says(f"/start {payload(world, slug=None)}")

    assert await arrivals(world) == (ArrivalCount(BA_DINH, CERTIFICATE, 2), ArrivalCount(BA_DINH, None, 1))


async def test_the_curators_week_counts_questions_alone(world: World) -> None:
    await world.chat(LAN).says(f"/start {payload(world)}")

    async with world.core.database(readonly=True) as work:
        assert await work.questions.list_counts(TODAY, TODAY) == ()


async def test_a_poster_outlives_what_it_names(world: World) -> None:
    chat = world.chat(TUAN)

    await chat.says(f"/start {payload(world, slug='khong-con')}")
    assert chat.label("welcome") in chat.replies[0].text
    assert "Phường Ba Đình" in chat.last.text
    before = len(chat.replies)
    await chat.says(f"/start {payload(world, ward='99999')}")

    (guide,) = chat.replies[before:]
    assert "Bạn đang xem: Phiếu lý lịch tư pháp" in guide.text


async def test_what_is_switched_off_is_not_told_behind_a_poster_either(world: World) -> None:
    await switch_off(
        world.core.database,
        world.clock,
        by=CLI,
        subject=Subject(Kind.PROCEDURE, CERTIFICATE),
        reason=Reason.RULE_CHANGED,
    )
    world.clock.goes_on(seconds=5)
    chat = world.chat(NGOC)

    await chat.says(f"/start {payload(world)}")
    behind_a_poster = chat.last.text
    await chat.says(f"/start {CERTIFICATE}")

    for text in (behind_a_poster, chat.last.text):
        assert chat.label("switch-reason-rule-changed") in text


class Wall:
    """Whoever makes posters, as a test wants it."""

    def __init__(self, fails: Exception | None = None) -> None:
        self.fails = fails

    async def draw(self, ward: str, procedure: str | None = None, **_: Any) -> bytes:
        if self.fails:
            raise self.fails
        return f"{ward} {procedure}".encode()


@asynccontextmanager
async def handing_out(
    core: Core, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, slug: str | None, **extra: Any
) -> AsyncIterator[World]:
    """A process in which /huongdan hands out a poster of Ba Đình, as a screen of staff would."""

    async def hand_out(message: Any, posters: Any, phrases: Any, places: Any) -> None:
        await hand_out_poster(message, BA_DINH, slug, extra.get("posters", posters), phrases, places)

    monkeypatch.setattr("handlers.start.guide", hand_out)
    async with World(core, clock).running() as world:
        yield world


async def test_a_poster_is_handed_out_as_a_file(
    core: Core, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dispatching.read_whereabouts", lambda _: Whereabouts("https://hoi.example.vn"))
    async with handing_out(core, fixed_clock, monkeypatch, CERTIFICATE) as world:
        chat = world.chat(TUAN)
        await chat.says("/huongdan")

    chat.sees("poster-sent", place="Phường Ba Đình")
    assert "hoi.example.vn" in words(chat.last.document or b"")


async def test_without_an_address_there_is_none_and_it_is_said_what_to_set(
    core: Core, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with handing_out(core, fixed_clock, monkeypatch, None) as world:
        chat = world.chat(TUAN)
        await chat.says("/huongdan")

    chat.sees("poster-nowhere")
    assert chat.last.document is None


async def test_where_drawing_fails_it_is_said(
    core: Core, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Wall(SheetNotDrawn("time"))
    async with handing_out(core, fixed_clock, monkeypatch, None, posters=broken) as world:
        chat = world.chat(TUAN)
        await chat.says("/huongdan")

    chat.sees("poster-failed")
