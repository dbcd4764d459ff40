"""A stop: of everything or of one topic; who said it may take it back with the same button for a minute."""

from datetime import datetime, timedelta
from typing import Final

UNDO_WITHIN: Final = timedelta(minutes=1)
"""Later the button asks first: a thumb on an old message is no wish to be written to again."""


def can_undo(stopped_at: datetime, now: datetime) -> bool:
    """Whether one tap still takes the stop back."""
    return now - stopped_at <= UNDO_WITHIN
