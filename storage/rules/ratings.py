"""What a person can say about an answer with one tap."""

from enum import StrEnum


class Rating(StrEnum):
    """The thumb."""

    UP = "up"
    DOWN = "down"
