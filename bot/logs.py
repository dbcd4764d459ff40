"""Logs: one event a line, JSON where no person is looking. Never message text, a token or a phone number."""

import logging
import re
import sys
import traceback
from collections.abc import Callable, MutableMapping
from typing import Any, Literal, TextIO

import structlog

Event = MutableMapping[str, Any]

PRIVATE = frozenset({"text", "message_text", "payload", "caption", "token", "secret", "phone", "words", "question"})
"""Keys that never reach a log, whoever passes them."""

_TOKEN = re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}")
_NUMBER = re.compile(r"(?<![\w.:-])\+?\d(?:[ .]?\d){8,14}(?![\w:])")


def configure(log_format: Literal["auto", "text", "json"], level: str) -> None:
    """Set structlog and the standard library's logging up. Called once, by the entry point."""
    as_json = log_format == "json" or (log_format == "auto" and not sys.stderr.isatty())
    renderer: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    if not as_json:
        renderer = structlog.dev.ConsoleRenderer(exception_formatter=_write_frames)
    shared: list[Callable[[Any, str, Event], Any]] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _one_line_exception if as_json else _pass,
        drop_private,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=renderer, foreign_pre_chain=shared))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # One line for each update and each request would drown the events that matter, and may hold addresses.
    for chatty in ("aiogram.event", "aiohttp.access", "uvicorn", "aiosqlite", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # that a job still runs at the next tick is no news


def drop_private(_logger: Any, _name: str, event: Event) -> Event:
    """Take private keys out, and cover tokens and long numbers in what is left."""
    for key in PRIVATE & event.keys():
        event[key] = "***"
    for key, value in event.items():
        if isinstance(value, str) and key != "timestamp":
            event[key] = _NUMBER.sub("***", _TOKEN.sub("***", value))
    return event


def _one_line_exception(_logger: Any, _name: str, event: Event) -> Event:
    """The kind of an exception and where it was raised; its message may quote a person, so it stays out."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        error = _innermost(error)
        event["error"] = type(error).__name__
        event["where"] = _frames(error)
    return event


def _write_frames(out: TextIO, info: structlog.typing.ExcInfo) -> None:
    """The same for a screen, with the lines of code: a screen, too, may be kept or shown to others."""
    error = _innermost(info[1])
    out.write("\n" + "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)


def _innermost(error: BaseException) -> BaseException:
    """What really broke: a group only tells that tasks ran side by side."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _frames(error: BaseException) -> list[str]:
    frames = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames[-12:]


def _pass(_logger: Any, _name: str, event: Event) -> Event:
    return event
