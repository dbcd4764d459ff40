"""The application: addresses, middleware, and the pages for what went wrong."""

import hashlib
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, WebSocket
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from bot.channels.webchat.page import FOLDER, Pages
from bot.channels.webchat.routes import Routes
from bot.channels.webchat.security import Origins, Shield
from bot.channels.webchat.upkeep import Upkeep
from bot.channels.webchat.wire import Wire

_PAGE_OF: Final[dict[int, str]] = {
    HTTPStatus.TOO_MANY_REQUESTS: "busy",
    HTTPStatus.FORBIDDEN: "elsewhere",
    HTTPStatus.BAD_REQUEST: "failed",
}


def build_app(routes: Routes, wire: Wire, upkeep: Upkeep, *, pages: Pages, origins: Origins, https: bool) -> ASGIApp:
    """The application. `https`: the public address is https, whatever a single request says."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    async def serve_socket(socket: WebSocket) -> None:
        await wire.serve(socket)

    app.add_api_route("/", routes.chat, methods=["GET", "HEAD"])
    app.add_api_route("/chu/{name}", routes.font, methods=["GET", "HEAD"])
    app.add_api_route("/tep/{token}/{name}", routes.file, methods=["GET", "HEAD"])
    app.add_api_route("/anh", routes.photo, methods=["POST"])
    app.add_api_route("/nho/{choice}", routes.remember, methods=["POST"])
    app.add_api_route("/xoa", routes.leave, methods=["POST"])
    app.add_api_route("/tam-biet", routes.goodbye, methods=["GET", "HEAD"])
    app.add_api_route("/healthz", upkeep.health, methods=["GET", "HEAD"])
    app.add_api_route("/readyz", upkeep.ready, methods=["GET", "HEAD"])
    app.add_api_route("/metrics", upkeep.metrics, methods=["GET"])
    app.add_api_websocket_route("/ws", serve_socket)
    app.mount("/static", Assets(directory=FOLDER / "static"))
    app.add_middleware(GZipMiddleware, minimum_size=1000)

    async def refuse(_: Request, error: Any) -> Response:
        status = error.status_code
        return HTMLResponse(pages.message(_PAGE_OF.get(status, "missing")), status)

    async def fail(_: Request, _error: Exception) -> Response:
        return HTMLResponse(pages.message("failed"), HTTPStatus.INTERNAL_SERVER_ERROR)

    app.add_exception_handler(HTTPException, refuse)
    app.add_exception_handler(HTTPStatus.INTERNAL_SERVER_ERROR, fail)
    # Outermost: a middleware of the application would not see the page for a failure.
    return Shield(app, origins, https=https)


class Assets(StaticFiles):
    """Style, script and mark: asked for by version, checked again at each visit."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """The file, with leave to keep it as long as it has not changed."""
        response = super().file_response(*args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response


def assets_version() -> str:
    """Changes whenever one of the page's files does."""
    digest = hashlib.sha256()
    for path in sorted((FOLDER / "static").iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
