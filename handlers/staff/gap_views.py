"""What was asked in vain → Reply: the desk, groups, one group, where to attach or point. Pure; never who asked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton

from handlers.callbacks import DeskOpened
from handlers.staff.curating_callbacks import (
    AttachAsked,
    AttachChosen,
    AttachTopicChosen,
    DraftBegun,
    DraftsListed,
    GapOpened,
    GapsListed,
    PointAsked,
    PointChosen,
    WordingsListed,
)
from handlers.views import PAGE, TOPIC_COLUMNS, Reply, button, reply
from knowledge.catalogue import Catalogue
from knowledge.gaps import Gap, Order
from knowledge.phrases import Phrases
from knowledge.reading.gazetteer import Gazetteer
from storage.actions.gaps import Week
from storage.actions.wordings import Standing
from storage.rules.days import day_in_hanoi
from storage.rules.permissions import Act, Grant, may

TOPICS_SHOWN = 12
"""Lines of the week at most; topics nobody asked about have none."""

TEXT_SHOWN = 120
"""Characters of a question in a list; all of it stands where it is opened."""

_OUTCOMES = ("answered", "clarify", "no_match")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much there is to do: groups, proposals, those of them that somebody else made, drafts."""

    gaps: int
    proposed: int
    others: int
    drafts: int


def desk(week: Week, waiting: Waiting, catalogue: Catalogue, phrases: Phrases) -> Reply:
    """The week in numbers, and the ways on."""
    lines = [phrases.text("curating-week", **_numbers(_sums(week, catalogue).values()))]
    by_topic = sorted(_sums(week, catalogue).items(), key=lambda row: (-sum(row[1][:1]), row[0]))
    for topic, numbers in by_topic[:TOPICS_SHOWN]:
        lines.append(
            phrases.text("curating-week-topic", topic=_topic(topic, catalogue, phrases), **_numbers([numbers]))
        )
    counts = {name: str(getattr(waiting, name)) for name in Waiting.__slots__}
    lines += ["", phrases.text("curating-waiting", **counts)]
    return reply(
        "\n".join(lines),
        [button(phrases.text("button-curating-gaps"), GapsListed())],
        [button(phrases.text("button-curating-proposed", number=counts["others"]), _standing(Standing.PROPOSED))],
        [button(phrases.text("button-curating-approved"), _standing(Standing.APPROVED))],
        [button(phrases.text("button-curating-rejected"), _standing(Standing.REJECTED))],
        [button(phrases.text("button-curating-drafts"), DraftsListed())],
    )


def _sums(week: Week, catalogue: Catalogue) -> dict[str, tuple[int, ...]]:
    """Topic → asked, answered, asked back, no match, thumbs down."""
    sums: dict[str, list[int]] = {}
    for topic, outcome, number in week.outcomes:
        row = sums.setdefault(topic, [0] * 5)
        row[0] += number
        if outcome in _OUTCOMES:
            row[1 + _OUTCOMES.index(outcome)] += number
    for slug, number in week.thumbs_down:
        procedure = catalogue.procedures.get(slug or "")
        sums.setdefault(procedure.topic if procedure else "", [0] * 5)[4] += number
    return {topic: tuple(row) for topic, row in sums.items()}


def _numbers(rows: Iterable[Sequence[int]]) -> dict[str, str]:
    names = ("asked", "answered", "clarify", "nomatch", "down")
    added = [sum(column) for column in zip(*rows, strict=True)] or [0] * 5
    numbers = dict(zip(names, added, strict=True))
    numbers["other"] = added[0] - sum(added[1:4])
    return {name: str(number) for name, number in numbers.items()}


def gaps(
    found: Sequence[Gap], pending: Collection[int], asked: GapsListed, catalogue: Catalogue, phrases: Phrases
) -> Reply:
    """A page of groups, each with a button that opens it; `pending`: those that somebody proposed for already."""
    if not found:
        return reply(phrases.text("curating-no-gaps"), [_desk(phrases)])
    start = asked.page * PAGE
    shown = found[start : start + PAGE]
    lines = [phrases.text("curating-gaps", number=str(len(found)))]
    waits = phrases.text("curating-pending")
    lines += [
        _line(place, gap, catalogue, phrases) + (f" {waits}" if gap.question in pending else "")
        for place, gap in enumerate(shown, start + 1)
    ]
    opens = [
        button(phrases.text("button-curating-open", number=str(place)), GapOpened(question=gap.question))
        for place, gap in enumerate(shown, start + 1)
    ]
    turned = asked.model_copy(update={"page": asked.page + 1})
    onward = [button(phrases.text("button-page-after"), turned)] if start + PAGE < len(found) else []
    newest = asked.order is Order.NEWEST
    other = GapsListed(order=Order.MOST if newest else Order.NEWEST)
    sort = button(phrases.text("button-curating-most" if newest else "button-curating-newest"), other)
    return reply("\n".join(lines), opens, onward, [sort], [_desk(phrases)])


def _line(place: int, gap: Gap, catalogue: Catalogue, phrases: Phrases) -> str:
    return phrases.text(
        "curating-gap-line",
        place=str(place),
        text=gap.text if len(gap.text) <= TEXT_SHOWN else f"{gap.text[:TEXT_SHOWN].rstrip()}…",
        people=str(gap.people),
        questions=str(gap.questions),
        topic=_topic(gap.topic or "", catalogue, phrases),
    )


def gap(
    gap: Gap,
    likeliest: Sequence[str],
    mine: Iterable[Grant],
    catalogue: Catalogue,
    gazetteer: Gazetteer,
    phrases: Phrases,
) -> Reply:
    """One group: what was asked, how often, by how many, how it ended; and what may be done about it."""
    lines = [
        phrases.text("curating-gap", text=gap.text),
        *(phrases.text("curating-gap-other", text=other) for other in gap.others),
        phrases.text("curating-gap-counts", people=str(gap.people), questions=str(gap.questions)),
        *(phrases.text(f"curating-why-{why.replace('_', '-')}", number=str(n)) for why, n in gap.why.items()),
        phrases.text("curating-gap-topic", topic=_topic(gap.topic or "", catalogue, phrases)),
    ]
    if gap.wards:
        places = ", ".join(f"{_ward(code, gazetteer)} {people}" for code, people in gap.wards.items())
        lines.append(phrases.text("curating-gap-wards", places=places))
    lines.append(phrases.text("curating-gap-newest", day=f"{day_in_hanoi(gap.newest_at):%d/%m/%Y}"))
    back = [button(phrases.text("button-curating-gaps"), GapsListed())]
    if not may(mine, Act.PROPOSE_PHRASING):
        return reply("\n".join(lines), back)
    attach = [
        [button(_attach(slug, catalogue, phrases), AttachChosen(question=gap.question, procedure=slug))]
        for slug in likeliest
    ]
    return reply(
        "\n".join([*lines, "", phrases.text("curating-gap-what")]),
        *attach,
        [button(phrases.text("button-curating-other"), AttachAsked(question=gap.question))],
        [button(phrases.text("button-curating-point"), PointAsked(question=gap.question))],
        [button(phrases.text("button-curating-draft"), DraftBegun(question=gap.question))],
        back,
    )


def targets(question: int, slugs: Sequence[str], catalogue: Catalogue, phrases: Phrases) -> Reply:
    """The procedures that a typed name may mean; none: asked once more."""
    rows = [
        [button(_attach(slug, catalogue, phrases), AttachChosen(question=question, procedure=slug))] for slug in slugs
    ]
    lead = "curating-which" if slugs else "curating-which-none"
    return reply(phrases.text(lead), *rows, [_back_to(question, phrases)])


def topics(question: int, catalogue: Catalogue, phrases: Phrases) -> Reply:
    """The shelves of the menu, to attach a question to what stands on one; its name may be typed as well."""
    buttons = [
        button(topic.title, AttachTopicChosen(question=question, topic=topic.id)) for topic in catalogue.list_topics()
    ]
    rows = [buttons[at : at + TOPIC_COLUMNS] for at in range(0, len(buttons), TOPIC_COLUMNS)]
    return reply(phrases.text("curating-attach"), *rows, [_back_to(question, phrases)])


def shelf(asked: AttachTopicChosen, catalogue: Catalogue, phrases: Phrases) -> Reply:
    """A page of one shelf."""
    held = catalogue.list_procedures(asked.topic)
    shown = held[asked.page * PAGE : (asked.page + 1) * PAGE]
    rows = [[button(p.title, AttachChosen(question=asked.question, procedure=p.slug))] for p in shown]
    if (asked.page + 1) * PAGE < len(held):
        rows.append([button(phrases.text("button-page-after"), asked.model_copy(update={"page": asked.page + 1}))])
    return reply(phrases.text("curating-which"), *rows, [_back_to(asked.question, phrases)])


def pointers(asked: PointAsked, near: Sequence[str], catalogue: Catalogue, phrases: Phrases) -> Reply:
    """Whom to point to: what search knows and we do not answer, then everybody who can be called."""
    known = [(i, catalogue.titles[i]) for i in near] + [(i, c.name) for i, c in catalogue.contacts.items()]
    shown = known[asked.page * PAGE : (asked.page + 1) * PAGE]
    rows = [[button(name, PointChosen(question=asked.question, target=target))] for target, name in shown]
    if (asked.page + 1) * PAGE < len(known):
        rows.append([button(phrases.text("button-page-after"), asked.model_copy(update={"page": asked.page + 1}))])
    return reply(phrases.text("curating-point"), *rows, [_back_to(asked.question, phrases)])


def gone(phrases: Phrases) -> Reply:
    """The question was erased, answered or aged meanwhile."""
    return reply(phrases.text("curating-gone"), [button(phrases.text("button-curating-gaps"), GapsListed())])


def _attach(slug: str, catalogue: Catalogue, phrases: Phrases) -> str:
    return phrases.text("button-curating-attach", title=catalogue.procedures[slug].title)


def _back_to(question: int, phrases: Phrases) -> InlineKeyboardButton:
    return button(phrases.text("button-curating-back"), GapOpened(question=question))


def _desk(phrases: Phrases) -> InlineKeyboardButton:
    return button(phrases.text("button-curating-desk"), DeskOpened())


def _standing(standing: Standing) -> WordingsListed:
    return WordingsListed(standing=standing)


def _topic(topic: str, catalogue: Catalogue, phrases: Phrases) -> str:
    titles = {t.id: t.title for t in catalogue.topics}
    return titles.get(topic) or phrases.text("curating-no-topic")


def _ward(code: str, gazetteer: Gazetteer) -> str:
    return gazetteer.wards[code].full_name if code in gazetteer.wards else code
