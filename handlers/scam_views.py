"""A checked message → Reply: pure. What it showed, and what one may do next."""

from collections.abc import Sequence

from handlers import views
from handlers.callbacks import AspectChosen, HumanWanted, LossAsked, LossTold, ScamLeft, ScamOpened
from knowledge.answer import Answer
from knowledge.model import Aspect
from knowledge.phrases import Phrases
from knowledge.warning import REPORTING, WARNING


def waiting(phrases: Phrases, *, lead: str) -> views.Reply:
    """Ask for the message, its words or its link; one tap leaves."""
    return views.reply(phrases.text(lead), [views.button(phrases.text("button-scam-leave"), ScamLeft())])


def checked(answer: Answer, phrases: Phrases) -> views.Reply:
    """The signs, and what to do for somebody who did as the message said."""
    return views.Reply(
        views.split(views.markup(answer.blocks)),
        views.keyboard([[views.button(phrases.text("button-scam-lost"), LossAsked())], *_whom_to_tell(phrases)]),
    )


def losses(ids: Sequence[str], phrases: Phrases) -> views.Reply:
    """Ask what was given away."""
    rows = [[views.button(phrases.text(f"button-lost-{loss}"), LossTold(loss=loss))] for loss in ids]
    return views.reply(phrases.text("scam-what-was-lost"), *rows)


def lost(answer: Answer, phrases: Phrases) -> views.Reply:
    """What comes first, and another message to check."""
    again = [views.button(phrases.text("button-scam"), ScamOpened())]
    return views.Reply(views.split(views.markup(answer.blocks)), views.keyboard([*_whom_to_tell(phrases), again]))


def _whom_to_tell(phrases: Phrases) -> views.Rows:
    where = AspectChosen(procedure=REPORTING, aspect=Aspect.WHERE)
    return [
        [views.button(phrases.text("button-scam-report"), where)],
        [views.button(phrases.text("button-human"), HumanWanted(procedure=WARNING))],
    ]
