"""Who is at the browser: a random key in a cookie. Records name the browser by its hash, never by the key."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

from starlette.requests import HTTPConnection
from starlette.responses import Response

REMEMBERED_SECONDS: Final = 180 * 24 * 3600
KEY_LENGTH: Final = 32


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser. `remembered`: the person chose "Nhớ tôi trên máy này"."""

    key: str
    remembered: bool = False

    @property
    def native_id(self) -> str:
        """What records know the browser by; a copy of the database opens nobody's session."""
        return hashlib.sha256(f"web:{self.key}".encode()).hexdigest()[:32]


def new_visitor() -> Visitor:
    """A browser that was not here before, or that left."""
    return Visitor(secrets.token_urlsafe(24))


class Cookies:
    """Reads and writes the one cookie. `always_secure`: the public address is https."""

    def __init__(self, *, always_secure: bool) -> None:
        self._always_secure = always_secure

    def read(self, connection: HTTPConnection) -> Visitor | None:
        """The visitor, or None where the cookie is missing or not one of ours."""
        kind, _, key = connection.cookies.get(self._name(connection), "").partition(".")
        if kind not in ("s", "p") or len(key) != KEY_LENGTH or not key.isascii():
            return None
        return Visitor(key, remembered=kind == "p")

    def write(self, connection: HTTPConnection, response: Response, visitor: Visitor) -> None:
        """A cookie that ends with the browser, or that lasts where the person chose so."""
        response.set_cookie(
            self._name(connection),
            f"{'p' if visitor.remembered else 's'}.{visitor.key}",
            max_age=REMEMBERED_SECONDS if visitor.remembered else None,
            path="/",
            secure=self.secure(connection),
            httponly=True,
            samesite="lax",
        )

    def clear(self, connection: HTTPConnection, response: Response) -> None:
        """Forget the browser."""
        response.delete_cookie(
            self._name(connection), path="/", secure=self.secure(connection), httponly=True, samesite="lax"
        )

    def secure(self, connection: HTTPConnection) -> bool:
        """Whether the person came over TLS, here or at the proxy in front."""
        return self._always_secure or connection.url.scheme in ("https", "wss")

    def _name(self, connection: HTTPConnection) -> str:
        # The prefix makes a browser refuse the cookie from anything but this host over TLS.
        return "__Host-tungngo" if self.secure(connection) else "tungngo"
