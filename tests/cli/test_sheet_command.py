"""`tungngo sheet`: a file, or one line that says what to write instead."""

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli import app
from knowledge.answering import Answerer
from tests.sheets.reading import reader, words

CERTIFICATE = "phieu-ly-lich-tu-phap"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(answerer: Answerer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("knowledge.answering.build_answerer", lambda **_: answerer)  # read once, not at each command


def sheet(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["sheet", *arguments, "--to", "to.pdf", "--on", "2026-11-24"])


def test_a_sheet_is_written_for_a_case() -> None:
    done = sheet(CERTIFICATE, "--case", "who=self", "--case", "way=online", "--ticked", "paper-vneid")

    pdf = Path("to.pdf").read_bytes()
    assert done.exit_code == 0, done.output
    assert "to.pdf" in done.output
    assert "Trên VNeID" in words(pdf)
    assert "24/11/2026" in words(pdf)
    assert len(reader(pdf).pages) == 1


def test_a_public_address_stands_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://hoi.example.vn")
    sheet(CERTIFICATE)

    assert "hoi.example.vn/?mo=phieu-ly-lich-tu-phap" in words(Path("to.pdf").read_bytes())


@pytest.mark.parametrize(
    ("arguments", "mend"),
    [
        (["phieu-ly-lich"], "did you mean phieu-ly-lich-tu-phap?"),
        (["zzz"], "there are: phieu-ly-lich-tu-phap"),
        (["canh-bao-lua-dao"], "write `papers:` in its file"),
        ([CERTIFICATE, "--case", "who"], "NAME=VALUE, such as who=self"),
        ([CERTIFICATE, "--case", "whoo=self"], "did you mean who?"),
        ([CERTIFICATE, "--case", "who=cat"], "there are: self, child"),
        ([CERTIFICATE, "--ticked", "nothing"], "there are: paper-vneid"),
    ],
)
def test_what_is_not_known_is_named_with_what_there_is(arguments: list[str], mend: str) -> None:
    ended = sheet(*arguments)

    assert ended.exit_code == 2
    assert mend in " ".join(ended.output.split())
    assert not Path("to.pdf").exists()


def test_a_file_that_cannot_be_written_says_so() -> None:
    ended = CliRunner().invoke(app, ["sheet", CERTIFICATE, "--to", "no-folder/to.pdf"])

    assert ended.exit_code == 2
    assert "choose another file with --to" in ended.output
