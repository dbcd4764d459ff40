"""aiogram's states on our own table: a state and the ids that belong to it, gone after 30 minutes."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from storage.actions.conversations import ConversationState, get_state, put_data, put_state
from storage.clock import Clock
from storage.unit_of_work import OpenWork

LONGEST_VALUE = 64
"""Characters of one value: an id, a name of ours. Whatever a person typed belongs elsewhere."""


class TypedTextInState(ValueError):
    """Somebody tried to keep more than an id in a state."""


class ConversationStorage(BaseStorage):
    """States of all channels; `channels` maps a bot's id to its channel's name."""

    def __init__(self, uow: OpenWork, clock: Clock, channels: Mapping[int, str]) -> None:
        self._uow = uow
        self._clock = clock
        self._channels = channels

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Store the name of a state, or that there is none."""
        name = state.state if isinstance(state, State) else state
        await put_state(self._uow, self._clock, **self._at(key), state=name)

    async def get_state(self, key: StorageKey) -> str | None:
        """The name of the state, None when there is none or it is older than 30 minutes."""
        return (await self.stands(key)).state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Store ids. Raises TypedTextInState for a text longer than any id."""
        for name, value in data.items():
            if not isinstance(value, str | int | bool | None) or len(str(value)) > LONGEST_VALUE:
                raise TypedTextInState(name)
        await put_data(self._uow, self._clock, **self._at(key), data=data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """The ids stored with the state."""
        return dict((await self.stands(key)).data)

    async def stands(self, key: StorageKey) -> ConversationState:
        """State, ids and context in one read."""
        return await get_state(self._uow, self._clock, **self._at(key))

    async def close(self) -> None:
        """Nothing is open between two calls."""

    def _at(self, key: StorageKey) -> dict[str, str]:
        return {
            "channel": self._channels[key.bot_id],
            "conversation": conversation_name(key.chat_id, key.user_id),
        }


def conversation_name(chat: int, user: int) -> str:
    """One person's conversation in one chat: the chat alone where the two are alone, else both."""
    return str(chat) if chat == user or not user else f"{chat}:{user}"
