"""`tungngo poster`: a file whose codes this deployment knows again, or one line that says what to write instead."""

import asyncio
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli import app
from knowledge.answering import Answerer
from knowledge.poster_links import PosterOrigin, read_poster_payload
from storage.actions.arrivals import count_arrival
from storage.engine import make_engine
from storage.migrations import migrate
from storage.unit_of_work import Database
from tests.driver import FixedClock
from tests.sheets.reading import elements, reader, words

CERTIFICATE = "phieu-ly-lich-tu-phap"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(answerer: Answerer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUBLIC_URL", "https://hoi.example.vn")
    monkeypatch.setattr("knowledge.answering.build_answerer", lambda **_: answerer)  # read once, not at each command


def poster(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["poster", "--to", "to.pdf", *arguments])


def codes() -> list[str]:
    return [alt or "" for kind, alt in elements(Path("to.pdf").read_bytes()) if kind == "/Figure"]


def test_a_poster_is_written_for_a_ward_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:a")
    monkeypatch.setenv("TELEGRAM_USERNAME", "tungngo_bot")

    done = poster("--ward", "phường Bạch Mai", "--procedure", CERTIFICATE)

    assert done.exit_code == 0, done.output
    assert "hoi.example.vn, t.me/tungngo_bot" in done.output
    assert "phường Bạch Mai" in words(Path("to.pdf").read_bytes())
    web, telegram = codes()
    sealed = web.removeprefix("https://hoi.example.vn/?s=")
    assert telegram == f"https://t.me/tungngo_bot?start={sealed}"
    key = Path("var/secret.key").read_text().strip()  # the one that the server will read it with
    assert read_poster_payload(sealed, secret=key) == PosterOrigin("00292", CERTIFICATE)


def test_a5_is_asked_for_by_name() -> None:
    done = poster("--ward", "00316", "--size", "A5")

    assert done.exit_code == 0, done.output
    assert round(float(reader(Path("to.pdf").read_bytes()).pages[0].mediabox.width)) == 420


@pytest.mark.parametrize(
    ("arguments", "mend"),
    [
        (["--ward", "Huế"], "no ward of Hanoi"),
        (["--ward", "Minh Khai"], "Give the code"),
        (["--ward", "00316", "--procedure", "phieu-ly-lich"], "did you mean phieu-ly-lich-tu-phap?"),
        (["--ward", "00316", "--procedure", "zzz"], "no procedure 'zzz'"),
        (["--ward", "00316", "--size", "a3"], "a4"),
        (["--ward", "00316", "--to", "no-folder/to.pdf"], "choose another file with --to"),
    ],
)
def test_what_is_not_known_is_named_with_what_there_is(arguments: list[str], mend: str) -> None:
    ended = poster(*arguments)

    assert ended.exit_code == 2
    assert mend in " ".join(ended.output.split())
    assert not Path("to.pdf").exists()


def test_without_an_address_there_is_nothing_to_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUBLIC_URL")

    ended = poster("--ward", "00316")

    assert ended.exit_code == 2
    assert "set PUBLIC_URL, or TELEGRAM_TOKEN" in ended.output


def test_arrivals_are_told_by_poster(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'told.db'}"
    monkeypatch.setenv("DATABASE_URL", url)

    async def come() -> None:
        await migrate(url)
        database = Database(make_engine(url))
        clock = FixedClock()
        for key, ward, slug in (("1", "00316", CERTIFICATE), ("2", "00316", CERTIFICATE), ("3", "99999", None)):
            await count_arrival(database, clock, update_key=key, ward=ward, procedure=slug)
        await database.close()

    asyncio.run(come())
    told = CliRunner().invoke(app, ["arrivals", "--since", "2026-11-24"])
    later = CliRunner().invoke(app, ["arrivals", "--since", "2199-01-01"])

    assert told.exit_code == 0, told.output
    assert told.output.splitlines() == [f"00316\tPhường Định Công\t{CERTIFICATE}\t2", "99999\t?\t-\t1"]
    assert later.output == ""
