"""Reminders in stories: somebody sets one, and time goes by."""

from datetime import UTC, datetime

from bot.scheduler.reminders import Reminding
from tests.cast import Person
from tests.driver import Chat, World

SATURDAY_NINE = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
WISH = "nhac toi 9h sang thu 7 di lay ket qua"
RESULT = "di lay ket qua"


async def passes(world: World, at: datetime | None = None, **duration: float) -> None:
    """Time goes on, the tick looks over the rows, what is due is sent, and the tick looks again."""
    if at is not None:
        world.clock.goes_to(at)
    world.clock.goes_on(**duration)
    for _ in range(2):
        await Reminding(world.core).ring()
        await world.delivers()


async def sets(world: World, person: Person, wish: str = WISH) -> Chat:
    """Somebody sets a reminder and says yes to what is shown back."""
    chat = world.chat(person)
    await chat.says(wish)
    agree = chat.label("button-reminder-agree")
    await chat.taps(agree if agree in chat.last.buttons else chat.label("button-reminder-save"))
    return chat
