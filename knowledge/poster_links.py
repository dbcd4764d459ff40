"""What the code on a poster carries: its ward, perhaps a procedure, and a seal that only this deployment can make."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

_LABEL: Final = b"tung-ngo/poster/1:"  # the key signs other things too: a label keeps the uses apart
_SEAL_BYTES: Final = 12
"""16 signs: with a ward and the longest slug that content allows, 63 of the 64 that Telegram carries."""


@dataclass(frozen=True, slots=True)
class PosterOrigin:
    """The poster that somebody scanned: the code of its ward, and the slug of its procedure, if it has one."""

    ward: str
    procedure: str | None = None


def poster_payload(origin: PosterOrigin, *, secret: str) -> str:
    """What stands behind `?start=` and `?s=`: letters, digits, "_" and "-", at most 64 of them."""
    named = f"{origin.ward}_{origin.procedure or ''}"
    return f"{named}_{_seal(named, secret)}"


def read_poster_payload(payload: str, *, secret: str) -> PosterOrigin | None:
    """The poster that a payload names; None for anything that this key did not seal."""
    ward, _, rest = payload.partition("_")
    procedure, _, seal = rest.partition("_")
    if not payload.isascii() or not hmac.compare_digest(seal, _seal(f"{ward}_{procedure}", secret)):
        return None
    return PosterOrigin(ward, procedure or None)


def _seal(named: str, secret: str) -> str:
    digest = hmac.digest(secret.encode(), _LABEL + named.encode(), hashlib.sha256)[:_SEAL_BYTES]
    return base64.urlsafe_b64encode(digest).decode()
