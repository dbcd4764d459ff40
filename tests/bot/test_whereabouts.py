"""Where printed sheets lead back to: only to addresses that another machine reaches."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.settings import Settings
from bot.whereabouts import read_whereabouts
from knowledge.linking import Whereabouts


def settings(**values: Any) -> Settings:
    return Settings(_env_file=None, **values)


def test_the_public_address_comes_first() -> None:
    found = read_whereabouts(settings(public_url="https://hoi.example.vn/", web_host="192.168.1.5"))

    assert found == Whereabouts(web="https://hoi.example.vn")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "0.0.0.0", "::"])
def test_an_address_that_a_phone_cannot_open_is_none(host: str) -> None:
    assert read_whereabouts(settings(web_host=host)) == Whereabouts()


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("192.168.1.5", "http://192.168.1.5:8080"),
        ("fd00::5", "http://[fd00::5]:8080"),
        ("may.lan", "http://may.lan:8080"),
    ],
)
def test_an_address_of_the_network_around_us_is_one(host: str, address: str) -> None:
    assert read_whereabouts(settings(web_host=host)).web == address
    assert read_whereabouts(settings(web_host=host, web_port=0)).web is None


def test_the_bot_is_named_only_where_it_answers() -> None:
    assert read_whereabouts(settings(telegram_username="@tungngo_bot")).telegram is None
    assert read_whereabouts(settings(telegram_username="@tungngo_bot", telegram_token="1:a")).telegram == "tungngo_bot"


def test_a_name_that_no_bot_has_is_refused() -> None:
    with pytest.raises(ValidationError, match="BotFather"):
        settings(telegram_username="không phải tên")
