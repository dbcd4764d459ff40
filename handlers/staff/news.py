"""What changed for citizens: a curator sees it in plain words, and tells it to who asked to be told."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers import following_views, views
from handlers.callbacks import NewsListed
from handlers.following_callbacks import NewsOpened, NewsSent
from handlers.staff.requires import Acting, Requires
from handlers.staff.screens import Screen
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from storage.actions.follows import find_news, list_news, send_news
from storage.rules.permissions import Act

SCREENS = (Screen(Act.SEND_NEWS, "button-news", NewsListed()),)


def register(router: Router) -> None:
    """Taps."""
    router.callback_query.register(show_list, NewsListed.filter(), Requires(Act.SEND_NEWS))
    router.callback_query.register(show_news, NewsOpened.filter(), Requires(Act.SEND_NEWS))
    router.callback_query.register(tell, NewsSent.filter(), Requires(Act.SEND_NEWS))


async def show_list(tap: CallbackQuery, acting: Acting, answerer: Answerer, phrases: Phrases) -> None:
    """The newest; of procedures that are here, since nobody follows anything else."""
    found = [
        news
        for news in await list_news(acting.uow, acting.clock, by=acting.by)
        if news.procedure in answerer.catalogue.procedures
    ]
    titles = [answerer.catalogue.titles[news.procedure] for news in found]
    await views.send(tap, following_views.listed(found, titles, phrases))


async def show_news(
    tap: CallbackQuery, callback_data: NewsOpened | NewsSent, acting: Acting, answerer: Answerer, phrases: Phrases
) -> None:
    """As it would be told, and to how many."""
    slug, second = callback_data.procedure, callback_data.second
    news = await find_news(acting.uow, acting.clock, procedure=slug, second=second)
    if news is None or slug not in answerer.catalogue.procedures:
        await show_list(tap, acting, answerer, phrases)
        return
    await views.send(tap, following_views.news(news, answerer.catalogue.titles[slug], phrases))
    await views.send(tap, following_views.opened(news, phrases))


async def tell(
    tap: CallbackQuery, callback_data: NewsSent, acting: Acting, answerer: Answerer, phrases: Phrases
) -> None:
    """It goes out; nobody gets it twice."""
    slug, second = callback_data.procedure, callback_data.second
    async with acting.passing_on(Act.SEND_NEWS):
        await send_news(acting.uow, acting.clock, by=acting.by, procedure=slug, second=second)
    await show_news(tap, callback_data, acting, answerer, phrases)
