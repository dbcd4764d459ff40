"""From the places that a text names to the one ward where a person lives, and what is known beside it."""

from dataclasses import dataclass

from knowledge.reading.gazetteer import Gazetteer
from knowledge.reading.places import PlaceReading
from knowledge.text import clean, fold_word, words

_BESIDE_A_NAME = frozenset(
    {"phuong", "p", "xa", "x", "thi", "tran", "tt", "quan", "q", "huyen", "h", "tx", "thanh", "pho", "tp"}
    | {"ha", "noi", "hn", "khu", "dia", "chi", "que", "nha", "o", "tai", "thuoc", "gan", "song", "la"}
    | {
        "toi",
        "em",
        "minh",
        "chau",
        "bac",
        "co",
        "chu",
        "anh",
        "cu",
        "moi",
        "truoc",
        "day",
        "a",
        "da",
        "vang",
        "u",
    }
)
_REFUSALS = frozenset(
    ("khong", "ko", "k", "thoi", "bo qua", "khong muon noi", "khong noi", "khong can", "de sau", "khong muon")
)


@dataclass(frozen=True, slots=True)
class Area:
    """A ward of today; the former district and commune only where they are known. Codes are text."""

    ward: str
    district: str | None = None
    commune: str | None = None


def areas_of(reading: PlaceReading, gazetteer: Gazetteer) -> tuple[Area, ...]:
    """The areas that a reading may mean, the likeliest first; a former district alone means all its wards."""
    wards = reading.wards
    if not wards and reading.district is not None:
        wards = tuple(code for code, ward in gazetteer.wards.items() if reading.district in ward.districts)
    return tuple(area_in(ward, reading, gazetteer) for ward in wards)


def area_in(ward: str, reading: PlaceReading, gazetteer: Gazetteer) -> Area:
    """The area in one ward: the district named, else that of the commune named, else the ward's only one.

    Where none of these is known the district stays open: a ward made of several is never guessed apart.
    """
    named = [code for code in reading.communes if ward in gazetteer.communes[code].heirs]
    commune = named[0] if len(named) == 1 else None
    districts = gazetteer.wards[ward].districts
    district = reading.district if reading.district in districts else None
    if district is None and commune is not None:
        district = gazetteer.communes[commune].district
    if district is None and len(districts) == 1:
        district = districts[0]
    return Area(ward, district, commune)


def is_settled(reading: PlaceReading) -> bool:
    """Whether the reading names one ward and nothing else."""
    return len(reading.wards) == 1 and not reading.ambiguous


def is_only_a_place(text: str, reading: PlaceReading, gazetteer: Gazetteer) -> bool:
    """Whether a text says where somebody lives and hardly more, as against a question with a place in it."""
    named = names_in(reading, gazetteer)
    return bool(named) and sum(word not in named | _BESIDE_A_NAME for word in _folded(text)) <= 1


def names_in(reading: PlaceReading, gazetteer: Gazetteer) -> frozenset[str]:
    """The folded words of the names of the places read; none where no area is meant."""
    if not areas_of(reading, gazetteer):
        return frozenset()
    named = [
        *(gazetteer.wards[code].name for code in reading.wards),
        *(gazetteer.communes[code].name for code in reading.communes),
        *([gazetteer.districts[reading.district].name] if reading.district else []),
    ]
    return frozenset(word for name in named for word in _folded(name))


def is_refusal(text: str) -> bool:
    """Whether somebody says, in so many words, that they would rather not say where they live."""
    return " ".join(_folded(text)) in _REFUSALS


def _folded(text: str) -> list[str]:
    return [fold_word(word) for word in words(clean(text))]
