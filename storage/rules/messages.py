"""Who wrote a bubble."""

from enum import StrEnum


class Author(StrEnum):
    """The two sides of a chat."""

    CITIZEN = "citizen"
    ASSISTANT = "assistant"
