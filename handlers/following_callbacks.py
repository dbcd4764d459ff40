"""What the buttons about news of a procedure carry; like those of handlers/callbacks.py, with prefixes of their own."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

Second = Annotated[int, Field(ge=0, le=2**33)]
"""An instant in seconds since 1970, as a button carries it."""


class FollowAsked(CallbackData, prefix="fa"):
    """Tell me when this procedure changes."""

    procedure: str


class FollowAnswered(CallbackData, prefix="fy"):
    """Có or Không to that, in the words whose version this is."""

    procedure: str
    given: bool
    version: str


class FollowDropped(CallbackData, prefix="fd"):
    """Do not tell me any more."""

    procedure: str


class NewsOpened(CallbackData, prefix="wv"):
    """See what changed of a procedure at this second, as it would be told."""

    procedure: str
    second: Second


class NewsSent(CallbackData, prefix="ws"):
    """Tell it to who asked."""

    procedure: str
    second: Second
