"""What the buttons about a team's guides carry; like those of handlers/callbacks.py, with prefixes of their own."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class GuidesAsked(CallbackData, prefix="ga"):
    """Ask me about the guides of my ward's team."""


class GuidesAnswer(StrEnum):
    """What one may say to it; nothing is chosen beforehand."""

    YES = "y"
    NO = "n"
    LATER = "l"


class GuidesAnswered(CallbackData, prefix="gy"):
    """Say Có, Không or Để sau to the team of this ward, in the words whose version this is."""

    ward: str
    answer: GuidesAnswer
    version: str


class GuideTopicsOpened(CallbackData, prefix="go"):
    """Choose topics one by one."""


class GuideTopicTicked(CallbackData, prefix="gt"):
    """Choose this topic, or not any more."""

    topic: str
