"""A poster with a code to scan, as values: what stands on it and in which order, not how it is drawn."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import TypeAdapter

from knowledge.linking import Whereabouts
from knowledge.phrases import Phrases


class PaperSize(StrEnum):
    """The paper a poster is printed on, upright."""

    A4 = "a4"
    A5 = "a5"


@dataclass(frozen=True, slots=True)
class Way:
    """One channel: what it is called, the address that its code holds, and a short one for who types."""

    label: str
    address: str
    short: str


@dataclass(frozen=True, slots=True)
class Poster:
    """Everything that is drawn, from top to bottom. `made_on` is the date of the file; `ways`: one code each."""

    place: str
    title: str
    lines: tuple[str, ...]
    ways: tuple[Way, ...]
    closing: tuple[str, ...]
    made_on: date
    size: PaperSize = PaperSize.A4

    def to_json(self) -> str:
        """The poster as JSON text, as the process that draws it reads it."""
        return _POSTERS.dump_json(self).decode()


def compose_poster(
    phrases: Phrases,
    *,
    place: str,
    procedure: str | None,
    ways: tuple[Way, ...],
    made_on: date,
    size: PaperSize = PaperSize.A4,
) -> Poster:
    """The words of a poster. `place`: the ward by its full name; `procedure`: the title of one, if it is about one."""
    say = phrases.text
    own = place[:1].lower() + place[1:]
    about = "guide" if procedure else "all"
    return Poster(
        place=say("poster-place", place=own),
        title=procedure or say("poster-title"),
        lines=(say(f"poster-{about}-asks"), say("poster-typing"), say("poster-sources")),
        ways=ways,
        closing=(say("poster-free"), say("sheet-who"), say("poster-never-asks")),
        made_on=made_on,
        size=size,
    )


def poster_ways(here: Whereabouts, payload: str, phrases: Phrases) -> tuple[Way, ...]:
    """One way for each channel that others reach; none where nobody can. `payload`: what each code carries."""
    ways = []
    if here.web is not None:
        address = f"{here.web}/?s={payload}"
        ways.append(Way(phrases.text("poster-way-web"), address, here.web.partition("://")[2]))
    if here.telegram is not None:
        bot = f"t.me/{here.telegram}"
        ways.append(Way(phrases.text("poster-way-telegram"), f"https://{bot}?start={payload}", bot))
    return tuple(ways)


_POSTERS: TypeAdapter[Poster] = TypeAdapter(Poster)
