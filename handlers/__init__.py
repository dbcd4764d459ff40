"""The conversation: one file a person's goal. Routers are tried in the order written here."""

from aiogram import Router

from handlers import area, ask, consent, fallback, human, menu, mydata, procedure, rating, start, stop


def build_router() -> Router:
    """Commands, then taps, then open conversations, then asking, then what nobody wanted."""
    router = Router(name="conversation")
    router.include_routers(
        start.build(),
        stop.build(),
        mydata.build(),
        consent.build(),
        menu.build(),
        procedure.build(),
        human.build(),
        rating.build(),
        area.build(),
        ask.build(),
        fallback.build(),
    )
    return router
