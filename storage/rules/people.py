"""Who somebody is to us: an address on a channel, never a name or a document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """Where one citizen is reached: the channel and the id that the channel uses for the person, as text."""

    channel: str
    external_id: str

    def __str__(self) -> str:
        """`channel:external_id`, the form that keyed hashes are taken of."""
        return f"{self.channel}:{self.external_id}"
