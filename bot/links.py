"""What the address of the web chat asks to open: a procedure and a case, or what a poster is about."""

from bot.core import Core
from knowledge.linking import payload_of_query
from knowledge.poster_links import read_poster_payload


def read_address(core: Core, mo: str, tinh: str, s: str) -> str | None:
    """What to write behind /start for `?mo=…&tinh=…` or `?s=…`; None where they lead nowhere or are not ours."""
    if s and read_poster_payload(s, secret=core.secret_key) is not None:
        return s
    return payload_of_query(mo, tinh, core.answerer.catalogue.procedures)
