"""One event a line; no words, no token, no phone number."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, config = root.handlers[:], root.level, structlog.get_config()
    yield
    root.handlers[:], root.level = handlers, level
    structlog.configure(**config)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_an_event_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("json", "INFO")

    structlog.get_logger().info("câu_trả_lời", channel="web", rows=3)

    (event,) = lines(capsys)
    assert (event["event"], event["channel"], event["rows"], event["level"]) == (
        "câu_trả_lời",
        "web",
        3,
        "info",
    )


def test_words_tokens_and_phone_numbers_are_covered(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("json", "INFO")

    structlog.get_logger().info("x", text="lý lịch", note="gọi 0912 345 678")
    logging.getLogger("other").warning("token 123456789:AAHkq3-this_is_no_real_token_but_as_long failed")

    written = json.dumps(lines(capsys))
    for private in ("lý lịch", "345", "AAHkq3"):
        assert private not in written


SAID = "số của tôi 0912345678, mật khẩu abc"


def fail_and_log() -> None:
    try:
        raise ExceptionGroup("tasks", [ValueError(SAID)])
    except ExceptionGroup:
        structlog.get_logger().exception("failed")


def test_an_exception_leaves_its_kind_and_place_but_not_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("json", "INFO")

    fail_and_log()

    (event,) = lines(capsys)
    assert event["error"] == "ValueError"
    assert "mật khẩu" not in json.dumps(event, ensure_ascii=False)


def test_on_a_screen_an_exception_is_as_silent(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("text", "INFO")

    fail_and_log()

    written = capsys.readouterr().err
    assert "ValueError" in written
    assert SAID not in written


def test_on_a_screen_an_event_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("text", "INFO")

    structlog.get_logger().info("started")

    assert "started" in capsys.readouterr().err
