"""A letter on a medium of this machine: what it refuses failed, what broke is in doubt."""

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendMessage

from bot.channels.base import channel_bot
from bot.channels.receipts import Failed, LocalCourier, Receipt, Sent, Unconfirmed
from handlers.letters import Letter, letter
from handlers.views import Reply
from tests.driver import FixedClock, Recorded, RecordingSession
from tests.pace import no_pace


def courier_of(recorded: Recorded) -> LocalCourier:
    bot = channel_bot("2:web", RecordingSession(recorded, FixedClock()))
    return LocalCourier("web", bot, no_pace(), lambda person: person == "7")


@pytest.mark.parametrize(
    ("failure", "receipt"),
    [
        (TelegramBadRequest(SendMessage(chat_id=7, text="?"), "chat not found"), Failed("chat not found")),
        (OSError("disk full"), Unconfirmed("OSError")),
    ],
    ids=["refused", "broken"],
)
async def test_each_failure_has_its_receipt(failure: Exception, receipt: Receipt) -> None:
    assert await courier_of(Recorded(failures=[failure])).deliver(7, Letter("Chào bạn")) == receipt


async def test_what_is_shown_was_sent_and_what_is_too_long_never_leaves() -> None:
    recorded = Recorded()
    courier = courier_of(recorded)

    assert await courier.deliver(7, Letter("Chào bạn")) == Sent("1000")
    assert await courier.deliver(7, Letter("ă" * 4097)) == Failed("too_long")
    await courier.close()

    assert [sent.text for sent in recorded.sent] == ["Chào bạn"]


def test_it_reaches_who_is_looking() -> None:
    courier = courier_of(Recorded())

    assert courier.can_ring("7")
    assert not courier.can_ring("8")


def test_a_delivery_is_one_message_and_not_several() -> None:
    with pytest.raises(ValueError, match="one message"):
        letter(Reply(("Phần một", "Phần hai")))
