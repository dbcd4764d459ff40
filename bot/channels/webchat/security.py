"""What a browser is told not to do, which hosts the page answers to, and which pages may talk to it."""

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOST: Final = re.compile(r"[A-Za-z0-9.:\[\]-]{1,255}")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443, "ws": 80, "wss": 443}


class Origins:
    """The addresses that belong to us: the public one, and this machine by number or as localhost.

    A name that merely points here is refused, so no other site can reach a chat on somebody's own machine
    by re-pointing a name of its own (DNS rebinding).
    """

    def __init__(self, public_url: str | None, web_host: str) -> None:
        self._public = _origin(public_url) if public_url else None
        self._hosts = {"localhost", web_host.lower()} | ({self._public[1]} if self._public else set())

    def allow_host(self, host: str) -> bool:
        """Whether a Host header names us."""
        name = _origin(f"http://{host}")[1] if _HOST.fullmatch(host) else ""
        return name in self._hosts or _is_number(name)

    def allow_origin(self, origin: str | None, host: str) -> bool:
        """Whether the page that opens a socket or sends a form is ours. No Origin is not ours."""
        if not origin:
            return False
        scheme, name, port = _origin(origin)
        if (scheme, name, port) == self._public:
            return True
        return bool(name) and self.allow_host(host) and (name, port) == _origin(f"{scheme}://{host}")[1:]


def _origin(address: str) -> tuple[str, str, int | None]:
    try:
        parts = urlsplit(address)
        return parts.scheme, parts.hostname or "", parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return "", "", None


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def content_policy(host: str, *, secure: bool) -> str:
    """The strictest policy that the page can live with: everything from here, nothing inline."""
    # Older Safari does not count a WebSocket to the same host as 'self'.
    socket = f"{'wss' if secure else 'ws'}://{host}"
    return (
        f"default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self' {socket}; "
        "img-src 'self' blob:; font-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    )


class Shield:
    """Refuses hosts that are not ours and puts the protective headers on every response."""

    def __init__(self, app: ASGIApp, origins: Origins, *, https: bool) -> None:
        self._app = app
        self._origins = origins
        self._https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "")
        secure = self._https or scope["scheme"] == "https"

        async def shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(MutableHeaders(scope=message), host, secure=secure)
            await send(message)

        app: ASGIApp = self._app
        if not self._origins.allow_host(host):
            host, app = "localhost", PlainTextResponse("421 Misdirected Request", 421)
        await app(scope, receive, shielded)


def _protect(headers: MutableHeaders, host: str, *, secure: bool) -> None:
    headers["Content-Security-Policy"] = content_policy(host, secure=secure)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    # not no-referrer: a browser would then send "Origin: null" with our own forms
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(self), microphone=(self), payment=()"
    headers.setdefault("Cache-Control", "no-store")
    if secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
