"""One assistant for all tests of knowledge: it is immutable, so that building it once is enough."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import settings

from knowledge.answer import Answer, Context, Question
from knowledge.answering import Answerer, build_answerer
from knowledge.lexicon import Lexicon
from knowledge.reading.places import Places
from knowledge.routing import Router

# The same examples on every run, and nothing written to disk: a failure here is one anybody can repeat.
settings.register_profile("repeatable", derandomize=True, database=None, deadline=None, max_examples=100)
settings.load_profile("repeatable")

Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def today() -> date:
    """The one day of these tests, in Hanoi."""
    return date(2026, 11, 24)


@pytest.fixture(scope="session")
def answerer() -> Answerer:
    """The assistant on the shipped content."""
    return build_answerer()


@pytest.fixture(scope="session")
def lexicon(answerer: Answerer) -> Lexicon:
    """The shipped lexicon."""
    return answerer.lexicon


@pytest.fixture(scope="session")
def router(answerer: Answerer) -> Router:
    """The shipped routes."""
    return answerer.router


@pytest.fixture(scope="session")
def places() -> Places:
    """The places of Hanoi."""
    return Places.load()


@pytest.fixture(scope="session")
def ask(answerer: Answerer, today: date) -> Ask:
    """Ask one question: ask(text), ask(text, context), ask(text, on=day)."""

    def asked(text: str, context: Context | None = None, *, on: date = today) -> Answer:
        return answerer.answer(Question(text, on, context or Context()))

    return asked
