"""The clock moves by whole days; settings are read once and keep their secrets."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.clock import HANOI, RealClock, ShiftedClock, clock_on
from bot.core import secret_key
from bot.settings import Settings, has_screen


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_without_a_day_the_clock_is_real() -> None:
    now = clock_on(None).now()

    assert abs(now - RealClock().now()) < timedelta(minutes=1)
    assert now.tzinfo is not None


def test_a_moved_clock_keeps_the_time_of_day() -> None:
    class Evening(RealClock):
        def now(self) -> datetime:
            return datetime(2026, 11, 24, 18, 30, tzinfo=UTC)  # 1:30 of the 25th in Hanoi

    moved = ShiftedClock(date(2027, 3, 1), Evening()).now().astimezone(HANOI)

    assert (moved.date(), moved.hour, moved.minute) == (date(2027, 3, 1), 1, 30)


def test_a_day_moves_the_clock() -> None:
    assert clock_on(date(2027, 3, 1)).now().astimezone(HANOI).date() == date(2027, 3, 1)


def test_settings_come_from_the_environment_without_a_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_PORT", "9000")
    monkeypatch.setenv("TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2")
    monkeypatch.setenv("PUBLIC_URL", "https://chat.example.vn/")
    monkeypatch.setenv("TELEGRAM_TOKEN", "")

    settings = Settings(_env_file=None)

    assert settings.web_port == 9000
    assert settings.trusted_proxies == ("10.0.0.1", "10.0.0.2")
    assert settings.public_url == "https://chat.example.vn"
    assert settings.telegram_token is None


def test_not_everybody_is_a_trusted_proxy() -> None:
    with pytest.raises(ValidationError, match="anybody could claim any address"):
        Settings(_env_file=None, trusted_proxies="10.0.0.1, *")


def test_secrets_are_masked_and_settings_frozen() -> None:
    settings = Settings(_env_file=None, telegram_token="12345:abcdef")

    assert "abcdef" not in repr(settings)
    with pytest.raises(ValidationError):
        settings.web_port = 1  # type: ignore[misc]


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_folder=tmp_path / "var")

    key = secret_key(settings)

    assert len(key) == 64
    assert secret_key(settings) == key
    assert (tmp_path / "var" / "secret.key").stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret.key"]


def test_an_empty_key_is_told_and_not_used(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("\n")

    with pytest.raises(ValueError, match=r"secret\.key is empty"):
        secret_key(Settings(_env_file=None, data_folder=tmp_path))


def test_a_key_in_the_settings_is_used(tmp_path: Path) -> None:
    assert secret_key(Settings(_env_file=None, secret_key="of ours", data_folder=tmp_path)) == "of ours"
    assert list(tmp_path.iterdir()) == []


def test_a_screen_is_known_by_its_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert not has_screen()

    monkeypatch.setenv("DISPLAY", ":0")
    assert has_screen()
    monkeypatch.setattr("sys.platform", "darwin")
    assert has_screen()
