"""What is written down about a question: a count always, the question itself only with consent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.clock import Clock
from storage.repositories.questions import Question
from storage.rules.consents import Purpose
from storage.rules.days import day_in_hanoi
from storage.rules.people import Address
from storage.rules.redaction import redact
from storage.rules.retention import CONVERSATION_FORGOTTEN_AFTER
from storage.unit_of_work import OpenWork

NEVER_KEPT = frozenset({"screened"})
"""Outcomes whose question is not kept even with consent: secrets, emergencies, denunciations."""


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question and what became of it; `text` is as typed and leaves this action redacted or not at all."""

    text: str
    outcome: str
    route: str | None = None
    topic: str | None = None
    procedure: str | None = None
    aspect: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class AnswerRecorded:
    """`repeated`: this update was recorded before, nothing changed now. `kept`: the question was kept."""

    repeated: bool
    kept: bool


async def record_answer(
    uow: OpenWork,
    clock: Clock,
    *,
    citizen: Address,
    conversation: str,
    update_key: str | None,
    question: AnsweredQuestion,
    context: Mapping[str, Any],
) -> AnswerRecorded:
    """Record one answer before it is sent, in one transaction: count, context, and the question if agreed.

    `conversation` is the key that `get_state` reads; `context` is JSON-able and goes there.
    """
    now = clock.now()
    async with uow() as work:
        if not await work.effects.record(update_key, "answer", now):
            return AnswerRecorded(repeated=True, kept=False)
        await work.questions.count(question.topic or "", question.outcome, day_in_hanoi(now))
        since = now - CONVERSATION_FORGOTTEN_AFTER
        await work.conversations.record(citizen.channel, conversation, now, since, context=dict(context))
        agreed = await work.consents.find_agreed(citizen, Purpose.IMPROVE_ANSWERS)
        kept = agreed is not None and question.outcome not in NEVER_KEPT
        if agreed is not None and kept:
            await work.questions.record(
                agreed,
                Question(
                    channel=citizen.channel,
                    text=redact(question.text),
                    outcome=question.outcome,
                    route=question.route,
                    topic=question.topic,
                    procedure=question.procedure,
                    aspect=question.aspect,
                    confidence=question.confidence,
                    asked_at=now,
                ),
            )
        await work.commit()
    return AnswerRecorded(repeated=False, kept=kept)
