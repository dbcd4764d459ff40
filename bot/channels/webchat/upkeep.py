"""What a watchdog asks: whether the process lives, whether it can serve, and its numbers."""

import asyncio
import hmac
import ipaddress
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

import structlog
from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from bot.metrics import Metrics
from bot.settings import Settings
from storage.actions.standing import Standing, read_standing
from storage.clock import Clock
from storage.rules.deliveries import RINGING_FIRST
from storage.unit_of_work import OpenWork

PATIENCE_SECONDS: Final = 2.0
"""How long the database may take to answer a watchdog."""

_FORMAT: Final = "text/plain; version=0.0.4; charset=utf-8"
_CAME_THROUGH: Final = ("forwarded", "x-forwarded-for", "x-real-ip", "via")

log = structlog.get_logger()


class Upkeep:
    """The routes of a watchdog. Who may read the numbers: whoever has METRICS_TOKEN; without one, this machine."""

    def __init__(self, settings: Settings, uow: OpenWork, clock: Clock, metrics: Metrics) -> None:
        self._token = settings.metrics_token.get_secret_value() if settings.metrics_token else None
        self._behind_proxy = settings.public_url is not None
        self._uow = uow
        self._clock = clock
        self._metrics = metrics

    async def health(self) -> Response:
        """The process lives: what to restart it by."""
        return Response("ok", media_type="text/plain")

    async def ready(self) -> Response:
        """It can serve: the database answers. What to send people to it by."""
        if await self._standing() is None:
            return Response("the database does not answer", HTTPStatus.SERVICE_UNAVAILABLE, media_type="text/plain")
        return Response("ready", media_type="text/plain")

    async def metrics(self, request: Request) -> Response:
        """The numbers; for everybody else there is no such page."""
        if not self._may_read(request):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        standing = await self._standing()
        if standing is None:
            raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE)
        return Response(self._metrics.render(standing, self._clock.now()), headers={"Content-Type": _FORMAT})

    async def _standing(self) -> Standing | None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await read_standing(self._uow, self._clock, channels=RINGING_FIRST)
        except Exception as error:  # whatever is wrong with the database, a watchdog is told that it is
            log.warning("database_does_not_answer", error=type(error).__name__)
            return None

    def _may_read(self, request: Request) -> bool:
        if self._token is not None:
            shown = request.headers.get("authorization", "").removeprefix("Bearer ")
            return hmac.compare_digest(shown.encode(), self._token.encode())
        # A proxy on this machine also comes from this machine: whatever it passes on is somebody else's.
        if self._behind_proxy or any(name in request.headers for name in _CAME_THROUGH):
            return False
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
        return _is_here(request.client.host if request.client else "") and (host == "localhost" or _is_here(host))


def _is_here(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
