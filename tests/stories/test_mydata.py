"""My data: seen, taken along, erased; by command, by tap, in one's own words."""

import json

from storage.actions.consents import Purpose, record_consent
from storage.actions.history import Author, add_message
from storage.actions.mydata import MyData, view_data
from storage.rules.people import Address
from storage.rules.proofs import keyed_hash
from tests.cast import HOA, LAN, Person
from tests.driver import World

RECORD = "làm lý lịch tư pháp cần giấy tờ gì"
GROUP = -500


async def agrees_to_all(world: World, person: Person) -> None:
    for purpose in Purpose:
        await record_consent(
            world.core.database,
            world.clock,
            citizen=Address("web", str(person.id)),
            update_key=None,
            purpose=purpose,
            given=True,
            words="Có?",
            version="1",
        )


async def kept(world: World, person: Person) -> MyData:
    citizen = Address("web", str(person.id))
    return await view_data(world.core.database, world.clock, citizen=citizen, conversation=citizen.external_id)


async def test_of_somebody_who_agreed_to_nothing_nothing_is_kept_and_that_is_said(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says(RECORD)

    await chat.says("/dulieu")

    chat.sees("mydata-nothing")
    assert chat.label("button-data-withdrawals") not in chat.last.buttons


async def test_everything_kept_is_shown_line_by_line(world: World) -> None:
    chat = world.chat(HOA)
    await agrees_to_all(world, HOA)
    await chat.says(RECORD)
    await chat.says("/khuvuc phường hàng bạc")

    await chat.says("/dulieu")

    chat.sees("mydata-kept")
    chat.sees("mydata-agreed", purpose=chat.label("purpose-remember-area"))
    chat.sees("mydata-questions", number="1", days="180")
    chat.sees("mydata-question", text=RECORD)
    assert "Phường Hoàn Kiếm (trước là phường Hàng Bạc)" in chat.last.text
    assert len(chat.last.buttons) <= 6


async def test_a_stop_a_thumb_and_bubbles_are_shown_too(world: World) -> None:
    chat = world.chat(HOA)
    await agrees_to_all(world, HOA)
    await chat.says(RECORD)
    await chat.taps(chat.label("button-helpful"))
    await add_message(
        world.core.database,
        world.clock,
        channel="web",
        conversation=str(HOA.id),
        author=Author.CITIZEN,
        text=RECORD,
    )
    await chat.says("dừng")

    await chat.says("/dulieu")

    chat.sees("mydata-ratings", number="1")
    chat.sees("mydata-messages-kept", number="1", days="30")
    chat.sees("mydata-stopped", day="24/11/2026")


async def test_without_consent_the_bubbles_of_half_an_hour_are_shown(world: World) -> None:
    chat = world.chat(LAN)
    await add_message(
        world.core.database,
        world.clock,
        channel="web",
        conversation=str(LAN.id),
        author=Author.CITIZEN,
        text=RECORD,
    )

    await chat.says("/dulieu")

    chat.sees("mydata-messages", number="1")


async def test_the_document_holds_what_is_shown(world: World) -> None:
    chat = world.chat(HOA)
    await agrees_to_all(world, HOA)
    await chat.says(RECORD)
    await chat.says("/dulieu")

    await chat.taps(chat.label("button-data-export"))

    assert chat.last.document is not None
    document = json.loads(chat.last.document)
    assert document["questions"][0]["text"] == RECORD
    assert document["agreed"] == sorted(Purpose)


async def test_nothing_is_erased_by_one_tap(world: World) -> None:
    chat = world.chat(HOA)
    await agrees_to_all(world, HOA)
    await chat.says("/dulieu")

    await chat.taps(chat.label("button-data-erase"))
    chat.sees("mydata-erase-sure")
    await chat.taps(chat.label("button-data-keep"))

    assert (await kept(world, HOA)).agreed == set(Purpose)
    chat.sees("mydata-kept")


async def test_two_taps_erase_everything_and_leave_proofs_that_name_nobody(world: World) -> None:
    chat = world.chat(HOA)
    await agrees_to_all(world, HOA)
    await chat.says(RECORD)
    await chat.says("/dulieu")

    await chat.taps(chat.label("button-data-erase"))
    await chat.taps(chat.label("button-data-erase-now"))

    chat.sees("mydata-erased")
    data = await kept(world, HOA)
    assert (data.citizen, data.questions, data.conversation_touched_at) == (None, (), None)
    name = keyed_hash(Address("web", str(HOA.id)), world.core.secret_key)
    async with world.core.database(readonly=True) as work:
        assert len(await work.proofs.list_for(name)) == len(Purpose)


async def test_after_erasing_one_asks_like_a_newcomer(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says(RECORD)
    await chat.says("/dulieu")
    await chat.taps(chat.label("button-data-erase"))
    await chat.taps(chat.label("button-data-erase-now"))

    await chat.says("thế mấy ngày có?")

    assert "15 ngày làm việc" not in chat.last.text


async def test_ones_own_words_lead_to_the_same_place(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says("các bạn giữ thông tin gì của tôi")
    chat.sees("mydata-view")
    await chat.taps(chat.label("button-data-view"))

    chat.sees("mydata-nothing")


async def test_in_a_group_nothing_of_it_is_shown(world: World) -> None:
    chat = world.chat(HOA, group=GROUP)

    await chat.says("/dulieu")
    chat.sees("private-only")
    await chat.says("/khuvuc đại kim")

    chat.sees("private-only")
    assert chat.last.buttons == {}
