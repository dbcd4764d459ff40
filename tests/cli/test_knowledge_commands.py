"""The commands that need only content: what they print, what they read, and how they end when a line is bad."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from bot import cli_knowledge
from bot.cli_knowledge import add_knowledge_commands
from knowledge.answering import Answerer
from knowledge.catalogue import ContentError, Finding

Run = Callable[..., Result]
DAY = ("--on", "2026-11-24")
ASKED = "lý lịch tư pháp hết bao nhiêu tiền"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, answerer: Answerer) -> Run:
    """Run a command, the content loaded once for all of them: run("ask", "câu hỏi", said=…)."""
    app = typer.Typer()
    add_knowledge_commands(app)
    monkeypatch.setattr(cli_knowledge, "build_answerer", lambda **_: answerer)
    runner = CliRunner()

    def ran(*arguments: str, said: str | bytes = "") -> Result:
        return runner.invoke(app, arguments, input=said)

    return ran


def lines(*rows: Any) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def read(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_ask_prints_the_answer_for_that_day(run: Run) -> None:
    now, later = run("ask", *DAY, ASKED), run("ask", "--on", "2027-03-01", ASKED)

    assert (now.exit_code, later.exit_code) == (0, 0)
    assert "200.000 đồng" in now.stdout
    assert "28/02/2027 nếu" in now.stdout
    assert "28/02/2027 nếu" not in later.stdout


def test_ask_without_a_question_asks_what_is_wanted(run: Run) -> None:
    result = run("ask", *DAY)

    assert result.exit_code == 0
    assert "?" in result.stdout


@pytest.mark.parametrize("day", ["hôm nay", "24/11/2026", "2026-13-01"])
def test_a_day_that_is_none_is_refused(run: Run, day: str) -> None:
    assert run("ask", "--on", day, ASKED).exit_code == 2


def test_ask_answers_each_line_with_one_line(run: Run) -> None:
    said = lines({"id": "a", "text": ASKED}, {"id": 2, "text": "cảm ơn"}, {"id": "c", "text": "phí"})

    result = run("ask", "--jsonl", *DAY, said=said)

    assert result.exit_code == 0
    answers = read(result)
    assert [a["id"] for a in answers] == ["a", 2, "c"]
    assert [a["status"] for a in answers] == ["answered", "routed", "clarify"]
    assert all(
        list(a) == ["id", "status", "route", "procedures", "aspect", "case", "confidence", "text"] for a in answers
    )
    first = answers[0]
    assert (first["procedures"][0], first["aspect"], first["route"]) == ("phieu-ly-lich-tu-phap", "fee", None)
    assert all(0 <= a["confidence"] <= 1 and len(a["procedures"]) <= 3 and len(a["text"]) <= 1200 for a in answers)


def test_ask_keeps_what_a_conversation_is_about_and_no_other(run: Run) -> None:
    said = lines(
        {"id": 1, "text": ASKED, "conversation": "x"},
        {"id": 2, "text": "sổ sức khỏe điện tử là gì", "conversation": "y"},
        {"id": 3, "text": "thế mấy ngày có", "conversation": "x"},
        {"id": 4, "text": "thế mấy ngày có"},
    )

    follow_up, alone = read(run("ask", "--jsonl", *DAY, said=said))[2:]

    assert (follow_up["procedures"][0], follow_up["aspect"]) == ("phieu-ly-lich-tu-phap", "time")
    assert alone["status"] != "answered"


def test_ask_skips_blank_lines_and_survives_broken_bytes(run: Run) -> None:
    said = b'\n  \n{"id": 1, "text": "l\xc3\xbd l\xff\xfe \\ud83d \\u0000"}\n\n'

    result = run("ask", "--jsonl", *DAY, said=said)

    assert result.exit_code == 0
    assert len(read(result)) == 1


@pytest.mark.parametrize("command", ["ask", "place"])
@pytest.mark.parametrize("bad", ["not json", "[]", "3", '{"id": 1}', '{"text": "x"}'])
def test_a_bad_line_is_named_by_its_number_and_the_command_fails(run: Run, command: str, bad: str) -> None:
    result = run(command, "--jsonl", said=f'{{"id": 1, "text": "Ba Đình"}}\n\n{bad}\n')

    assert result.exit_code == 2
    assert "line 3" in result.stderr
    assert len(read(result)) == 1


def test_place_names_wards_communes_and_district(run: Run) -> None:
    said = lines(
        {"id": "w", "text": "phường Ba Đình"},
        {"id": "d", "text": "quận Ba Đình"},
        {"id": "b", "text": "ba đình"},
        {"id": "s", "text": "phường Đại Kim, quận Hoàng Mai"},
        {"id": "n", "text": "Hà Nội"},
    )

    result = run("place", "--jsonl", said=said)

    assert result.exit_code == 0
    ward, district, bare, split, none = read(result)
    assert list(ward) == ["id", "wards", "communes", "district", "ambiguous"]
    assert ward == {"id": "w", "wards": ["00004"], "communes": [], "district": None, "ambiguous": False}
    assert district == {"id": "d", "wards": [], "communes": [], "district": "001", "ambiguous": False}
    assert bare["ambiguous"] is True
    assert (bare["wards"], bare["district"]) == (["00004"], "001")
    assert len(split["wards"]) > 1
    assert (len(split["communes"]), split["district"]) == (1, "008")
    assert none == {"id": "n", "wards": [], "communes": [], "district": None, "ambiguous": False}


def test_place_reads_one_text_too(run: Run) -> None:
    (found,) = read(run("place", "phường Bạch Mai"))

    assert (found["id"], len(found["wards"])) == (None, 1)


@pytest.fixture
def rows(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of rows to be scored."""

    def written(*lines_of: Any) -> Path:
        path = tmp_path / "rows.jsonl"
        path.write_text("\n\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines_of), "utf-8")
        return path

    return written


def test_eval_scores_a_file_as_json(run: Run, rows: Callable[..., Path]) -> None:
    file = rows(
        {"id": "1", "text": ASKED, "expect": ["phieu-ly-lich-tu-phap"], "aspect": "fee"},
        {"id": "2", "text": "xin chào", "expect": ["the-can-cuoc"], "aspect": "fee"},
    )

    result = run("eval", str(file), "--json", *DAY)

    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert report["shares"]["first"] == {"right": 1, "n": 2}
    assert report["shares"]["aspect"] == {"right": 1, "n": 1}
    assert [(m["id"], m["expect"], m["route"]) for m in report["misses"]] == [("2", ["the-can-cuoc"], "chitchat")]
    assert report["longest"] >= report["median_length"] > 0


def test_eval_prints_n_beside_every_percentage_and_every_miss(run: Run, rows: Callable[..., Path]) -> None:
    result = run("eval", str(rows({"id": "miss-1", "text": "xin chào", "expect": ["the-can-cuoc"]})), *DAY)

    assert result.exit_code == 0
    assert "(0/1)" in result.stdout
    assert "miss-1" in result.stdout
    assert "1 misses" in result.stdout


@pytest.mark.parametrize("bad", ["not json", "[]", '{"text": "x"}'])
def test_eval_names_the_bad_line_of_its_file(run: Run, rows: Callable[..., Path], bad: str) -> None:
    result = run("eval", str(rows({"id": "1", "text": "x", "expect": "chitchat"}, bad)), *DAY)

    assert result.exit_code == 2
    assert "line 3" in result.stderr


def test_eval_refuses_a_file_of_no_kind_it_knows(run: Run, rows: Callable[..., Path], tmp_path: Path) -> None:
    assert run("eval", str(rows({"id": "1", "words": "x"})), *DAY).exit_code == 2
    assert run("eval", str(rows()), *DAY).exit_code == 2
    assert run("eval", str(tmp_path / "nowhere.jsonl"), *DAY).exit_code == 2


def test_content_stale_lists_what_is_due_the_longest_overdue_first(run: Run) -> None:
    early, late = run("content", "stale", "--on", "2000-01-01"), run("content", "stale", "--on", "2100-01-01")

    assert (early.exit_code, early.stdout) == (0, "")
    days = [line.split()[0] for line in late.stdout.splitlines()]
    assert days
    assert days == sorted(days)


def test_content_check_fails_and_names_each_finding(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = Finding("a.yaml", 7, "fee.0", "mend it")
    monkeypatch.setattr(cli_knowledge, "check_links", lambda catalogue: (finding,))
    monkeypatch.setattr(cli_knowledge, "check_wordings", lambda answerer: ())

    result = run("content", "check")

    assert result.exit_code == 1
    assert "a.yaml:7: fee.0: mend it" in result.stdout


def test_learning_writes_the_files_it_is_told_to(
    run: Run, answerer: Answerer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[Answerer, Path]] = []
    monkeypatch.setattr(cli_knowledge, "learn", lambda of, to: asked.append((of, to)) or 1234)
    monkeypatch.setattr(cli_knowledge, "learn_messages", lambda of, to: asked.append((of, to)) or 567)
    words, messages = tmp_path / "classifier.json.gz", tmp_path / "messages.json.gz"
    result = run("content", "learn", "--to", str(words), "--messages", str(messages))

    assert result.exit_code == 0
    assert result.output == "classifier.json.gz: 1,234 weights\nmessages.json.gz: 567 weights\n"
    assert asked == [(answerer, words), (answerer, messages)]


def test_without_the_developers_packages_learning_names_the_mend(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: Any) -> int:
        raise ImportError("No module named 'sklearn'")

    monkeypatch.setattr(cli_knowledge, "learn", missing)
    result = run("content", "learn")

    assert result.exit_code == 2
    assert "[dev]" in result.output


def test_learning_from_faulty_content_names_the_faults(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(**_: object) -> Answerer:
        raise ContentError([Finding("topics.yaml", 3, "title", "missing")])

    monkeypatch.setattr(cli_knowledge, "build_answerer", faulty)
    result = run("content", "learn")

    assert result.exit_code == 1
    assert "topics.yaml:3" in result.output


def test_the_page_of_sources_is_printed_or_written(run: Run, tmp_path: Path) -> None:
    printed = run("content", "sources")
    written = run("content", "sources", "--to", str(tmp_path / "sources.md"))

    assert printed.exit_code == written.exit_code == 0
    assert printed.output.rstrip("\n") == (tmp_path / "sources.md").read_text("utf-8").rstrip("\n")
