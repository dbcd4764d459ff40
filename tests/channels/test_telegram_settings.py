"""Settings of Telegram that cannot work are told at the start, by name, without showing a secret."""

from collections.abc import Callable

import pytest
from pydantic import ValidationError

from bot.channels.telegram_webhook import read_webhook
from bot.settings import Settings
from tests.channels.scripted import SECRET, TOKEN

MakeSettings = Callable[..., Settings]
ADDRESS = "https://example.vn/telegram"


def test_without_an_address_there_is_no_webhook(settings: MakeSettings) -> None:
    assert read_webhook(settings()) is None


def test_an_address_and_a_secret_make_a_webhook(settings: MakeSettings) -> None:
    webhook = read_webhook(settings(telegram_webhook_url=ADDRESS + "/", telegram_webhook_secret=SECRET))

    assert webhook is not None
    assert (webhook.url, webhook.path, webhook.secret) == (ADDRESS, "/telegram", SECRET)


@pytest.mark.parametrize("secret", [None, "short", "has spaces, and is long enough", "dấu-không-được-dùng"])
def test_a_webhook_needs_a_good_secret(settings: MakeSettings, secret: str | None) -> None:
    with pytest.raises(ValidationError, match="needed with TELEGRAM_WEBHOOK_URL"):
        settings(telegram_webhook_url=ADDRESS, telegram_webhook_secret=secret)


def test_telegram_calls_no_address_without_tls(settings: MakeSettings) -> None:
    with pytest.raises(ValidationError, match="https://"):
        settings(telegram_webhook_url="http://example.vn/telegram", telegram_webhook_secret=SECRET)


@pytest.mark.parametrize("token", ["abc", "123456789", "123456789:", f"{TOKEN} ", f"bot{TOKEN}"])
def test_a_token_that_cannot_be_one_is_refused_and_not_shown(settings: MakeSettings, token: str) -> None:
    with pytest.raises(ValidationError) as refused:
        settings(telegram_token=token)

    assert TOKEN not in str(refused.value)
