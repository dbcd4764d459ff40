"""What is typed at a list to tick: "có 1, 3", "chưa có 2", "thiếu ảnh", "đủ rồi", "kết quả", "quay lại"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.reading.wishes import Said, WishFile, folded

_LONGEST = 30
"""Words of a message that may be about ticks; a longer one asks something."""
_RANGE = re.compile(r"(\d{1,2})[-–](\d{1,2})")
_MOST = 99
_BETWEEN = frozenset({"va", "voi"})


@dataclass(frozen=True, slots=True)
class Ticks:
    """Places in the list (from 0) that were said to be had, and not to be had."""

    had: frozenset[int] = frozenset()
    lacking: frozenset[int] = frozenset()


class TickWords:
    """Reads what is typed while papers or steps are ticked. Immutable once built."""

    def __init__(self, file: WishFile) -> None:
        self._beside = {word for wording in file.beside for word in folded(wording)}
        self._replies = {folded(said): name for name, wordings in file.replies.items() for said in wordings}
        self._cores = {_without(said, self._beside): name for said, name in self._replies.items()}
        marks = [(folded(said), name == "had") for name, wordings in file.marks.items() for said in wordings]
        self._marks = sorted(marks, key=lambda mark: -len(mark[0]))

    def reply(self, text: str) -> str | None:
        """The name of the reply (`replies` of the file) that a whole message is, if it is one."""
        said = folded(text)
        if said in self._replies:
            return self._replies[said]
        core = _without(said, self._beside)
        return self._cores.get(core) if core else None

    def read(self, text: str, names: Sequence[str], *, bare: bool = True) -> Ticks | None:
        """The ticks that a message sets and takes away, by number or by name; None where it says anything else.

        Every word has to be understood: "thiếu ảnh" is a tick, "thiếu ảnh thì sao" a question. `bare`: whether a
        number or a name alone is a tick too.
        """
        said = folded(text)
        if not said or len(said) > _LONGEST or "?" in text:
            return None
        named = [folded(name) for name in names]
        found: dict[bool, set[int]] = {True: set(), False: set()}
        # "Anh" is said to somebody, and is a picture where the list has one and no number is named.
        firsts = set() if any(map(_numbers, said)) else {name[0] for name in named if name}
        beside = self._beside - firsts
        for had, part in self._parts(said, beside, bare=bare) or ():
            places = _places(part, named, beside)
            if places is None:
                return None
            found[had] |= places
        if not found[True] and not found[False]:
            return None
        return Ticks(frozenset(found[True] - found[False]), frozenset(found[False]))

    def _parts(self, said: Said, beside: set[str], *, bare: bool) -> list[tuple[bool, Said]] | None:
        """What is spoken of, each with whether it is had. Marks stand before it ("có 1") or behind ("1 có rồi").

        None where a mark that stood before is followed by one at the end ("có 1 chưa" asks), or where there is none.
        """
        parts: list[tuple[bool, Said]] = []
        part: list[str] = []
        had: bool | None = None
        behind = False
        at = 0
        while at < len(said):
            mark = next((m for m in self._marks if said[at : at + len(m[0])] == m[0]), None)
            if mark is None:
                part.append(said[at])
                at += 1
                continue
            wording, means = mark
            if had is None:
                behind = bool(_without(part, beside))
            if part:
                parts.append((means if behind or had is None else had, tuple(part)))
            part, had = [], means
            at += len(wording)
        if (parts and not part and not behind and had is False) or (had is None and not bare):
            return None
        return [*parts, (had is not False, tuple(part))]


def _places(part: Said, names: Sequence[Said], beside: set[str]) -> set[int] | None:
    """The places in the list that some words speak of; None where a word speaks of anything else."""
    places = {number - 1 for word in part for number in _numbers(word)}
    for about in _split(word for word in part if not _numbers(word)):
        rest = _without(about, beside)
        if rest:
            meant = _meant(rest, names)
            if meant is None:
                return None
            places.add(meant)
    return places if places <= set(range(len(names))) else None


def _split(part: Iterable[str]) -> list[list[str]]:
    """The words between "và" and "với"."""
    pieces: list[list[str]] = [[]]
    for word in part:
        if word in _BETWEEN:
            pieces.append([])
        else:
            pieces[-1].append(word)
    return pieces


def _without(said: Iterable[str], beside: set[str]) -> Said:
    return tuple(word for word in said if word not in beside)


def _numbers(word: str) -> tuple[int, ...]:
    """The numbers that a word is: "3", "1-3"."""
    if word.isdigit() and int(word) <= _MOST:
        return (int(word),)
    ranged = _RANGE.fullmatch(word)
    return tuple(range(int(ranged[1]), int(ranged[2]) + 1)) if ranged else ()


def _meant(rest: Said, names: Sequence[Said]) -> int | None:
    """The one name that holds all these words, or begins with them; None where none or several do."""
    meant = [place for place, name in enumerate(names) if set(rest) <= set(name)]
    if len(meant) > 1:
        meant = [place for place in meant if names[place][: len(rest)] == rest]
    return meant[0] if len(meant) == 1 else None
