"""Open lines to browsers: who listens to which conversation, and what waits to be sent to them."""

import asyncio
from collections import Counter, defaultdict
from typing import Any, Final

Frame = dict[str, Any]

LINES_A_CLIENT: Final = 400
"""A whole office or a mobile network may stand behind one address."""

LINES_A_CONVERSATION: Final = 6
WAITING_FRAMES: Final = 200


class Line:
    """One socket's outgoing side. A browser too slow to keep up is hung up on and reads history instead."""

    def __init__(self, conversation: str, client: str) -> None:
        self.conversation = conversation
        self.client = client
        self._waiting: asyncio.Queue[Frame | None] = asyncio.Queue()

    def push(self, frame: Frame) -> None:
        """Queue a frame; on a line that fell behind, hang up."""
        if self._waiting.qsize() >= WAITING_FRAMES:
            self.hang_up()
        else:
            self._waiting.put_nowait(frame)

    def hang_up(self) -> None:
        """End the line once what waits has been sent."""
        self._waiting.put_nowait(None)

    async def next_frame(self) -> Frame | None:
        """The next frame to send; None ends the line."""
        return await self._waiting.get()


class Lines:
    """Every open line of this process."""

    def __init__(self) -> None:
        self._by_conversation: defaultdict[str, list[Line]] = defaultdict(list)
        self._by_client: Counter[str] = Counter()

    def open(self, conversation: str, client: str) -> Line | None:
        """A new line, or None where this client or conversation has too many."""
        if self._by_client[client] >= LINES_A_CLIENT:
            return None
        lines = self._by_conversation[conversation]
        if len(lines) >= LINES_A_CONVERSATION:
            lines.pop(0).hang_up()
        line = Line(conversation, client)
        lines.append(line)
        self._by_client[client] += 1
        return line

    def close(self, line: Line) -> None:
        """Forget a line that ended."""
        lines = self._by_conversation[line.conversation]
        if line in lines:
            lines.remove(line)
        if not lines:
            del self._by_conversation[line.conversation]
        self._by_client[line.client] -= 1
        if self._by_client[line.client] <= 0:
            del self._by_client[line.client]

    def push(self, conversation: str, frame: Frame) -> None:
        """Send to every window of a conversation; none may be open, then history keeps it."""
        for line in self._by_conversation.get(conversation, ()):
            line.push(frame)

    def is_open(self, conversation: str) -> bool:
        """Whether any window of a conversation is open."""
        return bool(self._by_conversation.get(conversation))

    def hang_up(self, conversation: str) -> None:
        """End every line of a conversation."""
        for line in self._by_conversation.get(conversation, ()):
            line.hang_up()

    def hang_up_all(self) -> None:
        """End every line: the process is closing."""
        for conversation in tuple(self._by_conversation):
            self.hang_up(conversation)
