"""What is written down about a question: a count always, the question itself only with consent."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.clock import Clock
from storage.repositories.conversations import Touch
from storage.repositories.questions import Question
from storage.rules.consents import Purpose
from storage.rules.days import day_in_hanoi
from storage.rules.people import Address
from storage.rules.redaction import redact
from storage.rules.retention import CONVERSATION_FORGOTTEN_AFTER
from storage.unit_of_work import OpenWork, UnitOfWork

NEVER_KEPT = frozenset({"screened"})
"""Outcomes whose question is not kept even with consent: secrets, emergencies, denunciations."""


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question and what became of it; `text` is as typed and leaves this action redacted or not at all.

    `private`: never kept, whatever was agreed to.
    """

    text: str
    outcome: str
    route: str | None = None
    topic: str | None = None
    procedure: str | None = None
    aspect: str | None = None
    confidence: float | None = None
    private: bool = False


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
    answer = _Answer(citizen, conversation, update_key, question, context, clock.now())
    return await uow.together(_record_answers, answer)


@dataclass(frozen=True, slots=True, eq=False)
class _Answer:
    citizen: Address
    conversation: str
    update_key: str | None
    question: AnsweredQuestion
    context: Mapping[str, Any]
    at: datetime

    def touch(self) -> Touch:
        since = self.at - CONVERSATION_FORGOTTEN_AFTER
        return Touch(self.citizen.channel, self.conversation, self.at, since, {"context": dict(self.context)})

    def redacted(self) -> Question:
        asked = self.question
        return Question(
            channel=self.citizen.channel,
            text=redact(asked.text),
            outcome=asked.outcome,
            route=asked.route,
            topic=asked.topic,
            procedure=asked.procedure,
            aspect=asked.aspect,
            confidence=asked.confidence,
            asked_at=self.at,
        )


async def _record_answers(work: UnitOfWork, answers: Sequence[_Answer]) -> tuple[AnswerRecorded, ...]:
    keys = {answer.update_key: answer.at for answer in answers if answer.update_key is not None}
    unseen: set[str | None] = {*await work.effects.record_all(keys, "answer")}
    new = []
    for answer in answers:
        if answer.update_key is None or answer.update_key in unseen:
            unseen.discard(answer.update_key)  # twice in one group is seen before, too
            new.append(answer)
    counted = Counter((day_in_hanoi(a.at), a.question.topic or "", a.question.outcome) for a in new)
    await work.questions.count_all(counted)
    await work.conversations.record([answer.touch() for answer in new])
    agreed = await work.consents.list_agreed({answer.citizen for answer in new}, Purpose.IMPROVE_ANSWERS)
    may = [a for a in new if not a.question.private and a.question.outcome not in NEVER_KEPT]
    kept = [a for a in may if a.citizen in agreed]
    await work.questions.record([(agreed[answer.citizen], answer.redacted()) for answer in kept])
    return tuple(AnswerRecorded(repeated=answer not in new, kept=answer in kept) for answer in answers)
