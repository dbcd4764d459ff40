"""What each address of the web chat does."""

import re
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

import fontpkg_be_vietnam_pro
from fastapi import Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from bot.channels.webchat.lines import Lines
from bot.channels.webchat.page import Pages
from bot.channels.webchat.records import Records
from bot.channels.webchat.security import Origins
from bot.channels.webchat.session import PHOTO, WebSession
from bot.channels.webchat.shelf import Shelf
from bot.channels.webchat.talk import LARGEST_PHOTO, LONGEST_TEXT, BadFrame, Refused, Talk
from bot.channels.webchat.throttle import Rates, Throttle
from bot.channels.webchat.visitors import Cookies, Visitor, new_visitor
from bot.channels.webchat.wire import client_of
from knowledge.text import fold_word

FONTS: Final = {"regular.ttf": "BeVietnamPro-Regular.ttf", "bold.ttf": "BeVietnamPro-SemiBold.ttf"}
_LASTING: Final = {"Cache-Control": "public, max-age=31536000, immutable"}


class Routes:
    """The page, its files, a photo in, a document out, remembering, leaving. `build_app` gives addresses."""

    def __init__(  # noqa: PLR0913 - the parts of the channel, by name
        self,
        *,
        pages: Pages,
        cookies: Cookies,
        origins: Origins,
        records: Records,
        lines: Lines,
        shelf: Shelf,
        session: WebSession,
        talk: Talk,
        moved_to: str | None,
        rates: Rates,
    ) -> None:
        self._pages = pages
        self._cookies = cookies
        self._origins = origins
        self._records = records
        self._lines = lines
        self._shelf = shelf
        self._session = session
        self._talk = talk
        self._moved_to = moved_to
        self._visits = Throttle(rates.pages_of_client)
        self._client_changes = Throttle(rates.changes_of_client)
        self._browser_changes = Throttle(rates.changes_of_browser)

    async def chat(self, request: Request) -> Response:
        """The page. A browser gets its key here; nothing is kept of it before it speaks."""
        if not self._visits.allows(client_of(request)):
            raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS)
        known = self._cookies.read(request)
        visitor = known or new_visitor()
        page = self._pages.chat(
            moved_to=self._moved_to,
            commands=self._session.commands,
            longest=LONGEST_TEXT,
            remembered=visitor.remembered,
        )
        response = HTMLResponse(page)
        if known is None or known.remembered:
            self._cookies.write(request, response, visitor)
        return response

    async def font(self, name: str) -> Response:
        """A font of the package; browsers keep it for a year."""
        if name not in FONTS:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        path = fontpkg_be_vietnam_pro.ROOT / "files" / FONTS[name]
        return FileResponse(path, media_type="font/ttf", headers=_LASTING)

    async def file(self, request: Request, token: str, name: str) -> Response:
        """A document or picture of the person's own conversation. `name` is for people who read addresses."""
        if not self._visits.allows(client_of(request)):
            raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS)
        visitor = self._cookies.read(request)
        found = None
        if visitor is not None:
            found = self._shelf.find(await self._records.conversation_of(visitor), token)
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        way = "inline" if found.media_type == PHOTO else "attachment"
        disposition = f"{way}; filename=\"{_ascii(found.name)}\"; filename*=UTF-8''{quote(found.name, safe='')}"
        headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
        return Response(found.content, media_type=found.media_type, headers=headers)

    async def photo(self, request: Request) -> Response:
        """A photo that the conversation asked for: JPEG in the body, the browser's id of it in a header."""
        visitor = self._checked(request)
        content = b""
        async for part in request.stream():
            content += part
            if len(content) > LARGEST_PHOTO:
                return JSONResponse({"why": "photo-too-large"}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        conversation = await self._records.conversation_of(visitor)
        try:
            await self._talk.photo(conversation, request.headers.get("x-client-id", ""), content)
        except Refused as refusal:
            return JSONResponse({"why": refusal.why}, HTTPStatus.CONFLICT)
        except BadFrame as error:
            raise HTTPException(HTTPStatus.BAD_REQUEST) from error
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def remember(self, request: Request, choice: str) -> Response:
        """Keep the key after the browser closes ("co"), or no longer ("khong")."""
        visitor = self._checked(request)
        response = Response(status_code=HTTPStatus.NO_CONTENT)
        self._cookies.write(request, response, Visitor(visitor.key, remembered=choice == "co"))
        return response

    async def leave(self, request: Request) -> Response:
        """Erase the conversation and the key, close every window of it."""
        visitor = self._checked(request)
        conversation = await self._records.conversation_of(visitor)
        await self._records.forget(visitor, conversation)
        self._shelf.forget(conversation)
        self._lines.push(conversation, {"kind": "erased"})
        self._lines.hang_up(conversation)
        response = RedirectResponse("/tam-biet", HTTPStatus.SEE_OTHER)
        self._cookies.clear(request, response)
        return response

    async def goodbye(self) -> Response:
        """After leaving."""
        return HTMLResponse(self._pages.goodbye())

    def _checked(self, request: Request) -> Visitor:
        """The visitor of a request that changes something: from our own page, not too often."""
        if not self._origins.allow_origin(request.headers.get("origin"), request.headers.get("host", "")):
            raise HTTPException(HTTPStatus.FORBIDDEN)
        visitor = self._cookies.read(request)
        if visitor is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        if not self._browser_changes.allows(visitor.key) or not self._client_changes.allows(client_of(request)):
            raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS)
        return visitor


def _ascii(name: str) -> str:
    """A file's name for whoever reads no other letters: without marks, and nothing that could end the quotes."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", fold_word(name)).strip(".-") or "tep"
