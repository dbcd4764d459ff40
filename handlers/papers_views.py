"""Checking papers → Reply: which procedure, which case, the list to tick, the result. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from aiogram.types import InlineKeyboardButton

from handlers.callbacks import (
    PapersCasePicked,
    PapersMoved,
    PapersOpened,
    PapersStep,
    PapersTopicChosen,
    PapersWanted,
    PaperTicked,
    SheetWanted,
    pack_case,
)
from handlers.views import PAGE, TOPIC_COLUMNS, Reply, button, keyboard, markup, reply, split
from knowledge.answer import Block
from knowledge.composing import format_day
from knowledge.model import Aspect, Certainty, Paper, Procedure, Topic
from knowledge.papers import PapersCheck
from knowledge.phrases import Phrases

UNSURE = "-"
"""The value of a button that says the person does not know."""
TOLD = 2
"""Texts on place, fee and time in a result, each."""


def topics(held: Sequence[Topic], phrases: Phrases, *, lead: str = "papers-which") -> Reply:
    """The topics that have papers to check."""
    buttons = [button(topic.title, PapersTopicChosen(topic=topic.id)) for topic in held]
    rows = [buttons[at : at + TOPIC_COLUMNS] for at in range(0, len(buttons), TOPIC_COLUMNS)]
    return reply(phrases.text(lead), *rows)


def procedures(topic: Topic, held: Sequence[Procedure], page: int, phrases: Phrases) -> Reply:
    """A page of the procedures of one topic."""
    shown = held[page * PAGE : (page + 1) * PAGE]
    rows = [[button(procedure.title, PapersWanted(procedure=procedure.slug))] for procedure in shown]
    if held[(page + 1) * PAGE :]:
        rows.append([button(phrases.text("button-page-after"), PapersTopicChosen(topic=topic.id, page=page + 1))])
    back = button(phrases.text("button-other-topic"), PapersOpened())
    return reply(phrases.text("papers-procedures", topic=topic.title), *rows, [back])


def question(procedure: Procedure, name: str, phrases: Phrases, *, may_go_back: bool) -> Reply:
    """One question about the case: a button a value, and one for who does not know."""
    asked, at = procedure.cases[name], list(procedure.cases).index(name)
    rows = [
        [button(_capital(about.label), PapersCasePicked(procedure=procedure.slug, at=at, value=value))]
        for value, about in asked.values.items()
    ]
    unsure = PapersCasePicked(procedure=procedure.slug, at=at, value=UNSURE)
    rows.append([button(phrases.text("button-papers-unsure"), unsure)])
    text = phrases.text("papers-question", title=procedure.title, ask=asked.ask)
    return reply(text, *rows, _ways_out(procedure.slug, phrases, may_go_back=may_go_back))


def ticks(
    check: PapersCheck, procedure: Procedure, ticked: Collection[str], phrases: Phrases, *, may_go_back: bool
) -> Reply:
    """The papers, each with what counts and what does not; a button each sets or takes away its tick."""
    blocks = [Block("lead", phrases.text("papers-list", title=_named(check, procedure))), *_notes(check, phrases)]
    for number, paper in enumerate(check.papers, start=1):
        phrase = "papers-line-had" if paper.id in ticked else "papers-line"
        lines = [phrases.text(phrase, number=str(number), name=_conditioned(paper, check, phrases))]
        lines.append(check.words[paper.id])
        lines += [phrases.text("papers-not-counting", text=paper.not_counting)] if paper.not_counting else []
        blocks.append(Block("note", "\n".join(lines)))
    blocks.append(Block("note", phrases.text("papers-how")))
    rows = [
        [_tick_button(check.procedure, number, paper, paper.id in ticked, phrases)]
        for number, paper in enumerate(check.papers, start=1)
    ]
    rows.append([_moved(check.procedure, PapersStep.RESULT, phrases)])
    rows.append(_ways_out(check.procedure, phrases, may_go_back=may_go_back))
    return Reply(split(markup(blocks)), keyboard(rows))


def result(check: PapersCheck, procedure: Procedure, ticked: Collection[str], phrases: Phrases) -> Reply:
    """Ready or what is missing, what is not certain, what may stay at home, and where, for how much, how fast."""
    left = [p for p in check.papers if p.id not in ticked]
    unknown = [p for p in left if p.certainty is Certainty.UNKNOWN]
    depends = [p for p in left if p not in unknown and p.id in check.only_if]
    missing = [p for p in left if p not in unknown and p not in depends]
    lead = "papers-missing" if missing else "papers-depends" if depends else "papers-ready"
    if not check.papers:
        lead = "papers-not-for"
    elif all(p.certainty is Certainty.UNKNOWN for p in check.papers):
        lead = "papers-unsure"  # whatever is ticked: nobody knows that it is all
    named = _named(check, procedure)
    blocks = [Block("lead", phrases.text(lead, title=named, number=str(len(missing)), who=check.ask))]
    blocks += [_told(p, check, phrases) for p in missing]
    for phrase, papers in (("papers-if", depends), ("papers-unknown", unknown), ("papers-skip", check.skipped)):
        if papers:
            blocks += [Block("note", phrases.text(phrase)), *(_told(p, check, phrases) for p in papers)]
    blocks += [*_notes(check, phrases), *_around(check, phrases), _closing(blocks, check, phrases)]
    slug = check.procedure
    again = [_moved(slug, PapersStep.AGAIN, phrases)]
    if not check.papers:
        return Reply(split(markup(blocks)), keyboard([again]))
    sheet = SheetWanted(procedure=slug, case=pack_case(procedure, check.case))
    rows = [[button(phrases.text("button-papers-sheet"), sheet)], [_moved(slug, PapersStep.LIST, phrases)], again]
    return Reply(split(markup(blocks)), keyboard(rows))


def resume_button(slug: str, phrases: Phrases) -> list[InlineKeyboardButton]:
    """A row that leads back into a check."""
    return [button(phrases.text("button-papers-resume"), PapersWanted(procedure=slug))]


def _ways_out(slug: str, phrases: Phrases, *, may_go_back: bool) -> list[InlineKeyboardButton]:
    steps = [PapersStep.BACK, PapersStep.CANCEL] if may_go_back else [PapersStep.CANCEL]
    return [_moved(slug, step, phrases) for step in steps]


def _moved(slug: str, step: PapersStep, phrases: Phrases) -> InlineKeyboardButton:
    return button(phrases.text(f"button-papers-{step.value}"), PapersMoved(procedure=slug, step=step))


def _tick_button(slug: str, number: int, paper: Paper, had: bool, phrases: Phrases) -> InlineKeyboardButton:
    phrase = "button-papers-had" if had else "button-papers-open"
    label = phrases.text(phrase, number=str(number), name=paper.name)
    return button(label, PaperTicked(procedure=slug, paper=paper.id))


def _named(check: PapersCheck, procedure: Procedure) -> str:
    """The title with the case in brackets, as far as it is known."""
    labels = [procedure.cases[name].values[value].label for name, value in _in_order(check.case, procedure)]
    return f"{check.title} ({'; '.join(labels)})" if labels else check.title


def _in_order(case: Mapping[str, str], procedure: Procedure) -> Iterable[tuple[str, str]]:
    return ((name, case[name]) for name in procedure.cases if name in case)


def _notes(check: PapersCheck, phrases: Phrases) -> list[Block]:
    return [Block("note", phrases.text("papers-note", text=note)) for note in check.notes]


def _around(check: PapersCheck, phrases: Phrases) -> Iterable[Block]:
    """Where it is done, what it costs and how long it takes."""
    for aspect, told in ((Aspect.WHERE, check.where), (Aspect.FEE, check.fee), (Aspect.TIME, check.time)):
        if told:
            label = phrases.text(f"aspect-{aspect.value}-label")
            first = phrases.text("answer-summary", label=label, text=told[0])
            yield Block("note", "\n".join([first, *told[1:TOLD]]))


def _conditioned(paper: Paper, check: PapersCheck, phrases: Phrases) -> str:
    condition = check.only_if.get(paper.id)
    return phrases.text("papers-condition", name=paper.name, condition=condition) if condition else paper.name


def _told(paper: Paper, check: PapersCheck, phrases: Phrases) -> Block:
    name = _conditioned(paper, check, phrases)
    return Block("line", phrases.text("papers-told", name=name, text=check.words[paper.id]))


def _closing(blocks: Sequence[Block], check: PapersCheck, phrases: Phrases) -> Block:
    parts = [phrases.text("answer-checked", day=format_day(check.checked_on))]
    marked = (*(block.text for block in blocks), *check.notes, *check.where, *check.fee, *check.time)
    if any("°" in text for text in marked):
        parts.append(phrases.text("answer-mark-means"))
    return Block("source", " · ".join(parts))


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
