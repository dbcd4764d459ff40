"""The places of Hanoi: wards of today, and the former communes and districts that people still say."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import cos, hypot, radians
from pathlib import Path

from knowledge.catalogue import CONTENT

DATA = CONTENT / "places" / "hanoi_wards.json"
_UNITS = ("Thị trấn", "Thị xã", "Phường", "Quận", "Huyện", "Xã")


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward or commune of today. `code`: national statistics code, as text. Degrees of a point inside it."""

    code: str
    name: str
    unit: str
    latitude: float
    longitude: float
    districts: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """As it stands on papers: Phường Ba Đình."""
        return f"{self.unit} {self.name}"


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune before July 2025. `heirs`: codes of the wards that took it over, the one that took most first."""

    code: str
    name: str
    unit: str
    district: str
    heirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class District:
    """A district before July 2025."""

    code: str
    name: str
    unit: str


@dataclass(frozen=True)
class Gazetteer:
    """All places by code."""

    wards: Mapping[str, Ward]
    communes: Mapping[str, Commune]
    districts: Mapping[str, District]

    @classmethod
    def load(cls, path: Path = DATA) -> "Gazetteer":
        """Read the data file; docs of the data stand in its `notes`."""
        data = json.loads(path.read_text("utf-8"))
        heirs: dict[str, list[tuple[bool, str]]] = {}
        wards = {}
        for w in data["wards"]:
            for part in w["formed_from"]:
                heirs.setdefault(part["code"], []).append((not part["main"], w["code"]))
            districts = tuple(sorted({part["district_code"] for part in w["formed_from"]}))
            unit, name = _split(w["name"])
            wards[w["code"]] = Ward(w["code"], name, unit, w["lat"], w["lon"], districts)
        communes = {}
        for c in data["former_communes"]:
            unit, name = _split(c["name"])
            taken = tuple(code for _, code in sorted(heirs.get(c["code"], [])))
            communes[c["code"]] = Commune(c["code"], name, unit, c["district_code"], taken)
        districts_by_code = {
            d["code"]: District(d["code"], *reversed(_split(d["name"]))) for d in data["former_districts"]
        }
        return cls(wards, communes, districts_by_code)

    def nearest(self, latitude: float, longitude: float, *, count: int = 4) -> tuple[Ward, ...]:
        """The wards whose points lie nearest to a point in degrees, nearest first."""
        shrink = cos(radians(latitude))
        key = {w.code: hypot(w.latitude - latitude, (w.longitude - longitude) * shrink) for w in self._all_wards}
        return tuple(sorted(self._all_wards, key=lambda w: key[w.code])[:count])

    @cached_property
    def _all_wards(self) -> tuple[Ward, ...]:
        return tuple(self.wards.values())


def variants(name: str) -> Iterable[str]:
    """The ways one place's name is said: whole, and each part of a joined name ("Văn Miếu - Quốc Tử Giám")."""
    yield name.replace(" - ", " ")
    if " - " in name:
        yield from name.split(" - ")
    numbered = re.fullmatch(r"(.+) (\d)", name)
    if numbered:
        yield numbered[1]
        yield f"{numbered[1]} {'i' * int(numbered[2])}"


def _split(full: str) -> tuple[str, str]:
    unit = next(u for u in _UNITS if full.startswith(u + " "))
    return unit, full[len(unit) + 1 :]
