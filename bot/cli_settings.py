"""The settings as every command reads them: a value that cannot be read is named, and ends the command."""

from typing import TYPE_CHECKING

import typer
from pydantic import ValidationError

if TYPE_CHECKING:
    from bot.settings import Settings


def read_settings() -> "Settings":
    """The settings; a value that cannot be read ends the command with its name and what is wrong with it."""
    from bot.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        for problem in error.errors():
            name = "_".join(map(str, problem["loc"])).upper()
            typer.echo(f"{name}: {problem['msg']} (.env.example explains it)", err=True)
        raise typer.Exit(2) from None
