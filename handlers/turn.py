"""The turn of one person in one conversation: what the middlewares found out before a handler runs."""

from dataclasses import dataclass

from knowledge.answer import Context


@dataclass(frozen=True, slots=True)
class Turn:
    """`conversation` is one person's in one chat; `update_key` marks every effect of this update.

    `citizen`: their id, or None for somebody who never agreed to anything and never asked us to stop.
    `context`: what the last answer was about, empty after 30 minutes. `person`: their id on the channel.
    """

    channel: str
    conversation: str
    update_key: str
    person: str
    citizen: int | None = None
    context: Context = Context()  # noqa: RUF009 - frozen
