"""What stories of papers share: a mother who checks the card of her child, and what is kept of a check."""

from storage.actions.checklists import Checklist, find_checklist
from storage.rules.people import Address
from tests.cast import Person
from tests.driver import Chat, World

CARD, RENT, RECORD = "can-cuoc-tre-em", "dang-ky-tam-tru", "phieu-ly-lich-tu-phap"


async def kept(world: World, person: Person, slug: str) -> Checklist | None:
    citizen = Address("web", str(person.id))
    return await find_checklist(world.core.database, world.clock, citizen=citizen, subject=f"papers:{slug}")


async def ticked(world: World, person: Person, slug: str) -> set[str]:
    found = await kept(world, person, slug)
    return set(found.ticked) if found else set()


def open_ticks(chat: Chat) -> list[str]:
    return [label for label in chat.last.buttons if label.startswith("☐")]


async def checks_the_card(chat: Chat) -> None:
    """A mother as far as the list to tick."""
    await chat.says("soát hồ sơ làm căn cước cho con 10 tuổi")
    await chat.taps("Làm thẻ lần đầu")
    await chat.taps("Trên VNeID của cha hoặc mẹ")
