"""The WebSocket: who may open one, frames in, frames out, and how it ends."""

import asyncio
import ipaddress
from typing import Final

import structlog
from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from bot.channels.webchat.lines import Line, Lines
from bot.channels.webchat.records import Records
from bot.channels.webchat.security import Origins
from bot.channels.webchat.talk import LARGEST_FRAME, BadFrame, Talk
from bot.channels.webchat.throttle import Rates, Throttle
from bot.channels.webchat.visitors import Cookies

BAD_FRAME: Final = 1008
NO_COOKIE: Final = 4401
CROWDED: Final = 4429


class Wire:
    """Serves one socket after another for every browser."""

    def __init__(
        self,
        talk: Talk,
        *,
        lines: Lines,
        records: Records,
        cookies: Cookies,
        origins: Origins,
        rates: Rates,
    ) -> None:
        self._talk = talk
        self._lines = lines
        self._records = records
        self._cookies = cookies
        self._origins = origins
        self._openings = Throttle(rates.openings_of_client)
        self._frames = Throttle(rates.frames_of_conversation)
        self._log = structlog.get_logger()

    async def serve(self, socket: WebSocket) -> None:
        """One socket from opening to end."""
        if not self._origins.allow_origin(socket.headers.get("origin"), socket.headers.get("host", "")):
            await socket.close(BAD_FRAME)
            return
        await socket.accept()
        visitor = self._cookies.read(socket)
        if visitor is None:
            await socket.close(NO_COOKIE)
            return
        client = client_of(socket)
        line = None
        if self._openings.allows(client):
            line = self._lines.open(await self._records.conversation_of(visitor), client)
        if line is None:
            await socket.close(CROWDED)
            return
        try:
            await self._talk_over(socket, line)
        finally:
            self._lines.close(line)

    async def _talk_over(self, socket: WebSocket, line: Line) -> None:
        await self._talk.greet(line)
        async with asyncio.TaskGroup() as group:
            writing = group.create_task(_write(socket, line))
            try:
                await self._read(socket, line)
            finally:
                writing.cancel()

    async def _read(self, socket: WebSocket, line: Line) -> None:
        while True:
            message = await socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            try:
                await self._take(line, message.get("text"))
            except BadFrame as error:
                self._log.warning("web_frame_bad", part=str(error))
                if socket.application_state is WebSocketState.CONNECTED:
                    await socket.close(BAD_FRAME)
                return

    async def _take(self, line: Line, raw: str | None) -> None:
        if raw is None or len(raw) > LARGEST_FRAME:
            raise BadFrame("size")
        if not self._frames.allows(line.conversation):
            raise BadFrame("pace")
        await self._talk.take(line, raw)


async def _write(socket: WebSocket, line: Line) -> None:
    while (frame := await line.next_frame()) is not None:
        if socket.application_state is not WebSocketState.CONNECTED:
            return
        try:
            await socket.send_json(frame)
        except WebSocketDisconnect:
            return
    if socket.application_state is WebSocketState.CONNECTED:
        await socket.close()


def client_of(connection: HTTPConnection) -> str:
    """The client's address, the proxy's word already taken. One home has a whole IPv6 /64."""
    host = connection.client.host if connection.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return host
    return str(address.ipv4_mapped or ipaddress.IPv6Address(int(address) >> 64 << 64))
