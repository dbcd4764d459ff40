"""Settings: the only reader of the environment. `.env.example` explains each; a test keeps the two alike."""

import os
import re
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from knowledge.caching import Cache

Port = Annotated[int, Field(ge=0, le=65535)]
Days = Annotated[int, Field(ge=1)]


class Settings(BaseSettings):
    """Read once at start, frozen; secrets show as stars. Raises ValidationError on a value it cannot read."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    data_folder: Path = Path("var")
    database_url: str = "sqlite+aiosqlite:///var/tungngo.db"
    secret_key: SecretStr | None = None
    cache_folder: Path | None = None

    web_host: str = "127.0.0.1"
    web_port: Port = 8080
    public_url: str | None = None
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ()

    metrics_token: SecretStr | None = None

    telegram_token: SecretStr | None = None
    telegram_username: str | None = None
    telegram_api_base: str | None = None
    telegram_webhook_url: str | None = None
    telegram_webhook_secret: Annotated[SecretStr | None, Field(validate_default=True)] = None
    telegram_webhook_host: str = "127.0.0.1"
    telegram_webhook_port: Port = 8081

    messages_per_minute: Annotated[int, Field(ge=1)] = 20
    questions_kept_days: Days = 180
    conversations_kept_days: Days = 30
    proofs_kept_days: Days = 730
    deliveries_kept_days: Days = 180

    deliveries_per_second: Annotated[int, Field(ge=1, le=1000)] = 25
    replies_per_second: Annotated[int, Field(ge=1, le=1000)] = 5

    log_format: Literal["auto", "text", "json"] = "auto"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def cache(self) -> Cache:
        """Where what is slow to make of the content is kept: as set, else where the user's programs keep such files."""
        return Cache(self.cache_folder or _users_cache())

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _comma_separated(cls, value: Any) -> Any:
        """Lists are written "10.0.0.1, 10.0.0.2", as everybody writes them."""
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _not_everybody(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if "*" in value:
            raise ValueError('must name addresses or networks: with "*" anybody could claim any address')
        return value

    @field_validator("public_url", "telegram_webhook_url", "telegram_api_base", mode="after")
    @classmethod
    def _without_closing_slash(cls, value: str | None) -> str | None:
        return value.rstrip("/") if value else None

    @field_validator("telegram_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value.get_secret_value()):
            raise ValueError("is not a token as @BotFather writes it, 123456789:AA…")
        return value

    @field_validator("telegram_username")
    @classmethod
    def _looks_like_a_username(cls, value: str | None) -> str | None:
        name = value.removeprefix("@") if value else None
        if name and not re.fullmatch(r"[A-Za-z0-9_]{5,32}", name):
            raise ValueError("is not a bot's name as @BotFather gave it, such as tungngo_bot")
        return name or None

    @field_validator("telegram_webhook_url")
    @classmethod
    def _telegram_calls_https_only(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value and not value.startswith("https://") and not info.data.get("telegram_api_base"):
            raise ValueError("must start with https://")
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _webhook_has_a_secret(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        secret = value.get_secret_value() if value else ""
        if info.data.get("telegram_webhook_url") and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
            raise ValueError('is needed with TELEGRAM_WEBHOOK_URL: 16 to 256 letters, digits, "_" or "-"')
        return value


def has_screen() -> bool:
    """Whether a browser window can open on this machine."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _users_cache() -> Path | None:
    """Our folder among the caches of whoever runs us; None for somebody without a home."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        folder = os.environ.get("LOCALAPPDATA")
        return Path(folder) / "tung-ngo" / "cache" if folder else None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "tung-ngo"
    # As freedesktop.org has it: a folder that does not begin at the root is not to be believed.
    folder = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(folder) if folder.startswith("/") else home / ".cache") / "tung-ngo"
