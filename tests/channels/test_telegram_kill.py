"""The whole process, killed in the middle of conversations: everybody is answered, and in order."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen

from handlers.callbacks import DetailsWanted
from knowledge.model import Aspect
from knowledge.phrases import Phrases
from tests.channels.bot_api import Person, about
from tests.channels.scripted import TOKEN

ROOT = Path(__file__).parents[2]
PEOPLE = 8
LOG = "events.jsonl"
FEE = "làm lý lịch tư pháp trên VNeID hết bao nhiêu tiền"


@contextmanager
def process(bot_api: str, folder: Path) -> Iterator[None]:
    """`tungngo run` while the block runs, then kill -9."""
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": str(ROOT),
        "DATA_FOLDER": str(folder),
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'tungngo.db'}",
        "WEB_PORT": "0",
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": bot_api,
        "LOG_FORMAT": "json",
        "LOG_LEVEL": "DEBUG",
    }
    command = [sys.executable, "-m", "bot", "run", "--no-browser"]
    with (
        (folder / LOG).open("ab") as log,
        Popen(command, cwd=folder, env=environment, stdout=DEVNULL, stderr=log) as running,
    ):
        try:
            yield
        finally:
            running.kill()


async def test_a_process_killed_at_work_leaves_nobody_without_an_answer(
    bot_api: str, tuan: Person, tmp_path: Path, phrases: Phrases
) -> None:
    # given many people in the middle of a conversation
    people = [tuan.beside(id=1000 + number) for number in range(PEOPLE)]
    for person in people:
        await person.says(FEE)
        await person.says("/khongco")

    # when the process is killed while it answers, and started again
    with process(bot_api, tmp_path):
        await tuan.sees(PEOPLE // 2)
    for person in people:
        await person.says("thế còn mấy ngày thì có")
    with process(bot_api, tmp_path):
        seen = [await person.has_seen(3) for person in people]

    # then everybody got every answer, in order; one that was on its way at the kill may have come twice
    for fee, unknown, time in seen:
        assert about(fee) == DetailsWanted(procedure="phieu-ly-lich-tu-phap", aspect=Aspect.FEE)
        assert unknown["text"] == phrases.text("unknown-command")
        assert about(time) == DetailsWanted(procedure="phieu-ly-lich-tu-phap", aspect=Aspect.TIME)

    # and nothing of it stands in the log, whatever it is asked to tell
    logged = (tmp_path / LOG).read_text("utf-8")
    assert "task_failed" not in logged
    assert "update_failed" not in logged
    assert TOKEN not in logged
    assert FEE not in logged
