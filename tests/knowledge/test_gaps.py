"""Questions asked in vain, in groups: alike together, counted by people, never who asked."""

import random
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from knowledge.gaps import Order, group_gaps, without_settled
from knowledge.lexicon import Lexicon

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    id: int
    text: str
    person: int = 1
    why: str = "no_match"
    topic: str | None = None
    ward: str | None = None
    asked_at: datetime = NOON


LOST = (
    Asked(1, "mượn loa phường tìm mèo lạc", person=1, topic="ihanoi"),
    Asked(2, "cho em hỏi muon loa phuong tim meo lac", person=2, asked_at=NOON + timedelta(hours=1)),
    Asked(3, "tìm mèo lạc mượn loa phường ạ", person=2, why="thumb_down"),
    Asked(4, "thả diều trong công viên", person=3, topic="an-toan", asked_at=NOON + timedelta(hours=2)),
)


def test_alike_wordings_are_one_group_counted_by_people(lexicon: Lexicon) -> None:
    first, second = group_gaps(LOST, lexicon)

    assert (first.members, first.people, first.questions) == ((1, 2, 3), 2, 3)
    assert dict(first.why) == {"no_match": 2, "thumb_down": 1}
    assert (first.topic, first.newest_at) == ("ihanoi", NOON + timedelta(hours=1))
    assert (second.members, second.text) == ((4,), "thả diều trong công viên")


def test_the_newest_come_first_where_asked_for(lexicon: Lexicon) -> None:
    assert [gap.members[0] for gap in group_gaps(LOST, lexicon, Order.NEWEST)] == [4, 1]


def test_the_same_questions_give_the_same_groups_in_any_order(lexicon: Lexicon) -> None:
    shuffled = list(LOST)
    random.Random(7).shuffle(shuffled)

    assert group_gaps(shuffled, lexicon) == group_gaps(LOST, lexicon)


def test_other_matters_of_much_the_same_words_stay_apart(lexicon: Lexicon) -> None:
    asked = [Asked(1, "làm thẻ thư viện cho mẹ"), Asked(2, "làm thẻ bơi lội cho mẹ"), Asked(3, "đăng ký nuôi ong")]

    assert len(group_gaps(asked, lexicon)) == 3


def test_the_wording_shown_is_the_one_asked_most(lexicon: Lexicon) -> None:
    asked = [replace(LOST[0], id=5), replace(LOST[0], id=6), replace(LOST[0], id=7, text="tìm mèo lạc mượn loa phường")]

    (gap,) = group_gaps(asked, lexicon)

    assert (gap.question, gap.text, gap.others) == (6, LOST[0].text, ("tìm mèo lạc mượn loa phường",))


@pytest.mark.parametrize(("people", "shown"), [(2, {}), (3, {"00070": 3})])
def test_a_ward_is_named_only_where_enough_people_of_it_asked(
    lexicon: Lexicon, people: int, shown: dict[str, int]
) -> None:
    asked = [Asked(n, LOST[0].text, person=n, ward="00070") for n in range(1, people + 1)]

    (gap,) = group_gaps(asked, lexicon)

    assert dict(gap.wards) == shown


def test_a_group_is_settled_by_an_alike_approval_until_it_is_asked_in_vain_again(lexicon: Lexicon) -> None:
    gaps = group_gaps(LOST, lexicon)
    approved = ("loa phường mượn tìm mèo lạc", NOON + timedelta(hours=3))

    (left,) = without_settled(gaps, [approved], lexicon)
    again = group_gaps((*LOST, replace(LOST[0], id=9, asked_at=NOON + timedelta(hours=4))), lexicon)

    assert left.members == (4,)
    assert len(without_settled(again, [approved], lexicon)) == 2


def test_five_thousand_questions_are_grouped_in_a_few_seconds(lexicon: Lexicon) -> None:
    words = "mượn loa phường tìm mèo lạc thả diều công viên bàn cờ vỉa hè băng rôn ngõ nuôi ong sân thượng".split()
    chance = random.Random(1)
    asked = [Asked(n, " ".join(chance.sample(words, 7)), person=n % 900) for n in range(5000)]

    start = time.process_time()
    gaps = group_gaps(asked, lexicon)

    assert sum(gap.questions for gap in gaps) == 5000
    assert time.process_time() - start < 5


def test_nothing_asked_is_no_group(lexicon: Lexicon) -> None:
    assert group_gaps([], lexicon) == ()
    assert without_settled([], [("x", NOON)], lexicon) == ()
