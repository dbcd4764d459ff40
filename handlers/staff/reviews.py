"""What to look at again: the list of the week, as it was kept on Monday."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers import views
from handlers.callbacks import ReviewsOpened
from handlers.staff import review_views
from handlers.staff.requires import Acting, Requires
from handlers.staff.screens import Screen
from knowledge.phrases import Phrases
from storage.actions.reviews import list_weeks
from storage.rules.permissions import Act

SCREENS = (Screen(Act.SEE_CONTENT, "button-staff-reviews", ReviewsOpened()),)


def register(router: Router) -> None:
    """The list, page by page."""
    router.callback_query.register(show_reviews, ReviewsOpened.filter(), Requires(Act.SEE_CONTENT))


async def show_reviews(tap: CallbackQuery, callback_data: ReviewsOpened, acting: Acting, phrases: Phrases) -> None:
    """A page of the newest list."""
    weeks = await list_weeks(acting.uow, most=1)
    await views.send(tap, review_views.week(weeks[0] if weeks else None, callback_data.page, phrases))
