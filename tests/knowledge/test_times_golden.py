"""What people say of when to be reminded is understood as golden/times.yaml says, phrase by phrase."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from knowledge.reading.recurrences import HANOI
from knowledge.reading.times import Ambiguous, Moment, Past, Repeated, When, read_time
from knowledge.text import fold_word

GROUPS = yaml.safe_load((Path(__file__).parent / "golden" / "times.yaml").read_text("utf-8"))
USUAL = "2026-11-24 10:00"


def written(when: When | None) -> str:
    """What was understood, as the golden file writes it."""
    match when:
        case Moment(at, hour_said):
            return f"{at:%Y-%m-%d %H:%M}{'' if hour_said else ' ~'}"
        case Repeated(recurrence, first, hour_said):
            return f"again {recurrence.to_text()}{'' if hour_said else ' ~'} from {first:%Y-%m-%d %H:%M}"
        case Ambiguous(doubt, readings):
            return f"ask {doubt.value}: " + " | ".join(map(written, readings))
        case Past(at, after):
            return f"gone {at:%Y-%m-%d %H:%M}" + (f", next {written(after)}" if after else "")
        case _:
            return "nothing"


def rows() -> Iterator[object]:
    for group in GROUPS:
        now = datetime.fromisoformat(group.get("now", USUAL)).replace(tzinfo=HANOI)
        for text, understood, *left in group["rows"]:
            yield pytest.param(text, now, understood, "".join(left), id=f"{group['claim']}: {text}")


@pytest.mark.parametrize(("text", "now", "understood", "left"), list(rows()))
def test_a_phrase_is_understood_as_the_golden_file_says(text: str, now: datetime, understood: str, left: str) -> None:
    read = read_time(text, now)

    assert (written(read.when), read.rest) == (understood, left)


def test_the_golden_file_holds_two_hundred_phrases_and_no_phrase_twice_at_one_moment() -> None:
    phrases = [(group.get("now", USUAL), row[0]) for group in GROUPS for row in group["rows"]]

    assert len(phrases) >= 200
    assert len(set(phrases)) == len(phrases)


def test_whatever_is_understood_is_the_same_without_marks_unless_marks_alone_tell_it() -> None:
    told_by_marks = {"mốt 9g", "ngày kìa", "sáng", "tôi thu 7 triệu", "nhắc tôi gọi cho chị Thu 7 giờ tối nay"}
    for group in GROUPS:
        now = datetime.fromisoformat(group.get("now", USUAL)).replace(tzinfo=HANOI)
        for text, understood, *_ in group["rows"]:
            bare = "".join(fold_word(letter) if letter.isalpha() else letter for letter in text)
            assert (written(read_time(bare, now).when) == understood) is (text not in told_by_marks), text


def test_whatever_is_understood_is_the_same_in_capitals_and_with_loose_spaces() -> None:
    for group in GROUPS:
        now = datetime.fromisoformat(group.get("now", USUAL)).replace(tzinfo=HANOI)
        for text, understood, *_ in group["rows"]:
            loose = f"  {text.upper().replace(' ', '  ')} \n"
            assert written(read_time(loose, now).when) == understood, text
