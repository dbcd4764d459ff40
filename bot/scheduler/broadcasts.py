"""Broadcasts on their way: each look opens what is due, plans it, ends it, and tells whoever watches how it goes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError

from bot.core import Core
from handlers.guides import Guides
from handlers.staff.progress_views import NO_RIGHTS, progress, rights
from handlers.views import Reply
from storage.actions.broadcast_sending import (
    Watch,
    find_progress,
    find_rights,
    list_to_move,
    list_watches,
    move_broadcast,
    note_shown,
    unwatch,
)
from storage.rules.broadcasts import CONFIRMED, OVER

EDITED_EVERY: Final = timedelta(seconds=2)
"""How often at most one message is edited."""

EDITED_WITHIN: Final = 5
"""Seconds that an edit may take: what is due waits behind it."""

log = structlog.get_logger()


class Broadcasting:
    """The timetable's look at broadcasts. `bots`: a channel's name → its bot, for the messages that are watched."""

    def __init__(self, core: Core, bots: Mapping[str, Bot]) -> None:
        self._core = core
        self._bots = bots
        self._guides = Guides(core.answerer, core.phrases, core.places.gazetteer)
        self._shown: dict[tuple[str, str], Reply] = {}

    async def run_due(self) -> int:
        """Move what is due and show it; how many broadcasts were looked at. One run at a time."""
        core = self._core
        found = await list_to_move(core.database, core.clock)
        for broadcast in found:
            try:
                await move_broadcast(core.database, core.clock, broadcast=broadcast)
            except Exception:  # the outermost edge of one broadcast: the others go on
                log.exception("broadcast_not_moved", broadcast=broadcast)
        for watch in await list_watches(core.database, core.clock, channels=tuple(self._bots)):
            if core.clock.now() - watch.shown_at >= EDITED_EVERY:
                try:
                    await self._show(watch)
                except Exception:  # the outermost edge of what is only watched
                    log.exception("progress_not_shown", broadcast=watch.broadcast)
        return len(found)

    async def _show(self, watch: Watch) -> None:
        core = self._core
        seen = await find_progress(core.database, core.clock, broadcast=watch.broadcast)
        if seen is None or seen.broadcast.state not in CONFIRMED:
            await unwatch(core.database, core.clock, watch=watch)
            return
        found = await find_rights(core.database, core.clock, citizen=watch.citizen)
        mine = rights(seen.broadcast, str(found[0].number), found) if found else NO_RIGHTS
        rate = core.settings.deliveries_per_second
        shown = progress(seen, self._guides, core.phrases, mine=mine, per_second=rate)
        key = (watch.channel, watch.message_id)
        if self._shown.get(key) != shown:
            await note_shown(core.database, core.clock, watch=watch)
            if not await self._edit(watch, shown):
                return  # it is tried again
            self._shown[key] = shown
        if seen.broadcast.state in OVER and seen.broadcast.ended_at is not None:
            self._shown.pop(key, None)
            await unwatch(core.database, core.clock, watch=watch)

    async def _edit(self, watch: Watch, shown: Reply) -> bool:
        """Whether that is done with. What is watched is a comfort: where it cannot be shown, the sending goes on."""
        try:
            await self._bots[watch.channel].edit_message_text(
                shown.parts[0],
                chat_id=int(watch.chat),
                message_id=int(watch.message_id),
                reply_markup=shown.keyboard,
                request_timeout=EDITED_WITHIN,
            )
        except (TelegramBadRequest, TelegramForbiddenError):
            return True  # the same words, or a message that is no more
        except TelegramAPIError as error:
            log.warning("progress_not_shown", broadcast=watch.broadcast, error=type(error).__name__)
            return False
        return True
