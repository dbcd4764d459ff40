"""The webhook: Telegram posts an update, and is told 200 once its row in the inbox is committed."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.channels.base import Payload
from bot.settings import Settings

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LARGEST_UPDATE: Final = 1024 * 1024
"""Bytes; Telegram's own updates stay far below."""

_READING_SECONDS: Final = 10
_CLOSING_SECONDS: Final = 5

Take = Callable[[Payload], Awaitable[bool]]
"""Writes an update down; False when that failed, and the medium must send it again."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram calls us, and where the proxy brings it."""

    url: str
    host: str
    port: int
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """The path of the public address, kept by the proxy."""
        return urlsplit(self.url).path or "/"


def read_webhook(settings: Settings) -> Webhook | None:
    """The webhook of the settings; None for long polling."""
    if settings.telegram_webhook_url is None:
        return None
    assert settings.telegram_webhook_secret is not None  # settings are refused without it
    return Webhook(
        url=settings.telegram_webhook_url,
        host=settings.telegram_webhook_host,
        port=settings.telegram_webhook_port,
        secret=settings.telegram_webhook_secret.get_secret_value(),
    )


@asynccontextmanager
async def listening(webhook: Webhook, take: Take) -> AsyncIterator[int]:
    """Listen while the block runs; gives the port. Raises OSError where it is taken."""
    app = web.Application(client_max_size=LARGEST_UPDATE)
    app.router.add_post(webhook.path, _Endpoint(webhook.secret, take).answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSING_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, webhook.host, webhook.port).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


class _Endpoint:
    """Answers one call: 401 wrong secret · 413 too large · 400 no update · 503 not written down · 200."""

    def __init__(self, secret: str, take: Take) -> None:
        self._secret = secret.encode()
        self._take = take

    async def answer(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="replace")
        if not hmac.compare_digest(given, self._secret):
            log.warning("telegram_webhook_refused", why="secret")
            return web.Response(status=401)
        update = await self._read(request)
        if update is None:
            log.warning("telegram_webhook_refused", why="body")
            return web.Response(status=400)
        return web.Response(status=200 if await self._take(update) else 503)

    async def _read(self, request: web.Request) -> Payload | None:
        """The update, None when the body is none. A body over LARGEST_UPDATE ends in 413."""
        try:
            async with asyncio.timeout(_READING_SECONDS):
                update = json.loads(await request.read())
        except (TimeoutError, ValueError, RecursionError):
            return None
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return None
        return update
