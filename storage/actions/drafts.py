"""Drafts of procedures that are missing: opened, changed, closed, opened again."""

from dataclasses import dataclass
from typing import Any

from storage.actions.audit import authorise
from storage.actions.wordings import Decision
from storage.clock import Clock
from storage.repositories.drafts import KeptDraft
from storage.rules.audit import Actor
from storage.rules.permissions import Act
from storage.rules.redaction import redact
from storage.rules.wordings import LONGEST_DRAFT_TEXT, LONGEST_WORDING
from storage.unit_of_work import OpenWork

__all__ = ["Changed", "Decision", "DraftChange", "KeptDraft", "change_draft", "find_draft", "list_drafts", "open_draft"]


@dataclass(frozen=True, slots=True)
class DraftChange:
    """What is to change; None stays as it is."""

    title: str | None = None
    words: str | None = None
    notes: str | None = None
    closed: bool | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """How a change went, and the draft as it stands now. CHANGED: somebody wrote meanwhile, nothing was lost."""

    decision: Decision
    draft: KeptDraft | None = None


async def open_draft(
    uow: OpenWork, clock: Clock, *, by: Actor, title: str, words: str, notes: str = "", update_key: str | None = None
) -> int | None:
    """Open a draft; its id, None where this update opened one before. Raises NotAllowed."""
    now = clock.now()
    async with uow() as work:
        name = await authorise(work, by, Act.WRITE_DRAFT)
        if not await work.effects.record(update_key, "draft", now):
            return None
        made = await work.drafts.record(_line(title), _text(words), _text(notes), name, now)
        await work.audit.record(name, Act.WRITE_DRAFT, f"draft:{made}", now)
        await work.commit()
    return made


async def change_draft(
    uow: OpenWork, clock: Clock, *, by: Actor, draft_id: int, version: int, change: DraftChange
) -> Changed:
    """Change what is given, close or open again; who writes on an old version is told. Raises NotAllowed."""
    now = clock.now()
    values: dict[str, Any] = {} if change.title is None else {"title": _line(change.title)}
    texts = {"words": change.words, "notes": change.notes}
    values |= {name: _text(text) for name, text in texts.items() if text is not None}
    if change.closed is not None:
        values["closed_at"] = now if change.closed else None
    async with uow() as work:
        name = await authorise(work, by, Act.WRITE_DRAFT)
        await work.wordings.hold()
        draft = await work.drafts.find(draft_id)
        if draft is None:
            return Changed(Decision.GONE)
        if draft.version != version:
            return Changed(Decision.CHANGED, draft)
        await work.drafts.change(draft, name, now, values)
        await work.audit.record(name, Act.WRITE_DRAFT, f"draft:{draft_id}", now)
        changed = await work.drafts.find(draft_id)
        await work.commit()
    return Changed(Decision.DONE, changed)


async def list_drafts(uow: OpenWork, clock: Clock, *, by: Actor) -> tuple[KeptDraft, ...]:
    """Every open draft, oldest first; raises NotAllowed."""
    async with uow(readonly=True) as work:
        await authorise(work, by, Act.SEE_GAPS)
        return await work.drafts.list_open()


async def find_draft(uow: OpenWork, clock: Clock, *, by: Actor, draft_id: int) -> KeptDraft | None:
    """One draft, open or closed; raises NotAllowed."""
    async with uow(readonly=True) as work:
        await authorise(work, by, Act.SEE_GAPS)
        return await work.drafts.find(draft_id)


def _line(text: str) -> str:
    return " ".join(redact(text).split())[:LONGEST_WORDING]


def _text(text: str) -> str:
    return redact(text).strip()[:LONGEST_DRAFT_TEXT]
