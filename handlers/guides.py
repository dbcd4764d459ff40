"""The guide of a broadcast as a letter: rendered from the content of the day it is sent on, or a team's own words.

Pure: previews, tests and what is sent are made here alone, so that they look alike.
"""

import html
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from aiogram.types import InlineKeyboardButton

from handlers.callbacks import AspectChosen, JourneyChosen, PapersWanted, ProcedureChosen
from handlers.letters import Letter
from handlers.opting_views import ward_name
from handlers.views import PART_UNITS, button, keyboard, markup, split
from knowledge.answering import Answerer
from knowledge.composing import format_day
from knowledge.model import Aspect
from knowledge.phrases import Phrases
from knowledge.reading.gazetteer import Gazetteer
from storage.actions.broadcasts import KeptBroadcast, KeptVersion
from storage.rules.broadcasts import LONGEST_TEXT, LONGEST_UNDER_A_FILE, Guide, GuideKind
from storage.rules.days import day_in_hanoi

ROOM_FOR_THE_LEAD = 500
"""UTF-16 units kept free for who sends it and what it corrects."""


def fits(words: str, *, under_a_file: bool) -> bool:
    """Whether a team's own words go out whole, in one message."""
    most = LONGEST_UNDER_A_FILE if under_a_file else LONGEST_TEXT
    escaped = html.escape(words, quote=False)
    return 0 < len(words) <= most and len(split(escaped, PART_UNITS - ROOM_FOR_THE_LEAD)) == 1


@dataclass(frozen=True, slots=True)
class Guides:
    """What it takes to put a guide into words."""

    answerer: Answerer
    phrases: Phrases
    gazetteer: Gazetteer

    def letter(
        self,
        kept: KeptBroadcast,
        versions: Sequence[KeptVersion],
        *,
        channel: str,
        on: date,
        closed: Set[str] = frozenset(),
        edits: str | None = None,
    ) -> Letter | None:
        """What is sent on a day; None where there is nothing to say: gone from the content, or switched off.

        `versions`: those confirmed so far; without any it is a draft. Where a file is not known the words go alone.
        """
        guide = versions[-1].guide if versions else kept.guide
        body = self._body(guide, on, closed)
        if body is None:
            return None
        lead = self._from(kept)
        if len(versions) > 1:
            day = format_day(day_in_hanoi(kept.started_at or versions[0].made_at))
            first = self.title(versions[0].guide)
            lead = self.phrases.text(
                "guide-recalls" if guide.kind is GuideKind.RECALL else "guide-corrects", team=lead, title=first, day=day
            )
        else:
            lead = self.phrases.text("guide-sends", team=lead)
        text = split(f"<b>{html.escape(lead, quote=False)}</b>\n\n{body}".strip())[0]
        here = guide.file is not None and guide.file_channel == channel
        return Letter(
            text,
            keyboard(self._rows(guide, closed)),
            photo=guide.file if here and guide.file_is_photo else None,
            document=guide.file if here and not guide.file_is_photo else None,
            edits=edits,
        )

    def title(self, guide: Guide) -> str:
        """What a guide is about, in a few words."""
        catalogue = self.answerer.catalogue
        match guide.kind:
            case GuideKind.PROCEDURE:
                title = catalogue.titles.get(guide.subject or "", guide.subject or "")
                aspect = self.phrases.text(f"aspect-{guide.aspect}-of")
                return self.phrases.text("guide-title", title=title, aspect=aspect)
            case GuideKind.JOURNEY:
                return next((j.title for j in catalogue.journeys if j.id == guide.subject), guide.subject or "")
            case GuideKind.RECALL:
                return self.phrases.text("guide-title-recall")
        words = guide.text.split()
        return self.phrases.text("guide-title-text", words=" ".join(words[:8]) + ("…" if len(words) > 8 else ""))

    def topic(self, guide: Guide) -> str | None:
        """The topic that a person can stop alone; None for a team's own words."""
        catalogue = self.answerer.catalogue
        if guide.kind is GuideKind.PROCEDURE:
            procedure = catalogue.procedures.get(guide.subject or "")
            return procedure.topic if procedure is not None else None
        if guide.kind is GuideKind.JOURNEY:
            return next((j.topic for j in catalogue.journeys if j.id == guide.subject), None)
        return None

    def can_check(self, guide: Guide) -> bool:
        """Whether the procedure has papers to check."""
        procedure = self.answerer.catalogue.procedures.get(guide.subject or "")
        return guide.kind is not GuideKind.JOURNEY and procedure is not None and bool(procedure.papers)

    def _body(self, guide: Guide, on: date, closed: Set[str]) -> str | None:
        catalogue, subject = self.answerer.catalogue, guide.subject or ""
        match guide.kind:
            case GuideKind.PROCEDURE:
                if subject not in catalogue.procedures or subject in closed:
                    return None
                return markup(self.answerer.show(subject, Aspect(guide.aspect or "overview"), on=on).blocks)
            case GuideKind.JOURNEY:
                if not any(journey.id == subject for journey in catalogue.journeys):
                    return None
                answer = self.answerer.life_events.show(subject, on=on, closed=closed)
                return markup(answer.blocks) if answer.journey is not None else None
            case GuideKind.RECALL:
                return ""
        return html.escape(guide.text, quote=False)

    def _from(self, kept: KeptBroadcast) -> str:
        wards = kept.reach.wards or frozenset()
        if len(wards) != 1 or not wards <= self.gazetteer.wards.keys():
            return self.phrases.text("guide-team")
        return self.phrases.text("guide-team-of", ward=ward_name(next(iter(wards)), self.gazetteer))

    def _rows(self, guide: Guide, closed: Set[str]) -> list[list[InlineKeyboardButton]]:
        subject, rows = guide.subject or "", []
        if guide.kind is GuideKind.JOURNEY and guide.opens:
            return [[button(self.phrases.text("button-guide-open"), JourneyChosen(journey=subject))]]
        if guide.kind is GuideKind.RECALL or subject not in self.answerer.catalogue.procedures or subject in closed:
            return []
        if guide.opens:
            opened = (
                AspectChosen(procedure=subject, aspect=Aspect(guide.aspect))
                if guide.aspect
                else ProcedureChosen(procedure=subject)
            )
            rows.append([button(self.phrases.text("button-guide-open"), opened)])
        if guide.checks and self.can_check(guide):
            rows.append([button(self.phrases.text("button-papers-check"), PapersWanted(procedure=subject))])
        return rows
