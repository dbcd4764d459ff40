"""Opting in → Reply: the question, what was answered, the topics. Pure."""

from aiogram.types import InlineKeyboardButton

from handlers.callbacks import AreaWanted, ConsentWithdrawn, StopUndone
from handlers.data_views import version_of
from handlers.opting_callbacks import (
    GuidesAnswer,
    GuidesAnswered,
    GuidesAsked,
    GuideTopicsOpened,
    GuideTopicTicked,
)
from handlers.views import TOPIC_COLUMNS, Reply, Rows, button, reply
from knowledge.catalogue import Catalogue
from knowledge.phrases import Phrases
from knowledge.reading.gazetteer import Gazetteer
from storage.actions.optings import KeptOpting
from storage.rules.consents import Purpose


def ward_name(ward: str, gazetteer: Gazetteer) -> str:
    """A ward inside a sentence: phường Ba Đình."""
    name = gazetteer.wards[ward].full_name
    return name[:1].lower() + name[1:]


def guides_words(ward: str, gazetteer: Gazetteer, phrases: Phrases) -> str:
    """The question, as it is shown and as it is kept."""
    return phrases.text("consent-team-guides", ward=ward_name(ward, gazetteer))


def guides_question(ward: str, gazetteer: Gazetteer, phrases: Phrases, *, lead: str = "") -> Reply:
    """Có, Không, Để sau: three equal answers, nothing chosen beforehand."""
    words = guides_words(ward, gazetteer, phrases)
    version = version_of(words)
    rows = [
        [
            button(
                phrases.text(f"button-guides-{answer.name.lower()}"),
                GuidesAnswered(ward=ward, answer=answer, version=version),
            )
        ]
        for answer in GuidesAnswer
    ]
    return reply("\n\n".join(part for part in (lead, words) if part), *rows)


def guides_row(opting: KeptOpting | None, phrases: Phrases) -> Rows:
    """Under one's area: ask about guides, or choose their topics and end them."""
    if opting is None:
        return [[button(phrases.text("button-guides-ask"), GuidesAsked())]]
    return [[button(phrases.text("button-guides-topics"), GuideTopicsOpened())], _end(phrases)]


def guides_agreed(ward: str, gazetteer: Gazetteer, phrases: Phrases, *, stopped: bool) -> Reply:
    """Thanks for a Có, and the topics, which nobody needs to choose; a stop from before still stands."""
    topics = [button(phrases.text("button-guides-topics"), GuideTopicsOpened())]
    said = phrases.text("guides-agreed", ward=ward_name(ward, gazetteer))
    if not stopped:
        return reply(said, topics)
    undo = [button(phrases.text("button-stop-undo"), StopUndone())]
    return reply(f"{said}\n\n{phrases.text('guides-stopped')}", undo, topics)


def guides_need_area(phrases: Phrases) -> Reply:
    """Whose team? Without an area there is none."""
    return reply(phrases.text("guides-need-area"), [button(phrases.text("button-guides-area"), AreaWanted())])


def guide_topics(opting: KeptOpting, catalogue: Catalogue, phrases: Phrases) -> Reply:
    """Every topic with its tick; without any tick guides about all of them come."""
    ticks = [
        button(
            phrases.text("guides-ticked" if topic.id in opting.topics else "guides-open", topic=topic.title),
            GuideTopicTicked(topic=topic.id),
        )
        for topic in catalogue.list_topics()
    ]
    rows = [ticks[at : at + TOPIC_COLUMNS] for at in range(0, len(ticks), TOPIC_COLUMNS)]
    lead = "guides-topics" if opting.topics else "guides-topics-all"
    return reply(phrases.text(lead, number=str(len(opting.topics))), *rows, _end(phrases))


def _end(phrases: Phrases) -> list[InlineKeyboardButton]:
    return [button(phrases.text("button-guides-end"), ConsentWithdrawn(purpose=Purpose.TEAM_GUIDES))]
