"""Drafts of missing procedures → Reply. Pure."""

from collections.abc import Iterable, Sequence

from handlers.callbacks import DeskOpened
from handlers.staff.curating_callbacks import DraftClosed, DraftOpened, DraftPart, DraftPartAsked, DraftsListed
from handlers.views import PAGE, Reply, button, reply
from knowledge.phrases import Phrases
from storage.actions.drafts import Changed, Decision, KeptDraft
from storage.rules.days import day_in_hanoi
from storage.rules.permissions import Act, Grant, may


def drafts(found: Sequence[KeptDraft], asked: DraftsListed, phrases: Phrases) -> Reply:
    """A page of open drafts."""
    back = [button(phrases.text("button-curating-desk"), DeskOpened())]
    if not found:
        return reply(phrases.text("curating-no-drafts"), back)
    start = asked.page * PAGE
    shown = found[start : start + PAGE]
    lines = [phrases.text("curating-drafts", number=str(len(found)))]
    lines += [f"{place}. {draft.title}" for place, draft in enumerate(shown, start + 1)]
    opens = [
        button(phrases.text("button-curating-open", number=str(place)), DraftOpened(draft=draft.id))
        for place, draft in enumerate(shown, start + 1)
    ]
    turned = asked.model_copy(update={"page": asked.page + 1})
    onward = [button(phrases.text("button-page-after"), turned)] if start + PAGE < len(found) else []
    return reply("\n".join(lines), opens, onward, back)


def draft(changed: Changed, mine: Iterable[Grant], phrases: Phrases) -> Reply:
    """One draft as it stands, with what I may do about it; who came late reads it first."""
    kept = changed.draft
    back = [button(phrases.text("button-curating-drafts"), DraftsListed())]
    if kept is None:
        return reply(phrases.text("curating-gone"), back)
    late = [phrases.text("curating-draft-changed")] if changed.decision is Decision.CHANGED else []
    closed = kept.closed_at is not None
    day = f"{day_in_hanoi(kept.changed_at):%d/%m/%Y}"
    lines = [
        *late,
        phrases.text("curating-draft", title=kept.title, by=kept.changed_by, day=day),
        phrases.text("curating-draft-words", words=kept.words),
        phrases.text("curating-draft-notes", notes=kept.notes or phrases.text("curating-draft-empty")),
        *([phrases.text("curating-draft-closed")] if closed else []),
    ]
    rows = []
    if may(mine, Act.WRITE_DRAFT):
        if not closed:
            rows = [
                [
                    button(
                        phrases.text(f"button-curating-draft-{part.value}"),
                        DraftPartAsked(draft=kept.id, version=kept.version, part=part),
                    )
                ]
                for part in DraftPart
            ]
        label = phrases.text("button-curating-draft-reopen" if closed else "button-curating-draft-close")
        rows.append([button(label, DraftClosed(draft=kept.id, version=kept.version, closed=not closed))])
    return reply("\n".join(lines), *rows, back)
