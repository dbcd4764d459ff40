"""“Luật đổi thì báo tôi”: asked for under an answer, told by a curator in plain words, ended at any time."""

from collections.abc import Sequence
from hashlib import blake2b

import pytest

from handlers.callbacks import DetailsWanted, NewsListed
from handlers.following_callbacks import FollowAnswered, FollowAsked, FollowDropped, NewsOpened, NewsSent
from knowledge.model import Aspect
from storage.actions.fact_versions import ToldFact, record_facts
from storage.actions.mydata import view_data
from storage.rules.consents import Purpose
from storage.rules.people import Address
from storage.rules.permissions import Role
from tests.cast import HANH, HOA, LAN, MINH, NGOC, Person
from tests.driver import Chat, World
from tests.staff import appoint
from tests.storage.people import states

SLUG = "phieu-ly-lich-tu-phap"
OTHER = "dang-ky-khai-sinh"
OLD, NEW = "200.000 đồng một lần.", "0 đồng khi làm trên mạng."


def address(person: Person) -> Address:
    return Address("web", str(person.id))


def fact(text: str, *, name: str = "ordinary", slug: str = SLUG) -> ToldFact:
    return ToldFact(slug, name, blake2b(text.encode(), digest_size=8).hexdigest(), "fee", text)


async def starts(world: World, *facts: ToldFact) -> None:
    """The process starts with these facts."""
    digest = "+".join(sorted(told.version for told in facts))

    def told() -> Sequence[ToldFact]:
        return facts

    await record_facts(world.core.database, world.clock, digest=digest, list_facts=told)


async def follows(world: World, person: Person) -> Chat:
    chat = world.chat(person)
    await chat.says("lý lịch tư pháp bao nhiêu tiền")
    await chat.taps(DetailsWanted(procedure=SLUG, aspect=Aspect.FEE))
    await chat.taps(chat.label("button-follow"))
    await chat.taps("Có")
    return chat


@pytest.fixture
async def curated(world: World) -> World:
    """Bác Minh curates; the fee is told in its old words."""
    await appoint(world.core.database, world.clock, address(MINH), Role.CURATOR)
    await starts(world, fact(OLD), fact("Ba ngày.", name="days"), fact("Miễn phí.", slug=OTHER))
    world.clock.goes_on(hours=1)
    return world


async def changes(world: World) -> int:
    """The fee changes, a fact goes, one comes; when, as buttons carry it."""
    world.clock.goes_on(hours=1)
    await starts(world, fact(NEW), fact("Nộp trên VNeID.", name="way"), fact("Miễn phí.", slug=OTHER))
    return int(world.clock.now().timestamp())


async def test_who_asked_is_told_what_changed_and_who_read_the_new_words_is_not(curated: World) -> None:
    lan = await follows(curated, LAN)
    lan.sees("follow-kept", title=title(curated))
    second = await changes(curated)
    await follows(curated, NGOC)
    before = len(curated.chat(NGOC).replies)
    chat = curated.chat(MINH)

    await chat.says("/nhanvien")
    await chat.taps(chat.label("button-news"))
    told = {"title": title(curated), "day": "24/11/2026", "number": "3", "readers": "1"}
    chat.sees("rule-news-line", place="1", **told)
    await chat.taps(NewsOpened(procedure=SLUG, second=second))
    chat.sees("rule-news-readers", number="1")
    shown = chat.replies[-2].text
    await chat.taps(NewsSent(procedure=SLUG, second=second))
    chat.sees("rule-news-planned", number="1")
    await chat.taps_unseen(NewsSent(procedure=SLUG, second=second))
    await curated.delivers()

    assert curated.chat(LAN).last.text == shown
    for words in (f"trước: {OLD}", f"nay: {NEW}", "trước: Ba ngày.", "nay: không còn nói", "nay: Nộp trên VNeID."):
        assert words in shown
    assert len(curated.chat(NGOC).replies) == before
    assert await states(curated.core.database, f"rule-news:{SLUG}:{second}") == {"sent": 1}


async def test_it_is_ended_under_the_news_and_in_my_data(curated: World) -> None:
    lan, hoa = await follows(curated, LAN), await follows(curated, HOA)
    await lan.taps(FollowDropped(procedure=SLUG))
    lan.sees("follow-dropped")
    await hoa.says("/dulieu")
    hoa.sees("mydata-follows", number="1")
    await hoa.taps(hoa.label("button-data-withdrawals"))
    await hoa.taps(hoa.label("button-withdraw-rule-news"))
    second = await changes(curated)

    await curated.chat(MINH).taps_unseen(NewsOpened(procedure=SLUG, second=second))

    curated.chat(MINH).sees("rule-news-readers", number="0")
    for person in (LAN, HOA):
        data = await view_data(curated.core.database, curated.clock, citizen=address(person), conversation="x")
        assert data.follows == ()


async def test_a_no_leaves_no_trace_and_old_words_are_asked_again(curated: World) -> None:
    chat = curated.chat(LAN)
    await chat.taps_unseen(FollowAsked(procedure=SLUG))
    await chat.taps("Không")
    chat.sees("follow-refused")
    await chat.taps_unseen(FollowAnswered(procedure=SLUG, given=True, version="00000000"))
    chat.sees("consent-rule-news", title=title(curated))
    await chat.taps_unseen(FollowAsked(procedure="khong-co"))
    chat.sees("gone")

    data = await view_data(curated.core.database, curated.clock, citizen=address(LAN), conversation="x")
    assert (data.citizen, data.agreed) == (None, frozenset())


async def test_the_words_of_the_co_are_kept(curated: World) -> None:
    await follows(curated, LAN)

    data = await view_data(curated.core.database, curated.clock, citizen=address(LAN), conversation="x")

    assert data.agreed == {Purpose.RULE_NEWS}
    assert f"“{title(curated)}”" in data.consents[0].words


async def test_a_stop_holds_the_news_back(curated: World) -> None:
    lan = await follows(curated, LAN)
    await lan.says("dừng")
    second = await changes(curated)

    await curated.chat(MINH).taps_unseen(NewsSent(procedure=SLUG, second=second))
    await curated.delivers()

    assert await states(curated.core.database, f"rule-news:{SLUG}:{second}") == {"skipped(stopped)": 1}


async def test_without_changes_there_is_nothing_to_tell_and_admins_do_not(curated: World) -> None:
    chat, admin = curated.chat(MINH), curated.chat(HANH)
    await appoint(curated.core.database, curated.clock, address(HANH), Role.ADMIN)

    await chat.taps_unseen(NewsListed())
    chat.sees("rule-news-none")
    await chat.taps_unseen(NewsSent(procedure=SLUG, second=1))
    chat.sees("rule-news-none")
    await admin.taps_unseen(NewsListed())
    admin.sees("gone")


def title(world: World) -> str:
    return world.core.answerer.catalogue.titles[SLUG]
