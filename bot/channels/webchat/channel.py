"""The web chat as a channel: wires its parts, serves until cancelled."""

import asyncio
import contextlib
import socket
import time
from collections.abc import Generator
from datetime import date
from typing import Any, Final

import uvicorn
from aiogram import Bot
from websockets.exceptions import InvalidState

from bot.channels.base import Receive, channel_bot
from bot.channels.receipts import LocalCourier
from bot.channels.webchat.app import assets_version, build_app
from bot.channels.webchat.bubbles import Artist
from bot.channels.webchat.lines import Lines
from bot.channels.webchat.page import Pages
from bot.channels.webchat.records import CHANNEL, Records
from bot.channels.webchat.routes import Routes
from bot.channels.webchat.seals import Seals
from bot.channels.webchat.security import Origins
from bot.channels.webchat.session import WebSession
from bot.channels.webchat.shelf import Shelf
from bot.channels.webchat.talk import LARGEST_FRAME, ReadLink, Talk
from bot.channels.webchat.throttle import Rates
from bot.channels.webchat.upkeep import Upkeep
from bot.channels.webchat.visitors import Cookies
from bot.channels.webchat.wire import Wire
from bot.metrics import Metrics
from bot.scheduler.pacing import Pacing
from bot.settings import Settings
from knowledge.phrases import Phrases
from storage.clock import Clock
from storage.unit_of_work import OpenWork

_CLOSING_SECONDS: Final = 5


class WebChannel:
    """Serves the page at WEB_HOST:WEB_PORT.

    `secret` seals the buttons. `read_link`: what an address with `?mo=…&tinh=…` or `?s=…` opens; without it nothing.
    `moved_to`: the day shown on a banner when the day was moved. `listening` is set once the port is open; `port` is
    then the real one, also where 0 was asked for.
    """

    name: Final = CHANNEL

    def __init__(  # noqa: PLR0913 - what the channel is made of, by name
        self,
        settings: Settings,
        *,
        uow: OpenWork,
        clock: Clock,
        phrases: Phrases,
        secret: bytes,
        moved_to: date | None = None,
        read_link: ReadLink | None = None,
        rates: Rates | None = None,
        strict: bool = False,
        metrics: Metrics | None = None,
    ) -> None:
        self._settings = settings
        self._upkeep = Upkeep(settings, uow, clock, metrics or Metrics())
        self._phrases = phrases
        self._moved_to = f"{moved_to:%d/%m/%Y}" if moved_to else None
        self._read_link = read_link or (lambda _mo, _tinh, _s: None)
        self._rates = rates or Rates()
        self._records = Records(uow, clock, secret=secret.decode())
        self._lines = Lines()
        self._shelf = Shelf(clock)
        self._seals = Seals(secret)
        self._artist = Artist(phrases, self._seals)
        self._session = WebSession(
            self._records,
            self._lines,
            self._shelf,
            self._artist,
            title=phrases.text("web-title"),
            strict=strict,
        )
        self._bot = channel_bot("2:web", self._session)
        pacing = Pacing(settings.deliveries_per_second, settings.replies_per_second, time=time.monotonic)
        self._courier = LocalCourier(CHANNEL, self._bot, pacing, self._lines.is_open)
        self.listening = asyncio.Event()
        self.port = settings.web_port

    @property
    def bot(self) -> Bot:
        """The bot that draws replies on the page."""
        return self._bot

    @property
    def courier(self) -> LocalCourier:
        """What shows deliveries to who has the page open."""
        return self._courier

    @property
    def url(self) -> str:
        """Where a person opens the page."""
        host = "localhost" if self._settings.web_host in ("0.0.0.0", "::") else self._settings.web_host  # noqa: S104
        return self._settings.public_url or f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    async def run(self, receive: Receive) -> None:
        """Serve until cancelled. Raises OSError where the port is taken."""
        family = socket.AF_INET6 if ":" in self._settings.web_host else socket.AF_INET
        with socket.create_server(
            (self._settings.web_host, self._settings.web_port), family=family, backlog=512
        ) as listener:
            listener.setblocking(False)
            self.port = listener.getsockname()[1]
            server = _Server(self._config(receive), self.listening)
            try:
                await server.serve(sockets=[listener])
            finally:
                self.listening.clear()
                if server.started and not server.should_exit:
                    self._lines.hang_up_all()
                    with contextlib.suppress(InvalidState):  # a page that was closing by itself just then
                        await server.shutdown(sockets=[listener])

    def _config(self, receive: Receive) -> uvicorn.Config:
        proxies = list(self._settings.trusted_proxies)
        return uvicorn.Config(
            self._app(receive),
            loop="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(proxies),
            forwarded_allow_ips=proxies,
            timeout_graceful_shutdown=_CLOSING_SECONDS,
            ws="websockets-sansio",
            ws_max_size=LARGEST_FRAME,
            ws_per_message_deflate=False,
        )

    def _app(self, receive: Receive) -> Any:
        https = (self._settings.public_url or "").startswith("https://")
        cookies = Cookies(always_secure=https)
        origins = Origins(self._settings.public_url, self._settings.web_host)
        pages = Pages(self._phrases, version=assets_version())
        talk = Talk(
            receive,
            records=self._records,
            lines=self._lines,
            session=self._session,
            artist=self._artist,
            seals=self._seals,
            shelf=self._shelf,
            rates=self._rates,
            read_link=self._read_link,
        )
        wire = Wire(
            talk,
            lines=self._lines,
            records=self._records,
            cookies=cookies,
            origins=origins,
            rates=self._rates,
        )
        routes = Routes(
            pages=pages,
            cookies=cookies,
            origins=origins,
            records=self._records,
            lines=self._lines,
            shelf=self._shelf,
            session=self._session,
            talk=talk,
            moved_to=self._moved_to,
            rates=self._rates,
        )
        return build_app(routes, wire, self._upkeep, pages=pages, origins=origins, https=https)


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: whoever runs the channel decides when it ends."""

    def __init__(self, config: uvicorn.Config, listening: asyncio.Event) -> None:
        super().__init__(config)
        self._listening = listening

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave signals to the process."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the port, then say so."""
        await super().startup(sockets=sockets)
        self._listening.set()
