"""Load the content and check it: every finding names the file, the line, the key and the mend."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from knowledge.caching import NO_CACHE, Cache
from knowledge.follow_ups import unfounded
from knowledge.model import Aspect, Case, Contact, Fact, Journey, Neighbour, Procedure, Source, Topic
from knowledge.scams import Scams
from knowledge.text import fold

T = TypeVar("T")
Key = tuple[str | int, ...]
"""The path of keys and places that leads to a value in a file."""

CONTENT = Path(__file__).parent / "content"
KEPT = "content"
"""The name of the parsed content among what is kept."""

SCAMS = "scams"
"""The home of the signs of scams, among the slugs and the ids of journeys."""

_PROCEDURES: TypeAdapter[Procedure | None] = TypeAdapter(Procedure)
_SOURCES: TypeAdapter[Mapping[str, Source]] = TypeAdapter(dict[str, Source])
_CONTACTS: TypeAdapter[Mapping[str, Contact]] = TypeAdapter(dict[str, Contact])
_TOPICS = TypeAdapter(tuple[Topic, ...])
_NEIGHBOURS = TypeAdapter(tuple[Neighbour, ...])
_JOURNEYS = TypeAdapter(tuple[Journey, ...])
_SCAMS = TypeAdapter(Scams)
_NO_SCAMS = Scams(title=SCAMS, checked_on=date.min, review_by=date.max)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something wrong in the content, where it stands and how to mend it. `line` counts from 1."""

    file: str
    line: int
    key: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.problem}"


class ContentError(Exception):
    """The content cannot be loaded. `findings` say why, file by file."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(map(str, self.findings)))


@dataclass(frozen=True)
class Catalogue:
    """All content in memory, immutable. Procedures are in the order of topics, then of file names."""

    procedures: Mapping[str, Procedure]
    neighbours: tuple[Neighbour, ...]
    topics: tuple[Topic, ...]
    sources: Mapping[str, Source]
    contacts: Mapping[str, Contact]
    journeys: tuple[Journey, ...] = ()
    scams: Scams = _NO_SCAMS
    files: Mapping[str, Path] = field(default_factory=dict, compare=False)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Title of every slug we can name, procedures not written yet among them."""
        return {n.id: n.title for n in self.neighbours} | {s: p.title for s, p in self.procedures.items()}

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """Title of every home of facts, in the order of the menu: slugs, ids of journeys, SCAMS."""
        written = {slug: p.title for slug, p in self.procedures.items()}
        return written | {j.id: j.title for j in self.journeys} | {SCAMS: self.scams.title}

    @cached_property
    def named_facts(self) -> Mapping[str, Fact]:
        """Every fact of a procedure by its whole name, slug/id."""
        return {f"{slug}/{fact.id}": fact for slug, p in self.procedures.items() for _, fact in p.facts()}

    def list_topics(self) -> tuple[Topic, ...]:
        """The topics that hold at least one procedure, in menu order."""
        held = {p.topic for p in self.procedures.values()}
        return tuple(t for t in self.topics if t.id in held)

    def list_procedures(self, topic: str) -> tuple[Procedure, ...]:
        """The procedures on one shelf of the menu."""
        return tuple(p for p in self.procedures.values() if p.topic == topic)

    def list_facts(self) -> Iterator[tuple[str, Aspect, Fact]]:
        """Every fact that citizens may be told, papers, steps of journeys and signs of scams among them, with its home:
        a slug, the id of a journey, or SCAMS."""
        for slug, procedure in self.procedures.items():
            yield from ((slug, aspect, fact) for aspect, fact in procedure.facts())
            yield from ((slug, Aspect.DOCUMENTS, paper) for paper in procedure.papers)
        for journey in self.journeys:
            yield from ((journey.id, Aspect.STEPS, step) for step in journey.steps)
        yield from ((SCAMS, Aspect.OVERVIEW, sign) for sign in self.scams.signs)

    def publishers(self, facts: Iterable[Fact]) -> tuple[str, ...]:
        """Who published what these facts rest on, each once, in the order of the facts."""
        ids = (s for f in facts for s in (*f.sources, *(r for reading in f.readings for r in reading.sources)))
        return tuple(dict.fromkeys(self.sources[i].publisher for i in ids))

    def list_stale(self, on: date) -> tuple[Procedure, ...]:
        """The procedures due for review on that day, the longest overdue first."""
        return tuple(sorted((p for p in self.procedures.values() if p.review_by <= on), key=lambda p: p.review_by))


def read_yaml(path: Path) -> Any:
    """Parse one YAML file with the C loader; a syntax error becomes a ContentError."""
    return _parse(path, path.read_bytes())


def _parse(path: Path, text: bytes) -> Any:
    try:
        return yaml.load(text.decode("utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError([Finding(path.name, line, "yaml", f"not valid YAML: {error.problem}")]) from error


class _Files:
    """The files of a content folder. Parsing is most of loading them, so that what was parsed is kept as JSON."""

    def __init__(self, folder: Path, cache: Cache) -> None:
        self._folder, self._cache = folder, cache
        paths = sorted((*folder.glob("*.yaml"), *folder.glob("procedures/*/*.yaml")))
        self._texts = {self._name(path): path.read_bytes() for path in paths}
        kept = cache.read(KEPT, self._parts())
        self._known: dict[str, Any] = json.loads(kept) if kept is not None else {}
        self._is_kept = kept is not None

    def parse(self, path: Path) -> Any:
        """What stands in a file. Raises FileNotFoundError, or ContentError where it is no YAML."""
        name = self._name(path)
        if name not in self._texts:
            raise FileNotFoundError(path)
        if name not in self._known:
            self._known[name] = _parse(path, self._texts[name])
        return self._known[name]

    def keep(self) -> None:
        """Keep what was parsed; only what was found to be right, since JSON tells days from texts no longer."""
        if not self._is_kept:
            text = json.dumps(self._known, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
            self._cache.write(KEPT, self._parts(), text.encode())

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _parts(self) -> Iterator[bytes]:
        return (part for name, text in self._texts.items() for part in (name.encode(), text))


def load_catalogue(folder: Path = CONTENT, cache: Cache = NO_CACHE) -> Catalogue:
    """Read and validate the whole content. Raises ContentError with every schema finding at once."""
    findings: list[Finding] = []
    held = _Files(folder, cache)
    procedures: dict[str, Procedure] = {}
    files: dict[str, Path] = {}
    topics = _read(held, folder / "topics.yaml", _TOPICS, findings, ())
    order = {t.id: i for i, t in enumerate(topics)}
    paths = sorted(folder.glob("procedures/*/*.yaml"), key=lambda p: (order.get(p.parent.name, 99), p.name))
    for path in paths:
        procedure = _read(held, path, _PROCEDURES, findings, None)
        if procedure is not None:
            procedures[procedure.slug] = procedure
            files[procedure.slug] = path
    catalogue = Catalogue(
        procedures=procedures,
        neighbours=_read(held, folder / "neighbours.yaml", _NEIGHBOURS, findings, ()),
        topics=topics,
        sources=_read(held, folder / "sources.yaml", _SOURCES, findings, {}),
        contacts=_read(held, folder / "contacts.yaml", _CONTACTS, findings, {}),
        journeys=_read(held, folder / "journeys.yaml", _JOURNEYS, findings, ()),
        scams=_read(held, folder / "scams.yaml", _SCAMS, findings, _NO_SCAMS),
        files=files,
    )
    if findings:
        raise ContentError(findings)
    held.keep()
    return catalogue


def check_links(catalogue: Catalogue) -> tuple[Finding, ...]:
    """What the schema cannot see: ids that lead nowhere, ids used twice, wordings claimed twice."""
    found: list[Finding] = []
    for procedure in catalogue.procedures.values():
        path = catalogue.files[procedure.slug]
        found += (find_in(path, *problem) for problem in _dangling(catalogue, procedure, path))
        found += (find_in(path, *problem) for problem in _unfounded_follow_ups(procedure))
    journeys = CONTENT / "journeys.yaml"
    found += (find_in(journeys, *problem) for problem in _astray(catalogue))
    found += (find_in(CONTENT / "scams.yaml", *problem) for problem in _unfounded(catalogue))
    found += _claimed_twice(catalogue)
    return tuple(sorted(found))


def _dangling(catalogue: Catalogue, procedure: Procedure, path: Path) -> Iterator[tuple[Key, str]]:
    if (path.parent.name, path.stem) != (procedure.topic, procedure.slug):
        yield ("slug",), f"the file should be procedures/{procedure.topic}/{procedure.slug}.yaml"
    if procedure.topic not in {t.id for t in catalogue.topics}:
        yield ("topic",), f"no topic {procedure.topic!r} in topics.yaml"
    for i, slug in enumerate(procedure.related):
        if slug not in catalogue.titles:
            yield ("related", i), f"no procedure {slug!r}; write it, or add it to neighbours.yaml as unwritten"
    seen: set[str] = set()
    sections: list[tuple[str, tuple[Fact, ...]]] = [(a.value, procedure.section(a)) for a in Aspect]
    sections += [("faqs", procedure.faqs), ("papers", procedure.papers)]
    for section, facts in sections:
        for i, fact in enumerate(facts):
            if fact.id in seen:
                yield (section, i, "id"), f"the id {fact.id!r} is used twice in this file; rename one"
            seen.add(fact.id)
            for key, problem in _dangling_fact(catalogue, fact, procedure.cases):
                yield (section, i, key), problem


def _unfounded_follow_ups(procedure: Procedure) -> Iterator[tuple[Key, str]]:
    """Follow-ups that take numbers from where there are none, and ids used twice."""
    ids = [follow_up.id for follow_up in procedure.follow_ups]
    for i, follow_up in enumerate(procedure.follow_ups):
        if follow_up.id in ids[:i]:
            yield ("follow_ups", i, "id"), f"the id {follow_up.id!r} is used twice in this file; rename one"
        for problem in unfounded(follow_up, procedure):
            yield ("follow_ups", i), problem


def _astray(catalogue: Catalogue) -> Iterator[tuple[Key, str]]:
    """Steps of journeys that lead nowhere, or that wait for one that does not come before them."""
    for i, journey in enumerate(catalogue.journeys):
        if journey.id in catalogue.titles:
            yield (i, "id"), f"{journey.id!r} is a procedure's or a neighbour's id too; rename it"
        before: set[str] = set()
        for j, step in enumerate(journey.steps):
            at: Key = (i, "steps", j)
            if step.procedure not in catalogue.procedures:
                yield (*at, "procedure"), f"no procedure {step.procedure!r}"
            for other in step.after:
                if other not in before:
                    yield (*at, "after"), f"waits for {other!r}, which is no step before it: a circle, or a slip"
            before.add(step.id)
            for key, problem in _dangling_fact(catalogue, step, {}):
                yield (*at, key), problem


def _unfounded(catalogue: Catalogue) -> Iterator[tuple[Key, str]]:
    """Signs of scams that rest on nothing known, facts named there that are none, ids used twice."""
    scams = catalogue.scams
    for i, sign in enumerate(scams.signs):
        for key, problem in _dangling_fact(catalogue, sign, {}):
            yield ("signs", i, key), problem
    for at, name in scams.fact_names():
        if name not in catalogue.named_facts:
            yield at, f"no fact {name!r}; write procedure/id as in its file"
    for section, held in (("signs", scams.signs), ("kinds", scams.kinds), ("losses", scams.losses)):
        ids = [one.id for one in held]
        for i, one in enumerate(ids):
            if one in ids[:i]:
                yield (section, i, "id"), f"the id {one!r} is used twice in this file; rename one"


def _dangling_fact(catalogue: Catalogue, fact: Fact, cases: Mapping[str, Case]) -> Iterator[tuple[str, str]]:
    for source in (*fact.sources, *(s for r in fact.readings for s in r.sources)):
        if source not in catalogue.sources:
            yield "sources", f"no source {source!r} in sources.yaml"
    for contact in fact.ask:
        if contact not in catalogue.contacts:
            yield "ask", f"no contact {contact!r} in contacts.yaml"
    for case, values in fact.when.items():
        known = cases[case].values if case in cases else {}
        for value in values:
            if value not in known:
                yield "when", f"no case {case}: {value}; declare it under cases"


def _claimed_twice(catalogue: Catalogue) -> Iterator[Finding]:
    owners: dict[str, tuple[str, str]] = {}
    wordings = [
        (p.slug, catalogue.files[p.slug], key, i, w)
        for p in catalogue.procedures.values()
        for key, words in (("names", p.names), ("phrasings", p.phrasings))
        for i, w in enumerate(words)
    ]
    neighbours = CONTENT / "neighbours.yaml"
    others: tuple[Neighbour | Journey, ...] = (*catalogue.neighbours, *catalogue.journeys)
    wordings += [(n.id, neighbours, "names", 0, w) for n in others for w in (*n.names, *n.phrasings)]
    for owner, path, key, i, wording in wordings:
        other, _ = owners.setdefault(fold(wording), (owner, key))
        if other != owner:
            at = (key, i) if path is not neighbours else ()
            yield find_in(path, at, f"{wording!r} is claimed by {other} too; keep it in one of them")
    for procedure in catalogue.procedures.values():
        own = {fold(w) for w in (*procedure.names, *procedure.phrasings)}
        own |= {fold(q) for f in procedure.faqs for q in f.questions}
        for i, sample in enumerate(procedure.samples):
            if fold(sample) in own:
                yield find_in(
                    catalogue.files[procedure.slug],
                    ("samples", i),
                    f"{sample!r} equals a phrasing, so it checks nothing; ask it differently",
                )


def _read(held: _Files, path: Path, adapter: TypeAdapter[T], findings: list[Finding], default: T) -> T:
    """Parse and validate one file; what is wrong is added to the findings."""
    try:
        return adapter.validate_python(held.parse(path))
    except FileNotFoundError:
        findings.append(Finding(_short(path), 1, path.stem, "the file is missing; create it"))
    except ContentError as error:
        findings.extend(error.findings)
    except ValidationError as error:
        findings.extend(find_in(path, e["loc"], e["msg"]) for e in error.errors())
    return default


def find_in(path: Path, at: tuple[Any, ...], problem: str) -> Finding:
    """A finding at a key path of a content file, with its line."""
    return Finding(_short(path), line_of(path, at), ".".join(map(str, at)) or path.stem, problem)


def _short(path: Path) -> str:
    return path.relative_to(CONTENT).as_posix() if path.is_relative_to(CONTENT) else path.name


def line_of(path: Path, at: Iterable[Any]) -> int:
    """The line (from 1) of a key path in a YAML file, or of its nearest ancestor that exists."""
    node = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    line = 1
    for step in at:
        if isinstance(node, yaml.MappingNode):
            pairs = {k.value: (k, v) for k, v in node.value}
            if str(step) not in pairs:
                break
            key, node = pairs[str(step)]
            line = key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line
