"""Links that lead back to an answer: a procedure and a case, in a web address or in what Telegram hands to /start."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.model import Procedure

LONGEST_PAYLOAD = 64
"""Characters that Telegram carries behind `?start=`: letters, digits, "_" and "-"."""
LONGEST_LINK = 300
"""Characters of a link that is read at all."""

_PLAIN = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads; its case names only what the content knows."""

    procedure: str
    case: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WayBack:
    """A link as an address: the whole of it, and a short form for people who type it."""

    address: str
    short: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where others reach this deployment: a web address, a bot's name on Telegram, both, or neither."""

    web: str | None = None
    telegram: str | None = None

    def way_back(self, slug: str, case: Mapping[str, str]) -> WayBack | None:
        """The address that opens a procedure for a case, on the web where it can be; None where nothing can."""
        if self.web is not None:
            bare = f"{self.web}/?mo={slug}"
            kept = "-".join(f"{name}.{value}" for name, value in _writable(case))
            return WayBack(f"{bare}&tinh={kept}" if kept else bare, bare.partition("://")[2])
        if self.telegram is not None:
            bare = f"https://t.me/{self.telegram}?start="
            return WayBack(bare + start_payload(slug, case), f"t.me/{self.telegram}")
        return None


def start_payload(slug: str, case: Mapping[str, str], *, most: int = LONGEST_PAYLOAD) -> str:
    """What opens a procedure for a case behind /start; of the case, as much as fits into so many characters."""
    payload = slug
    for name, value in _writable(case):
        longer = f"{payload}_{name}-{value}"
        if len(longer) > most:
            break
        payload = longer
    return payload


def payload_of_query(mo: str, tinh: str, procedures: Mapping[str, Procedure]) -> str | None:
    """The payload of /start that opens the same as a web address, `?mo=slug&tinh=who.self-way.online`.

    None where it leads nowhere.
    """
    link = read_link("_".join([mo, *(pair.replace(".", "-", 1) for pair in tinh.split("-") if pair)]), procedures)
    return start_payload(link.procedure, link.case, most=LONGEST_LINK) if link else None


def read_link(payload: str, procedures: Mapping[str, Procedure]) -> Link | None:
    """Where a payload of /start leads; None where that is no procedure. What is no case of it is left out."""
    if len(payload) > LONGEST_LINK:
        return None
    slug, *pairs = payload.split("_")
    procedure = procedures.get(slug)
    if procedure is None:
        return None
    named = dict(pair.split("-", 1) for pair in pairs if "-" in pair)
    known = {name: value for name, value in named.items() if _knows(procedure, name, value)}
    return Link(slug, known)


def _knows(procedure: Procedure, name: str, value: str) -> bool:
    return name in procedure.cases and value in procedure.cases[name].values


def _writable(case: Mapping[str, str]) -> list[tuple[str, str]]:
    """The parts of a case that stand in a link: letters and digits only, since "-", "_" and "." part them."""
    return [(n, v) for n, v in case.items() if _PLAIN.fullmatch(n) and _PLAIN.fullmatch(v)]
