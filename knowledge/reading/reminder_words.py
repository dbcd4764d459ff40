"""The words of a wish to be reminded: where they stand in a message, and what is left of it without them."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from knowledge.reading.time_words import Line

_WORD = re.compile(r"[^\W_]+")
_MARKS = " ,.;:!?-–…"

_PERSONS = frozenset("toi tui em minh anh chi chu co bac ong ba chau con to tao me bo t m e".split())
_WHOSE = frozenset("toi tui em minh gai trai chau nha me cu anh chi".split())
"""Behind a person they make another one of it: in "nhắc con tôi uống thuốc" the child is no longer spoken to."""
_HELP = frozenset("giup ho gium dum cho lai voi them luon".split())
_TAIL = frozenset("biet la rang nhe nha phai".split())
_KINDS = frozenset("nho hen viec lich".split())
_CLOSE = frozenset("nho hay bot ad oi dat tao len cai hen lich gio loi muon can giup ho gium dum them".split())
"""What belongs to "nhắc" wherever it stands before it."""
_BEFORE = _CLOSE | _PERSONS | frozenset("lam on xin ban phien cho mot duoc a u vang da alo chao co the".split())
"""What belongs to it where nothing else stands before."""
_NOT_REMINDING = frozenset({"nhạc", "nhác", "nhạt", "bảo", "bao", "bào"})
_WHOLE = tuple(
    tuple(said.split())
    for said in (
        "bao thuc", "hen gio", "dat lich hen gio", "dat lich", "len lich", "dat gio", "cai gio", "remind me to",
        "remind me", "set a reminder", "set reminder", "reminder",
    )
)  # fmt: skip
_AFTER = frozenset("gium dum luon".split())
"""What may follow the person: "giúp", "cho" and "hộ" there begin what is to be done ("cho con uống thuốc")."""
_LEADING = frozenset(
    "là rằng để việc thì nhé nha ạ vào lúc hồi nhớ hãy giùm dùm va và rang thi nhe vao luc nho".split()
)
_TRAILING = frozenset(
    "nhé nha ạ với giúp nghe nghen nhen vào lúc hồi giùm dùm và khoảng từ thanks ha hen nhe voi giup vao luc".split()
)
_CLOSING = ("cảm ơn", "cam on", "được không", "duoc khong", "được ko", "dc ko", "dc k", "hộ cái", "giúp cái")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line: where it stands, folded and as it was written."""

    start: int
    end: int
    folded: str
    spelt: str


def words_of(line: Line) -> list[Word]:
    """The words of a line in order."""
    found = _WORD.finditer(line.plain)
    return [Word(m.start(), m.end(), m[0], line.text[m.start() : m.end()].lower()) for m in found]


def wish_at(line: Line) -> tuple[int, int] | None:
    """Where the words of a wish to be reminded stand in a line; None where none do."""
    words = words_of(line)
    for at, word in enumerate(words):
        first, last = at, at
        if word.folded == "nhac" and word.spelt not in _NOT_REMINDING:
            last = _reminding(words, at)
        elif word.folded == "bao" and word.spelt in ("báo", "bao") and (told := _telling(words, at)):
            last = told
        elif (whole := _whole(words, at)) is not None:
            last = _past(words, whole, _HELP | _PERSONS)
        else:
            continue
        while first and words[first - 1].folded in _BEFORE:
            first -= 1
        if first:
            first = at
            while words[first - 1].folded in _CLOSE:
                first -= 1
        return words[first].start, words[last].end
    return None


def _reminding(words: Sequence[Word], at: int) -> int:
    """The place of the last word that belongs to the "nhắc" at a place."""
    end = _past(words, at, _KINDS, most=1)
    end = _past(words, end, _HELP)
    end = _past(words, _person(words, end), _AFTER)
    return _past(words, end, _TAIL)


def _telling(words: Sequence[Word], at: int) -> int | None:
    """The same for "báo", which is one only where it says whom."""
    start = _past(words, at, _HELP)
    end = _person(words, start)
    return _past(words, end, _TAIL) if end > start else None


def _whole(words: Sequence[Word], at: int) -> int | None:
    """The last place of a set wording that begins at a place; None where none does or "nhắc" follows it."""
    for said in _WHOLE:
        last = at + len(said) - 1
        if tuple(w.folded for w in words[at : last + 1]) == said:
            return None if any(w.folded == "nhac" for w in words[last + 1 : last + 3]) else last
    return None


def _person(words: Sequence[Word], at: int) -> int:
    """The place of the person who is named right behind a place, if one is."""
    behind = words[at + 1 : at + 3]
    if not behind or behind[0].folded not in _PERSONS or behind[0].spelt in ("tối", "tới", "bố", "cỏ"):
        return at
    particle = at + 3 == len(words) and behind[-1].spelt == "nha"  # "nhắc em nha"
    if len(behind) > 1 and behind[1].folded in _WHOSE and behind[1].spelt not in ("tối", "tới") and not particle:
        return at if behind[0].spelt != behind[1].spelt else at + 1
    return at + 1


def _past(words: Sequence[Word], at: int, said: Set[str], most: int = 9) -> int:
    """The last place of the words behind a place that are among some."""
    end = at
    while end - at < most and end + 1 < len(words) and words[end + 1].folded in said and words[end + 1].spelt != "tối":
        end += 1
    return end


def trimmed(line: Line, spans: Sequence[tuple[int, int]]) -> str:
    """What is left of a message without some stretches of it, in the person's own words and marks."""
    kept = list(line.text)
    for start, end in spans:
        kept[start:end] = [" "] * (end - start)
    words = [w for w in "".join(kept).split() if any(c.isalnum() for c in w)]
    bare = [word.lower().strip(_MARKS) for word in words]
    start, end = 0, len(words)
    while start < end and bare[start] in _LEADING:
        start += 1
    if bare[start : start + 2] == ["về", "việc"]:
        start += 2
    while end > start:
        if end - start > 1 and " ".join(bare[end - 2 : end]) in _CLOSING:
            end -= 2
        elif bare[end - 1] in _TRAILING and (line.marked or bare[end - 1] != "nha"):  # "nha" may be "nhà"
            end -= 1
        else:
            break
    return " ".join(words[start:end]).strip(_MARKS)
