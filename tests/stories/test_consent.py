"""One purpose a question, two equal answers; a no changes nothing, a yes can be taken back."""

import pytest

from handlers.callbacks import ConsentAnswered
from handlers.data_views import consents
from storage.actions.consents import Consent, Purpose, list_consents
from storage.actions.mydata import MyData, view_data
from storage.rules.people import Address
from tests.cast import HOA, LAN, Person
from tests.driver import Chat, World

RECORD = "làm lý lịch tư pháp cần giấy tờ gì"


def citizen(person: Person) -> Address:
    return Address("web", str(person.id))


async def decisions(world: World, person: Person) -> tuple[Consent, ...]:
    return await list_consents(world.core.database, world.clock, citizen=citizen(person))


async def kept(world: World, person: Person) -> MyData:
    return await view_data(world.core.database, world.clock, citizen=citizen(person), conversation=str(person.id))


async def is_asked_about(chat: Chat, purpose: str) -> None:
    """From my data to the question about one purpose."""
    await chat.says("/dulieu")
    await chat.taps(chat.label("button-data-consents"))
    await chat.taps(chat.label(f"button-consent-{purpose}"))


async def test_each_purpose_is_asked_on_its_own_with_two_equal_answers(world: World) -> None:
    chat = world.chat(HOA)

    await is_asked_about(chat, "improve-answers")

    chat.sees("consent-improve-answers", days="180")
    assert list(chat.last.buttons) == [chat.label("button-agree"), chat.label("button-refuse")]


async def test_a_yes_is_kept_with_the_words_that_were_shown(world: World) -> None:
    chat = world.chat(HOA)
    await is_asked_about(chat, "improve-answers")
    shown = chat.last.text

    await chat.taps(chat.label("button-agree"))

    chat.sees("consent-given")
    (decision,) = await decisions(world, HOA)
    assert (decision.purpose, decision.given, decision.words, decision.channel) == (
        Purpose.IMPROVE_ANSWERS,
        True,
        shown,
        "web",
    )


async def test_keeping_the_conversation_says_how_the_machine_finds_it_again(world: World) -> None:
    chat = world.chat(HOA)
    await is_asked_about(chat, "keep-conversation")

    await chat.taps(chat.label("button-agree"))

    chat.sees("consent-given-web")


def test_where_the_medium_keeps_the_conversation_we_do_not_ask_to(world: World) -> None:
    offered = consents(frozenset(), "telegram", world.core.phrases)

    assert offered.keyboard is not None
    labels = [button.text for row in offered.keyboard.inline_keyboard for button in row]
    assert world.core.phrases.text("button-consent-keep-conversation") not in labels


async def test_a_no_leaves_no_trace_and_everything_works(world: World) -> None:
    chat = world.chat(LAN)
    await is_asked_about(chat, "improve-answers")

    await chat.taps(chat.label("button-refuse"))
    chat.sees("consent-refused")
    await chat.says(RECORD)

    assert chat.label("button-helpful") in chat.last.buttons
    data = await kept(world, LAN)
    assert (data.citizen, data.questions) == (None, ())


async def test_only_after_a_yes_is_a_question_kept_and_without_its_numbers(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says(RECORD)
    await is_asked_about(chat, "improve-answers")
    await chat.taps(chat.label("button-agree"))

    await chat.says(f"sđt tôi 0912 345 678, {RECORD}")

    (question,) = (await kept(world, HOA)).questions
    assert question.text == f"sđt tôi [số điện thoại], {RECORD}"


async def test_a_button_with_old_words_asks_again_instead_of_recording(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("/dulieu")

    await chat.taps(ConsentAnswered(purpose=Purpose.IMPROVE_ANSWERS, given=True, version="00000000"))

    chat.sees("consent-improve-answers", days="180")
    assert await decisions(world, HOA) == ()


async def test_a_second_run_of_the_same_tap_records_once(world: World) -> None:
    chat = world.chat(HOA)
    await is_asked_about(chat, "improve-answers")
    yes = chat.last.buttons[chat.label("button-agree")]

    await chat.taps(ConsentAnswered.unpack(yes), update_id="77")
    await chat.taps(ConsentAnswered.unpack(yes), update_id="77")

    assert len(await decisions(world, HOA)) == 1


@pytest.mark.parametrize("how", ["button-withdraw-improve-answers", "button-withdraw-all"])
async def test_a_yes_is_taken_back_and_what_was_kept_for_it_is_gone(world: World, how: str) -> None:
    chat = world.chat(HOA)
    for purpose in ("improve-answers", "keep-conversation"):
        await is_asked_about(chat, purpose)
        await chat.taps(chat.label("button-agree"))
    await chat.says(RECORD)

    await chat.says("/dulieu")
    await chat.taps(chat.label("button-data-withdrawals"))
    await chat.taps(chat.label(how))

    chat.sees("consent-withdrawn")
    data = await kept(world, HOA)
    assert data.questions == ()
    left = {Purpose.KEEP_CONVERSATION} if how == "button-withdraw-improve-answers" else set()
    assert data.agreed == left


async def test_who_agreed_to_nothing_has_nothing_to_take_back(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("tôi rút lại đồng ý")

    await chat.taps(chat.label("button-data-withdrawals"))

    chat.sees("withdrawals-none")


async def test_who_agreed_to_everything_is_asked_nothing_more(world: World) -> None:
    chat = world.chat(HOA)
    for purpose in ("improve-answers", "keep-conversation", "remember-area", "remember-ticks", "keep-reminders"):
        await is_asked_about(chat, purpose)
        await chat.taps(chat.label("button-agree"))

    world.clock.goes_on(minutes=1)  # so many taps in a minute are too fast
    await chat.says("/dulieu")
    await chat.taps(chat.label("button-data-consents"))

    chat.sees("consents-all")
