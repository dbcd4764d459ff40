"""The commands people can type, in the order of the menu; their descriptions are phrases."""

from typing import Final

from aiogram.types import BotCommand

from knowledge.phrases import Phrases

START: Final = "start"
GUIDE: Final = "huongdan"
TOPICS: Final = "chude"
PAPERS: Final = "soathoso"
JOURNEYS: Final = "viecnha"
SCAM: Final = "luadao"
REMINDERS: Final = "nhac"
AREA: Final = "khuvuc"
MYDATA: Final = "dulieu"
STOP: Final = "dung"
HELP: Final = "trogiup"

LINK: Final = "noi"
"""In no menu: whoever is shown a code is shown the command with it."""

STAFF: Final = "nhanvien"
"""In no menu: whoever is invited is told, nobody else needs it."""

CURATING: Final = "tritue"
"""The curator's desk; in no menu either."""

SENDING: Final = "guitin"
"""Guides of a team; in no menu either."""

COMMANDS: Final = (START, GUIDE, TOPICS, PAPERS, JOURNEYS, SCAM, REMINDERS, AREA, MYDATA, STOP, HELP)


def list_commands(phrases: Phrases) -> list[BotCommand]:
    """What a channel shows in its menu of commands."""
    return [BotCommand(command=name, description=phrases.text(f"command-{name}")) for name in COMMANDS]
