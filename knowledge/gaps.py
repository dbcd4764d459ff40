"""What was asked in vain, in groups that a curator can act on: alike wordings together, counted, never who asked.

Pure and deterministic: the same questions give the same groups in whatever order they come.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from rapidfuzz import fuzz, process

from knowledge.lexicon import Lexicon

_ALIKE = 82
"""Likeness (0 to 100) of two wordings' sorted topic words from which they ask the same; tried from 75 to 90."""

OTHERS_SHOWN = 4

WARD_SHOWN_FROM = 3
"""People of a ward who must have asked before it is named: of fewer, somebody might be recognised."""


class Asked(Protocol):
    """One question that found no good answer. `person` only tells people apart; `why` is how it ended."""

    @property
    def id(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def person(self) -> int: ...
    @property
    def why(self) -> str: ...
    @property
    def topic(self) -> str | None: ...
    @property
    def ward(self) -> str | None: ...
    @property
    def asked_at(self) -> datetime: ...


class Order(StrEnum):
    """What comes first: what most people asked, or what was asked last."""

    MOST = "most"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Gap:
    """One matter asked in vain. `question`: the id of the wording shown; `members`: of every question in it.

    `others`: other wordings of it, those asked most first, a few. `people`: how many different people. `why`: how the
    questions ended, with how many. `topic`: the best guess of search when they were asked. `wards`: code → people,
    only where enough asked.
    """

    question: int
    text: str
    others: tuple[str, ...]
    members: tuple[int, ...]
    people: int
    why: Mapping[str, int]
    topic: str | None
    wards: Mapping[str, int]
    newest_at: datetime

    @property
    def questions(self) -> int:
        """How many times it was asked."""
        return len(self.members)


def group_gaps(asked: Iterable[Asked], lexicon: Lexicon, order: Order = Order.MOST) -> tuple[Gap, ...]:
    """The questions in groups; half a second of computation for 5,000, so it belongs into a thread."""
    by_key: dict[str, list[Asked]] = defaultdict(list)
    for question in sorted(asked, key=lambda q: q.id):
        by_key[likeness_key(question.text, lexicon)].append(question)
    # The wording that is asked most leads, so that a group does not depend on who came first.
    leaders: list[str] = []
    groups: list[list[Asked]] = []
    for key in sorted(by_key, key=lambda k: (-len(by_key[k]), k)):
        found = find_alike(key, leaders)
        if found is None:
            leaders.append(key)
            groups.append(by_key[key])
        else:
            groups[found].extend(by_key[key])
    gaps = map(_gap, groups)
    if order is Order.NEWEST:
        return tuple(sorted(gaps, key=lambda g: (g.newest_at, g.question), reverse=True))
    return tuple(sorted(gaps, key=lambda g: (-g.people, -g.questions, -g.newest_at.timestamp(), g.question)))


def without_settled(gaps: Iterable[Gap], approved: Iterable[tuple[str, datetime]], lexicon: Lexicon) -> tuple[Gap, ...]:
    """The groups that were asked again after an alike wording was approved (text, when), or never had one."""
    settled: dict[str, datetime] = {}
    for text, at in approved:
        key = likeness_key(text, lexicon)
        settled[key] = max(at, settled.get(key, at))
    keys = tuple(settled)

    def is_open(gap: Gap) -> bool:
        found = find_alike(likeness_key(gap.text, lexicon), keys)
        return found is None or gap.newest_at > settled[keys[found]]

    return tuple(filter(is_open, gaps))


def likeness_key(text: str, lexicon: Lexicon) -> str:
    """What two wordings are compared by: their words that say a topic, folded, each once, sorted."""
    terms = lexicon.read_question(text)
    telling = {t.folded for t in terms if lexicon.carries_topic(t)} or {t.folded for t in terms}
    return " ".join(sorted(telling))


def find_alike(key: str, others: Sequence[str]) -> int | None:
    """The place of the most alike of other keys, the first of equal ones; None where none is alike."""
    found = process.extractOne(key, others, scorer=fuzz.ratio, score_cutoff=_ALIKE, processor=None)
    return None if found is None else found[2]


def _gap(questions: list[Asked]) -> Gap:
    said = Counter(q.text for q in questions)
    # The very words that were asked most, and of equal ones those asked last.
    shown = max(questions, key=lambda q: (said[q.text], q.id))
    others = sorted((text for text in said if text != shown.text), key=lambda t: (-said[t], t))
    topics = Counter(q.topic for q in questions if q.topic)
    here: dict[str, set[int]] = defaultdict(set)
    for question in questions:
        if question.ward is not None:
            here[question.ward].add(question.person)
    return Gap(
        question=shown.id,
        text=shown.text,
        others=tuple(others[:OTHERS_SHOWN]),
        members=tuple(sorted(q.id for q in questions)),
        people=len({q.person for q in questions}),
        why=dict(sorted(Counter(q.why for q in questions).items())),
        topic=min(topics, key=lambda t: (-topics[t], t)) if topics else None,
        wards={w: len(p) for w, p in sorted(here.items()) if len(p) >= WARD_SHOWN_FROM},
        newest_at=max(q.asked_at for q in questions),
    )
