"""How the message scorer is learnt: messages written for it, and the questions of the content as innocent ones.

Samples are left out, so that they can still tell whether it takes a question for a message.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field, TypeAdapter

from knowledge.answering import Answerer
from knowledge.catalogue import CONTENT, Finding, read_yaml
from knowledge.classifying import read_learnt, write_learnt
from knowledge.learning import Example, learn_part
from knowledge.messages import FILE, OTHER, SCAM, features
from knowledge.model import Frozen, Line
from knowledge.warning import REPORTING, WARNING

MESSAGES = CONTENT / "messages.yaml"

_QUESTION = 0.15
"""What a question of the content counts beside a message: there are twenty times as many."""
_PENALTY = 3.0
_SHARPNESS = 4.0
_LEAST = 0.05


class MessageFile(Frozen):
    """What stands in content/messages.yaml: kind → messages. The kinds of scams are left out one by one to measure."""

    scams: dict[str, tuple[Line, ...]] = Field(min_length=2)
    innocent: dict[str, tuple[Line, ...]] = Field(min_length=2)


def load_messages(path: Path = MESSAGES) -> MessageFile:
    """Read and validate one file of messages. Raises ContentError."""
    return TypeAdapter(MessageFile).validate_python(read_yaml(path))


def message_examples(answerer: Answerer, file: MessageFile) -> Iterator[Example]:
    """Everything there is to learn from, in the order of the files: messages, then questions that are none."""
    for label, text in _messages(file):
        yield Example(label, features(answerer.warner.signs.read(text)), 1.0)
    for text in _questions(answerer):
        yield Example(OTHER, features(answerer.warner.signs.read(text)), _QUESTION)


def message_fingerprint(answerer: Answerer, file: MessageFile) -> str:
    """A short name for what there is to learn from: it changes with any message or question, and with any sign."""
    found = hashlib.sha256(repr(tuple(_questions(answerer))).encode())
    for label, text in _messages(file):
        found.update(repr((label, sorted(features(answerer.warner.signs.read(text)).items()))).encode())
    return found.hexdigest()[:16]


def check_messages(answerer: Answerer, path: Path = CONTENT / FILE) -> tuple[Finding, ...]:
    """A finding where the file was learnt from other messages, questions or signs than these."""
    learnt_from = read_learnt(path, SCAM)["fingerprint"] if path.exists() else None
    if learnt_from == message_fingerprint(answerer, load_messages()):
        return ()
    return (Finding(path.name, 1, "fingerprint", "learnt from other messages than these: make learn"),)


def learn_messages(answerer: Answerer, path: Path = CONTENT / FILE) -> int:
    """Learn from the messages, write the file, count the weights kept. Raises ImportError without scikit-learn."""
    file = load_messages()
    part = learn_part(tuple(message_examples(answerer, file)), _PENALTY, _SHARPNESS, least=_LEAST)
    write_learnt(path, {"fingerprint": message_fingerprint(answerer, file), SCAM: part})
    return sum(len(digits) // 4 for digits in part["weights"].values())


def _messages(file: MessageFile) -> Iterator[tuple[str, str]]:
    for label, kinds in ((SCAM, file.scams), (OTHER, file.innocent)):
        yield from ((label, text) for texts in kinds.values() for text in texts)


def _questions(answerer: Answerer) -> Iterator[str]:
    """Every question in the content but the samples, in its order. Those about scams tell what a scammer said."""
    catalogue = answerer.catalogue
    for slug, procedure in catalogue.procedures.items():
        if slug not in (WARNING, REPORTING):
            yield from (*procedure.names, *procedure.phrasings, *procedure.must_not)
            yield from (text for faq in procedure.faqs for text in faq.questions)
            yield from (text for texts in procedure.asked.values() for text in texts)
    yield from (text for journey in catalogue.journeys for text in (*journey.names, *journey.phrasings))
    yield from (text for neighbour in catalogue.neighbours for text in (*neighbour.names, *neighbour.phrasings))
    for route in answerer.router.routes:
        yield from (text for intent in route.intents for text in intent.examples)
