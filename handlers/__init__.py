"""The conversation: one file a person's goal. Handlers are tried in the order written here."""

from aiogram import Router

from handlers import (
    area,
    ask,
    closed,
    consent,
    fallback,
    follow_ups,
    following,
    human,
    joining,
    journeys,
    menu,
    mydata,
    opting,
    papers,
    procedure,
    rating,
    reminders,
    reminders_kept,
    scam,
    sheet,
    staff,
    start,
    stop,
)

GOALS = (
    start,
    stop,
    mydata,
    consent,
    menu,
    closed,
    procedure,
    human,
    sheet,
    papers,
    journeys,
    rating,
    area,
    opting,
    following,
    staff,
    reminders,
    reminders_kept,
    follow_ups,
    joining,
    scam,
    ask,
    fallback,
)
"""Commands, then taps, then open conversations, then asking, then what nobody wanted."""


def build_router() -> Router:
    """One router for all goals: with one for each a message knocks at every door before it is answered."""
    router = Router(name="conversation")
    for goal in GOALS:
        goal.register(router)
    return router
