"""Which places of Hanoi a text names: new wards, former communes and districts, however they are typed.

A unit word decides ("phường Ba Đình" or "quận Ba Đình"); a district beside a commune only narrows it; a bare name
that is both gives both. Pure and deterministic.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.reading.gazetteer import DATA, Commune, District, Gazetteer, Ward, variants
from knowledge.syllables import untype
from knowledge.text import clean, fold_word, mark_key, words

Place = Ward | Commune | District

_UNIT_WORDS = {
    ("phuong",): ("Phường",),
    ("p",): ("Phường",),
    ("f",): ("Phường",),
    ("xa",): ("Xã",),
    ("x",): ("Xã",),
    ("thi", "tran"): ("Thị trấn",),
    ("tt",): ("Thị trấn",),
    ("quan",): ("Quận",),
    ("q",): ("Quận",),
    ("huyen",): ("Huyện",),
    ("h",): ("Huyện",),
    ("thi", "xa"): ("Thị xã",),
    ("tx",): ("Thị xã",),
}
_STREET_WORDS = frozenset({"duong", "pho", "ngo", "ngach", "hem", "cau", "truong", "ga", "benh", "vien", "dai", "lo"})
_ROADS = frozenset({"duong", "pho", "ngo", "ngach", "hem"})
"""Where one of them begins a misspelt name, the rest is a road's: "đường Hoàng Hoa Thám" is not Dương Quang."""
_AT_WORDS = frozenset(
    {"o", "tai", "khu", "ve", "sang", "den", "toi", "tren", "ben", "thuoc", "gan", "tu", "vung", "cho", "hoi"}
)
_LONGEST = 6
_CITY = "ha noi"
_SHORTEST_MISSPELT = 6
_LONG_NAME = 11
"""Letters from which two slips are forgiven."""


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """The places a text names. Codes are text; of several wards the main one comes first.

    `district`: the one named, else that of the commune named. `ambiguous`: the name has more than one reading.
    """

    wards: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    district: str | None = None
    ambiguous: bool = False


@dataclass(slots=True)
class _Mention:
    """A name that stands in a text, at some words, with what it may be."""

    start: int
    end: int
    places: list[Place]


class Places:
    """Reads places. Immutable once built."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._names: dict[tuple[str, ...], list[tuple[tuple[str | None, ...], Place]]] = {}
        everything: Iterable[Place] = (
            *gazetteer.wards.values(),
            *gazetteer.communes.values(),
            *gazetteer.districts.values(),
        )
        for place in everything:
            for name in variants(place.name):
                said = words(name)
                key = tuple(map(_sound, said))
                self._names.setdefault(key, []).append((tuple(map(mark_key, said)), place))
        self._lines = [line for line in map(" ".join, self._names) if len(line) >= _SHORTEST_MISSPELT]

    @classmethod
    def load(cls, path: Path = DATA) -> "Places":
        """Build from the data file that ships with the content."""
        return cls(Gazetteer.load(path))

    def read(self, text: str) -> PlaceReading:
        """What places a text names; an empty reading where it names none. Never raises."""
        said = words(clean(text))
        folded = [_sound(w) for w in said]
        marks = [mark_key(w) for w in said]
        mentions = self._mentions(folded, marks)
        if all(isinstance(p, District) for m in mentions for p in m.places):
            mentions = sorted([*mentions, *self._misspelt(folded, mentions)], key=lambda m: m.start)
        return self._resolved(mentions)

    def ward(self, code: str) -> Ward:
        """A ward by its code. Raises KeyError."""
        return self.gazetteer.wards[code]

    def _mentions(self, folded: Sequence[str], marks: Sequence[str | None]) -> list[_Mention]:
        found: list[_Mention] = []
        i = 0
        while i < len(folded):
            free = found[-1].end if found else 0
            mention = self._best(folded, marks, i, free)
            if mention is None:
                i += 1
            else:
                found.append(mention)
                i = mention.end
        return found

    def _best(self, folded: Sequence[str], marks: Sequence[str | None], start: int, free: int) -> _Mention | None:
        """The name that starts at a word, or after the unit or the small word that stands there.

        Without marks "quan thanh xuan" may begin with Quán Thánh, "toi o dien bien" with Ô Diên, "o phuong dinh cong"
        with Phương Đình: the reading that takes in more words wins.
        """
        best = self._longest(folded, marks, start, free)
        unit = _unit_at(folded, start)
        whole = self._longest(folded, marks, start + unit, free) if unit else None
        if start < len(folded) - 1 and folded[start] in _AT_WORDS:
            whole = _further(whole, self._best(folded, marks, start + 1, free))
        return _further(best, whole)

    def _longest(self, folded: Sequence[str], marks: Sequence[str | None], start: int, free: int) -> _Mention | None:
        """The longest name that starts at a word; words before `free` belong to the name before."""
        for end in range(min(start + _LONGEST, len(folded)), start, -1):
            known = self._names.get(tuple(folded[start:end]))
            if known is None:
                continue
            typed = marks[start:end]
            places = [p for m, p in known if all(a == b or a is None for a, b in zip(typed, m, strict=True))]
            unit = _unit_before(folded, start, free)
            if not places and unit and end - start > 1:  # "phường Nghĩa Đo": a mark that slipped
                places = [p for _, p in known]
            before = folded[start - 1] if start > free else None
            short = end - start == 1 and not unit and start > 0 and typed[0] is None
            if not places or (not unit and before in _STREET_WORDS) or (short and before not in _AT_WORDS):
                continue
            return _Mention(start, end, _of_unit(places, unit))
        return None

    def _misspelt(self, folded: Sequence[str], mentions: Sequence[_Mention]) -> list[_Mention]:
        """The likeliest name with a slip or two in it, among the words that no name has taken."""
        taken = {i for m in mentions for i in range(m.start, m.end)}
        best: tuple[float, _Mention] | None = None
        for length in range(1, _LONGEST):
            for start in range(len(folded) - length + 1):
                line = " ".join(folded[start : start + length])
                unit = _unit_before(folded, start, 0)
                street = not unit and (folded[start] in _ROADS or (start > 0 and folded[start - 1] in _STREET_WORDS))
                if len(line) < _SHORTEST_MISSPELT or taken.intersection(range(start, start + length)) or street:
                    continue
                if (length == 1 and not unit and len(folded) > 1) or _CITY in line:
                    continue
                slips = 1 if len(line) < _LONG_NAME else 2
                found = process.extract(line, self._lines, scorer=OSA.distance, limit=3, score_cutoff=slips)
                for name, distance, _ in found:
                    value = len(name) - 3 * distance + (3 if unit else 0)
                    if distance and (best is None or value > best[0]):
                        places = _of_unit([p for _, p in self._names[tuple(name.split())]], unit)
                        best = (value, _Mention(start, start + length, places))
        return [best[1]] if best else []

    def _resolved(self, mentions: Sequence[_Mention]) -> PlaceReading:
        beside = _district_mention(mentions)
        named = None
        if beside is not None:
            named = next(p.code for p in beside.places if isinstance(p, District))
        wards: dict[str, None] = {}
        communes: dict[str, None] = {}
        ambiguous = False
        for mention in mentions:
            if mention is beside:
                continue
            own = _narrowed(mention.places, named)
            own_wards = [p for p in own if isinstance(p, Ward)]
            own_communes = [p for p in own if isinstance(p, Commune)]
            wards |= dict.fromkeys(w.code for w in own_wards)
            wards |= dict.fromkeys(h for c in own_communes for h in c.heirs)
            communes |= dict.fromkeys(c.code for c in own_communes)
            same = {(w.code,) for w in own_wards} | {c.heirs for c in own_communes}
            ambiguous = ambiguous or len(same) > 1 or any(isinstance(p, District) for p in own)
        return PlaceReading(tuple(wards), tuple(communes), named or self._implied(mentions, communes), ambiguous)

    def _implied(self, mentions: Sequence[_Mention], communes: Iterable[str]) -> str | None:
        """The district of a bare name that may be one, else the one district of the communes named."""
        bare = next((p.code for m in mentions for p in m.places if isinstance(p, District)), None)
        held = {self.gazetteer.communes[c].district for c in communes}
        return bare or (held.pop() if len(held) == 1 else None)


def _further(first: _Mention | None, second: _Mention | None) -> _Mention | None:
    """The mention that ends later, else the first."""
    return second if first is None or (second is not None and second.end > first.end) else first


def _district_mention(mentions: Sequence[_Mention]) -> _Mention | None:
    """The mention that can only be a district, or stands beside a place that lies in it; people put it last."""
    for mention in reversed(mentions):
        districts = [p for p in mention.places if isinstance(p, District)]
        if not districts:
            continue
        others = [p for m in mentions if m is not mention for p in m.places]
        if len(districts) == len(mention.places) or any(_lies_in(p, districts[0].code) for p in others):
            return mention
    return None


def _narrowed(places: Sequence[Place], district: str | None) -> list[Place]:
    """The places in a district that was named beside them: its communes first of all, else its wards, else all."""
    if district is None:
        return list(places)
    inside = [p for p in places if _lies_in(p, district)]
    communes: list[Place] = [p for p in inside if isinstance(p, Commune)]
    return communes or inside or [p for p in places if not isinstance(p, District)]


def _lies_in(place: Place, district: str) -> bool:
    match place:
        case Ward():
            return district in place.districts
        case Commune():
            return place.district == district
        case _:
            return False


def _unit_at(folded: Sequence[str], start: int) -> int:
    """How many words at a place are a unit word; 0 for none."""
    return next((n for n in (2, 1) if tuple(folded[start : start + n]) in _UNIT_WORDS), 0)


def _unit_before(folded: Sequence[str], start: int, free: int) -> tuple[str, ...]:
    for length in (2, 1):
        if start - length >= free:
            unit = _UNIT_WORDS.get(tuple(folded[start - length : start]))
            if unit:
                return unit
    return ()


def _of_unit(places: list[Place], unit: tuple[str, ...]) -> list[Place]:
    """The places of that unit; all of them where none is, since people mix the units up."""
    kept = [p for p in places if p.unit in unit]
    if not kept and unit:  # "xã" for a former township, "phường" for a commune: anything but a district
        lower = unit[0] in ("Phường", "Xã", "Thị trấn")
        kept = [p for p in places if isinstance(p, District) != lower]
    return kept or places


def _sound(word: str) -> str:
    """A word as it is compared: folded, Telex keys read, y and i alike."""
    folded = fold_word(word)
    folded = (untype(folded) or folded) if word.isascii() else folded
    return folded[:-1] + "i" if len(folded) > 1 and folded.endswith("y") and folded[-2] not in "aeu" else folded
