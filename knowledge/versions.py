"""A version for every fact: a hash of all that is told of it, so that other words are known to be other words."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from knowledge.catalogue import Catalogue
from knowledge.model import Fact, Paper
from knowledge.scams import Sign


@dataclass(frozen=True, slots=True)
class VersionedFact:
    """A fact with the hash of what is told of it; `procedure` is a slug, the id of a journey or SCAMS."""

    procedure: str
    fact: str
    version: str
    aspect: str
    text: str


def list_versions(catalogue: Catalogue) -> Iterator[VersionedFact]:
    """Every fact that citizens may be told, with its version: 16 hexadecimal digits."""
    for home, aspect, fact in catalogue.list_facts():
        yield VersionedFact(home, fact.id, _hash(_told(fact)), aspect.value, fact.text)


def digest_of(catalogue: Catalogue) -> str:
    """One version for all of the facts together."""
    digest = blake2b(digest_size=8)
    for home, aspect, fact in catalogue.list_facts():
        digest.update(f"{home}\n{fact.id}\n{aspect.value}\n{_told(fact)}\n".encode())
    return digest.hexdigest()


def _told(fact: Fact) -> str:
    """What people are told of a fact, and whom and when; not where it comes from or when it was last checked."""
    said: list[Any] = [fact.text, fact.ahead, fact.ended, fact.certainty.value, sorted(fact.when.items()), fact.ask]
    said += [str(fact.starts_on or ""), str(fact.ends_on or ""), [reading.text for reading in fact.readings]]
    if isinstance(fact, Paper):
        said += [fact.name, fact.need.value, fact.not_counting]
    if isinstance(fact, Sign):
        said.append(fact.name)
    return json.dumps(said, ensure_ascii=False)


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
