"""The letters that tell of a changed procedure; and how kinds of one's own affairs are told apart."""

from collections.abc import Awaitable, Callable, Mapping

from bot.core import Core
from handlers import following_views
from handlers.letters import Letter, letter
from storage.actions.follows import find_news, read_origin
from storage.rules.deliveries import DueDelivery


class RuleNewsComposer:
    """What changed, in the words that the curator saw."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def __call__(self, due: DueDelivery) -> Letter | None:
        """None where the procedure is no more."""
        core = self._core
        slug, second = read_origin(due.origin)
        news = await find_news(core.database, core.clock, procedure=slug, second=second)
        if news is None or slug not in core.answerer.catalogue.procedures:
            return None
        return letter(following_views.news(news, core.answerer.catalogue.titles[slug], core.phrases))


class ByOrigin:
    """One kind of delivery, several composers: the first word of the origin says which."""

    def __init__(self, composers: Mapping[str, Callable[[DueDelivery], Awaitable[Letter | None]]]) -> None:
        self._composers = composers

    async def __call__(self, due: DueDelivery) -> Letter | None:
        """Raises KeyError for an origin that nobody makes letters of: it is tried again later."""
        return await self._composers[due.origin.partition(":")[0]](due)
