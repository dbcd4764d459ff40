"""Life events → Reply: which ones there are, and the steps of one with their ticks. Pure."""

from collections.abc import Collection, Sequence

from handlers.callbacks import HumanWanted, JourneyChosen, ProcedureChosen, StepTicked
from handlers.views import Reply, button, keyboard, markup, reply, split
from knowledge.answer import Answer
from knowledge.model import Journey, JourneyStep
from knowledge.phrases import Phrases


def journeys(known: Sequence[Journey], phrases: Phrases) -> Reply:
    """The life events, a button each."""
    rows = [[button(journey.title, JourneyChosen(journey=journey.id))] for journey in known]
    return reply(phrases.text("journeys"), *rows)


def journey(answer: Answer, steps: Sequence[JourneyStep], done: Collection[str], phrases: Phrases) -> Reply:
    """The steps: beside the tick of each, what opens its procedure; then what comes along by itself."""
    titles = {choice.procedure: choice.label for choice in answer.choices if choice.procedure}
    rows = []
    for number, step in enumerate(steps, start=1):
        mark = "button-step-done" if step.id in done else "button-step-open"
        rows.append(
            [
                button(phrases.text(mark, number=str(number)), StepTicked(journey=answer.journey or "", step=step.id)),
                button(titles[step.procedure], ProcedureChosen(procedure=step.procedure)),
            ]
        )
    along = [slug for slug in titles if slug not in {step.procedure for step in steps}]
    rows += [[button(titles[slug], ProcedureChosen(procedure=slug))] for slug in along]
    rows.append([button(phrases.text("button-human"), HumanWanted(procedure=next(iter(answer.procedures), None)))])
    text = f"{markup(answer.blocks)}\n\n{phrases.text('journey-how')}"
    return Reply(split(text), keyboard(rows))
