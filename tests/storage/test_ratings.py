"""A thumb counts once an answer, belongs to nobody without consent, and can be explained for half an hour."""

from sqlalchemy import text

from storage.actions.consents import Purpose, record_consent
from storage.actions.mydata import view_data
from storage.actions.ratings import Rating, explain_rating, record_rating
from storage.engine import make_engine
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.storage.conftest import FixedClock


async def rates(uow: Database, clock: FixedClock, who: Address, update_key: str, rating: Rating) -> int | None:
    recorded = await record_rating(
        uow,
        clock,
        citizen=who,
        update_key=update_key,
        rating=rating,
        procedure="the-can-cuoc",
        aspect="fee",
        answer_key="web:7:12",
    )
    return recorded.rating_id


async def rows(database_url: str) -> list[tuple[object, ...]]:
    engine = make_engine(database_url)
    async with engine.connect() as connection:
        found = await connection.execute(text("SELECT rating, reason, words, citizen_id FROM rating"))
        result = [tuple(row) for row in found]
    await engine.dispose()
    return result


async def test_the_second_thumb_on_an_answer_replaces_the_first(
    uow: Database, clock: FixedClock, lan: Address, database_url: str
) -> None:
    first = await rates(uow, clock, lan, "web:1", Rating.UP)
    second = await rates(uow, clock, lan, "web:2", Rating.DOWN)

    assert first == second
    assert await rows(database_url) == [("down", None, None, None)]


async def test_a_repeated_tap_gives_the_same_rating(uow: Database, clock: FixedClock, lan: Address) -> None:
    first = await rates(uow, clock, lan, "web:1", Rating.UP)

    assert await rates(uow, clock, lan, "web:1", Rating.UP) == first


async def test_without_consent_a_reason_is_kept_and_words_are_not(
    uow: Database, clock: FixedClock, lan: Address, database_url: str
) -> None:
    await rates(uow, clock, lan, "web:1", Rating.DOWN)

    assert await explain_rating(
        uow, clock, citizen=lan, answer_key="web:7:12", reason="outdated", words="gọi tôi 0912345678"
    )

    assert await rows(database_url) == [("down", "outdated", None, None)]


async def test_with_consent_words_are_kept_redacted(uow: Database, clock: FixedClock, lan: Address) -> None:
    await record_consent(
        uow,
        clock,
        citizen=lan,
        update_key=None,
        purpose=Purpose.IMPROVE_ANSWERS,
        given=True,
        words="?",
        version="1",
    )
    await rates(uow, clock, lan, "web:1", Rating.DOWN)

    await explain_rating(uow, clock, citizen=lan, answer_key="web:7:12", words="gọi tôi 0912345678")

    (kept,) = (await view_data(uow, clock, citizen=lan, conversation="7")).ratings
    assert kept.words == "gọi tôi [số điện thoại]"


async def test_a_reason_that_comes_too_late_or_for_nothing_is_refused(
    uow: Database, clock: FixedClock, lan: Address
) -> None:
    assert not await explain_rating(uow, clock, citizen=lan, answer_key="web:7:12", reason="outdated")
    await rates(uow, clock, lan, "web:1", Rating.DOWN)

    clock.goes_on(minutes=31)

    assert not await explain_rating(uow, clock, citizen=lan, answer_key="web:7:12", reason="outdated")
