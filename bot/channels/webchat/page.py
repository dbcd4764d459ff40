"""The page and its words: all from the phrases, drawn by the template or handed to the script."""

import json
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, select_autoescape

from knowledge.phrases import Phrases

FOLDER: Final = Path(__file__).parent

SCRIPT_WORDS: Final = (
    "sending",
    "not-sent",
    "send-again",
    "offline",
    "reconnecting",
    "back-online",
    "typing",
    "new-answer",
    "listen",
    "listen-stop",
    "listen-note-here",
    "listen-note-elsewhere",
    "speak",
    "speak-stop",
    "speak-failed",
    "speak-denied",
    "place-failed",
    "place-denied",
    "photo-failed",
    "photo-label",
    "photo-unknown",
    "photo-too-large",
    "photo-sending",
    "empty",
    "too-long",
    "too-fast",
    "not-asked",
    "file-open",
    "file-kept",
    "remember-on",
    "remember-off",
    "remember-failed",
    "chosen",
    "opens-elsewhere",
)
"""Phrases that the script shows by itself; their ids in vi.ftl begin with `web-`."""


class Pages:
    """Renders the three pages: the chat, the goodbye, a message."""

    def __init__(self, phrases: Phrases, *, version: str) -> None:
        self._phrases = phrases
        self._version = version
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            auto_reload=False,
            autoescape=select_autoescape(["html"]),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals["say"] = self._say
        words = {name: self._say(name) for name in SCRIPT_WORDS}
        # "</script>" in a phrase would end the block that carries the words.
        self._words = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")

    def chat(self, **values: Any) -> str:
        """The chat page."""
        return self._render("chat.html", words=self._words, **values)

    def goodbye(self) -> str:
        """What a person sees who erased and left."""
        return self._render("message.html", name="goodbye", mark="again")

    def message(self, name: str) -> str:
        """A page that says one thing: `name` is the middle of its phrase ids."""
        return self._render("message.html", name=name, mark="back")

    def _render(self, template: str, **values: Any) -> str:
        return self._templates.get_template(template).render(version=self._version, **values)

    def _say(self, name: str, **arguments: str) -> str:
        return self._phrases.text(f"web-{name}", **arguments)
