"""Wordings that staff propose → Reply: a list, one, what it would spoil. Pure; people are numbers."""

from collections.abc import Iterable, Sequence

from aiogram.types import InlineKeyboardButton

from handlers.callbacks import DeskOpened
from handlers.staff.curating_callbacks import (
    RejectionAsked,
    RewordingAsked,
    WordingApproved,
    WordingOpened,
    WordingsListed,
    WordingUndone,
)
from handlers.views import PAGE, Reply, button, reply
from knowledge.approving import Clash
from knowledge.catalogue import Catalogue
from knowledge.phrases import Phrases
from storage.actions.wordings import KeptWording, Standing, WordingKind
from storage.rules.days import day_in_hanoi
from storage.rules.permissions import Act, Grant, may
from storage.rules.wordings import may_decide

CLASHES_SHOWN = 5
"""Questions that would go wrong, by their words; the others are counted."""


def wordings(found: Sequence[KeptWording], asked: WordingsListed, catalogue: Catalogue, phrases: Phrases) -> Reply:
    """A page of what stands so, the oldest first: it waited longest."""
    back = [button(phrases.text("button-curating-desk"), DeskOpened())]
    if not found:
        return reply(phrases.text(f"curating-none-{asked.standing.value}"), back)
    start = asked.page * PAGE
    shown = found[start : start + PAGE]
    lines = [phrases.text(f"curating-all-{asked.standing.value}", number=str(len(found)))]
    lines += [f"{place}. {_leads(wording, catalogue, phrases)}" for place, wording in enumerate(shown, start + 1)]
    opens = [
        button(phrases.text("button-curating-open", number=str(place)), WordingOpened(wording=wording.id))
        for place, wording in enumerate(shown, start + 1)
    ]
    onward: list[InlineKeyboardButton] = []
    if start + PAGE < len(found):
        onward = [button(phrases.text("button-page-after"), asked.model_copy(update={"page": asked.page + 1}))]
    return reply("\n".join(lines), opens, onward, back)


def wording(kept: KeptWording, me: str, mine: Iterable[Grant], catalogue: Catalogue, phrases: Phrases) -> Reply:
    """One wording: where it leads, how it stands, who did what; and what I may do about it."""
    grants = tuple(mine)
    lines = [_leads(kept, catalogue, phrases), _stands(kept, phrases)]
    if kept.reason:
        lines.append(phrases.text("curating-reason", reason=kept.reason))
    if kept.exported_at is not None:
        lines.append(phrases.text("curating-exported", day=f"{day_in_hanoi(kept.exported_at):%d/%m/%Y}"))
    rows: list[list[InlineKeyboardButton]] = []
    this = {"wording": kept.id, "version": kept.version}
    if kept.standing is Standing.PROPOSED:
        own = not may_decide(kept.proposed_by, me)
        if own:
            lines.append(phrases.text("curating-second"))
        if not own and may(grants, Act.APPROVE_PHRASING):
            rows.append([button(phrases.text("button-curating-approve"), WordingApproved(**this))])
            rows.append([button(phrases.text("button-curating-reject"), RejectionAsked(**this))])
        if own and may(grants, Act.PROPOSE_PHRASING):
            rows.append([button(phrases.text("button-curating-reword"), RewordingAsked(**this))])
    if may(grants, Act.UNDO_PHRASING):
        label = phrases.text(f"button-curating-undo-{kept.standing.value}")
        rows.append([button(label, WordingUndone(**this))])
    return reply("\n".join(lines), *rows, [button(phrases.text("button-curating-desk"), DeskOpened())])


def refused(text: str, target: str, clashes: Sequence[Clash], catalogue: Catalogue, phrases: Phrases) -> Reply:
    """Why it cannot be approved: which questions would go wrong, and where they would go instead."""
    lines = [phrases.text("curating-refused", text=text)]
    lines += [_clash(text, target, clash, catalogue, phrases) for clash in clashes[:CLASHES_SHOWN]]
    if len(clashes) > CLASHES_SHOWN:
        lines.append(phrases.text("curating-clashes-more", number=str(len(clashes) - CLASHES_SHOWN)))
    lines += ["", phrases.text("curating-refused-mend")]
    return reply("\n".join(lines), [button(phrases.text("button-curating-desk"), DeskOpened())])


def gone(phrases: Phrases) -> Reply:
    """There is no such wording."""
    return reply(phrases.text("curating-gone"), [button(phrases.text("button-curating-desk"), DeskOpened())])


def _clash(text: str, target: str, clash: Clash, catalogue: Catalogue, phrases: Phrases) -> str:
    if (clash.question, clash.expected) == (text, target):
        return phrases.text("curating-clash-itself")
    came = _title(clash.came, catalogue)
    if clash.expected is None:
        return phrases.text("curating-clash-lands", question=clash.question, came=came)
    return phrases.text(
        "curating-clash", question=clash.question, expected=_title(clash.expected, catalogue), came=came
    )


def _leads(kept: KeptWording, catalogue: Catalogue, phrases: Phrases) -> str:
    phrase = "curating-leads" if kept.kind is WordingKind.PHRASING else "curating-points"
    return phrases.text(phrase, text=kept.text, target=_title(kept.target, catalogue))


def _stands(kept: KeptWording, phrases: Phrases) -> str:
    by, at = (kept.decided_by, kept.decided_at) if kept.decided_by else (kept.proposed_by, kept.proposed_at)
    day = f"{day_in_hanoi(at):%d/%m/%Y}" if at else ""
    return phrases.text(f"curating-stands-{kept.standing.value}", by=str(by), day=day)


def _title(target: str, catalogue: Catalogue) -> str:
    """A procedure, a neighbour, a journey or a contact as people call it; anything else as it is."""
    if target in catalogue.contacts:
        return catalogue.contacts[target].name
    journeys = {j.id: j.title for j in catalogue.journeys}
    return catalogue.titles.get(target) or journeys.get(target) or target
