"""The content that ships is whole: `tungngo content check` finds nothing, and what people read is fit to be read."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot import cli_knowledge
from bot.cli_knowledge import add_knowledge_commands
from knowledge.answering import Answerer
from knowledge.citing import sources_page
from knowledge.model import Aspect, Fact
from knowledge.plainness import Plainness, check_plainness


@pytest.fixture(scope="module")
def facts(answerer: Answerer) -> list[tuple[str, Fact]]:
    """Every fact with the slug of its procedure."""
    return [(p.slug, f) for p in answerer.catalogue.procedures.values() for _, f in p.facts()]


@pytest.mark.no_cover
def test_content_check_passes(answerer: Answerer, monkeypatch: pytest.MonkeyPatch) -> None:
    app = typer.Typer()
    add_knowledge_commands(app)
    monkeypatch.setattr(cli_knowledge, "build_answerer", lambda **_: answerer)

    result = CliRunner().invoke(app, ["content", "check"])

    assert result.exit_code == 0, result.stdout
    assert str(len(answerer.catalogue.procedures)) in result.stdout


def test_every_topic_names_a_procedure_or_its_neighbours(answerer: Answerer) -> None:
    catalogue = answerer.catalogue
    topics = {t.id for t in catalogue.topics}

    assert {p.topic for p in catalogue.procedures.values()} <= topics
    assert {n.topic for n in catalogue.neighbours if n.topic} <= topics
    assert all(set(t.ask) <= set(catalogue.contacts) for t in catalogue.topics)
    assert all(set(n.ask) <= set(catalogue.contacts) for n in catalogue.neighbours)


def test_every_procedure_not_written_yet_says_so(answerer: Answerer) -> None:
    catalogue = answerer.catalogue

    assert not {n.id for n in catalogue.neighbours} & set(catalogue.procedures)
    assert all(n.topic for n in catalogue.neighbours if n.unwritten)


def test_no_review_date_lies_before_the_check(answerer: Answerer) -> None:
    for procedure in answerer.catalogue.procedures.values():
        assert procedure.review_by > procedure.checked_on, procedure.slug
        assert all(f.checked_on <= procedure.review_by for _, f in procedure.facts()), procedure.slug


def test_every_route_and_every_aspect_has_its_sentences(answerer: Answerer) -> None:
    said = [i.phrase for route in answerer.router.routes for i in route.intents]
    said += [f"aspect-{a.value}-{form}" for a in Aspect for form in ("label", "of")]

    assert [phrase for phrase in said if phrase not in answerer.phrases] == []


def test_a_fee_that_ends_leaves_another_in_force(answerer: Answerer) -> None:
    for procedure in answerer.catalogue.procedures.values():
        shown = [f for f in procedure.section(Aspect.FEE) if not f.detail]
        last = max((f.ends_on for f in shown if f.ends_on), default=None)
        after = last + timedelta(days=1) if last else None
        assert after is None or any(f.holds_on(after) for f in shown), procedure.slug


def test_what_people_read_is_plain_text(facts: list[tuple[str, Fact]]) -> None:
    for slug, fact in facts:
        for text in (fact.text, fact.ahead, fact.ended):
            if text is None:
                continue
            where = f"{slug}/{fact.id}"
            said = re.sub(r"\S+@\S+", "@", text)  # an address of mail may hold what markup is made of
            assert not re.search(r"[<>{}*_`]|\[\[|\s\s|^\s|\s$", said), where
            assert not re.search(r"\d{4}-\d{2}-\d{2}", text), where
            first = text.split()[0]  # with a capital somewhere (eTax, iHanoi), a number, an address, a quotation
            assert any(c.isupper() or c.isdigit() or c in ".“" for c in first), where


def test_a_money_amount_is_grouped_and_in_dong(facts: list[tuple[str, Fact]]) -> None:
    loose = [f"{slug}/{f.id}" for slug, f in facts if re.search(r"(?<![\d.,/])\d{4,} (?:đồng|đ)\b", f.text)]

    assert loose == []


def test_slugs_are_ascii_and_fit_callback_data(answerer: Answerer) -> None:
    for slug in answerer.catalogue.titles:
        assert slug.isascii()
        assert len(slug) <= 40


def test_every_source_has_a_publisher_and_an_address_that_a_browser_opens(answerer: Answerer) -> None:
    for source in answerer.catalogue.sources.values():
        assert source.publisher.strip()
        assert source.address is None or source.address.startswith(("https://", "http://"))


def test_every_text_reads_as_a_neighbour_would_say_it(answerer: Answerer) -> None:
    assert check_plainness(answerer.catalogue, Plainness.load()) == ()


def test_the_page_of_sources_is_that_of_the_content(answerer: Answerer) -> None:
    page = Path(__file__).parents[2] / "docs" / "sources.md"

    assert page.read_text("utf-8") == sources_page(answerer.catalogue), "tungngo content sources --to docs/sources.md"
