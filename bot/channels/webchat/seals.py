"""Buttons that cannot be forged: what a button carries travels with a seal over it and its place."""

import base64
import hashlib
import hmac
from typing import Final

_SEAL_BYTES: Final = 15


class Seals:
    """Seals button data to one message of one conversation with a secret key."""

    def __init__(self, secret: bytes) -> None:
        self._key = hashlib.sha256(b"web chat buttons\0" + secret).digest()

    def seal(self, conversation: str, message_id: int, data: str) -> str:
        """What the browser gets: twenty characters of seal, then the data."""
        return self._mark(conversation, message_id, data) + data

    def open(self, conversation: str, message_id: int, sealed: str) -> str | None:
        """The data, or None where the seal is not ours."""
        length = _SEAL_BYTES * 4 // 3
        mark, data = sealed[:length], sealed[length:]
        if not mark.isascii() or not hmac.compare_digest(mark, self._mark(conversation, message_id, data)):
            return None
        return data

    def _mark(self, conversation: str, message_id: int, data: str) -> str:
        # data comes from a browser, which may send half a character
        place = f"{conversation}\0{message_id}\0{data}".encode(errors="surrogatepass")
        digest = hmac.digest(self._key, place, hashlib.sha256)[:_SEAL_BYTES]
        return base64.urlsafe_b64encode(digest).decode()
