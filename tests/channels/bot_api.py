"""A person at a Bot API server that others wrote: what they send, what they see."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from subprocess import PIPE, Popen
from typing import Any

import httpx

from handlers.callbacks import DetailsWanted
from tests.channels.scripted import TOKEN

SCRIPT = Path(__file__).with_name("telegram_server.js")
PACKAGE = SCRIPT.parents[2] / "node_modules" / "telegram-test-api"
NEEDED = "Node.js with npm's telegram-test-api and multer in node_modules"

Sent = dict[str, Any]
"""One call of the bot, as the server read it off the wire."""


def node() -> str | None:
    """The command that runs the server, None where it or the packages are missing."""
    return which("node") if PACKAGE.is_dir() and (PACKAGE.parent / "multer").is_dir() else None


@contextmanager
def running_server(command: str) -> Iterator[str]:
    """The server's address while the block runs; ready when the block starts."""
    with Popen([command, str(SCRIPT)], stdin=PIPE, stdout=PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.stdin.close()  # it ends by itself then


class Person:
    """Somebody on Telegram who talks with the bot, in private or in a group."""

    chat: dict[str, Any]

    def __init__(self, client: httpx.AsyncClient, *, id: int = 42, group: int | None = None) -> None:
        self._client = client
        self.id = id
        self.chat = {"id": group, "type": "group"} if group else {"id": id, "type": "private"}

    def beside(self, *, id: int) -> "Person":
        """Somebody else, alone with the bot."""
        return Person(self._client, id=id)

    def in_group(self, group: int) -> "Person":
        """The same person in a group."""
        return Person(self._client, id=self.id, group=group)

    async def says(self, text: str, **more: Any) -> None:
        """Write a message, or a command."""
        path = "/sendCommand" if text.startswith("/") else "/sendMessage"
        entity = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
        entities = {"entities": [entity]} if text.startswith("/") else {}
        await self._post(path, {**self._base(), "text": text, **entities, **more})

    async def sends(self, **content: Any) -> None:
        """Send something without words."""
        await self._post("/sendMessage", {**self._base(), **content})

    async def taps(self, message: Sent, label: str) -> None:
        """Tap the button of this label under a message."""
        data = next(b["callback_data"] for row in buttons(message) for b in row if label in b["text"])
        below = {
            "message_id": message["message_id"],
            "date": 1_795_485_600,
            "chat": self.chat,
            "text": message["text"],
        }
        await self._post("/sendCallback", {**self._base(), "data": data, "message": below})

    async def server(self, what: str, **values: Any) -> None:
        """Make the server misbehave: "repeat" the last update, "refuse" a call, post with a "secret"."""
        await self._post(f"/test/{what}", values)

    async def sees(self, number: int) -> list[Sent]:
        """The bot's messages in this chat, once there are so many in all; fails 40 seconds later."""
        sent = await self.calls("sendMessage", least=number)
        assert len(sent) >= number, f"{len(sent)} of {number} messages: {[one['text'][:60] for one in sent]}"
        return [one for one in sent if int(one["chat_id"]) == self.chat["id"]]

    async def has_seen(self, number: int) -> list[Sent]:
        """So many different messages of the bot in this chat, each where it first came."""
        response = await self._client.get("/test/different", params={"chat": self.chat["id"], "least": number})
        different: list[Sent] = response.json()
        assert len(different) == number, [one["text"][:60] for one in different]
        return different

    async def calls(self, method: str, *, least: int = 0) -> list[Sent]:
        """Calls of one method, once there are at least so many."""
        response = await self._client.get("/test/calls", params={"method": method, "least": least})
        calls: list[Sent] = response.json()
        return calls

    async def refused(self, method: str) -> None:
        """Return once the server has refused a call of this method."""
        await self._client.get("/test/refused", params={"method": method})

    async def posts(self, *, least: int) -> list[Sent]:
        """Calls of the webhook with their status, once there are at least so many."""
        posts: list[Sent] = (await self._client.get("/test/posts", params={"least": least})).json()
        return posts

    async def _post(self, path: str, body: Sent) -> None:
        (await self._client.post(path, json=body)).raise_for_status()

    def _base(self) -> Sent:
        return {
            "botToken": TOKEN,
            "date": 1_795_485_600,
            "from": {"id": self.id, "is_bot": False, "first_name": "Tuấn"},
            "chat": self.chat,
        }


def buttons(message: Sent) -> list[list[dict[str, str]]]:
    """The rows of buttons under a message of the bot."""
    rows: list[list[dict[str, str]]] = json.loads(message.get("reply_markup") or "{}").get("inline_keyboard", [])
    return rows


def about(answer: Sent) -> DetailsWanted:
    """What an answer is about, by the button under it that shows the details."""
    data = (button["callback_data"] for row in buttons(answer) for button in row)
    return DetailsWanted.unpack(next(one for one in data if one.startswith(f"{DetailsWanted.__prefix__}:")))
