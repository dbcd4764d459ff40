"""Is it a scam? What a message shows, how sure that is, what to do now. Never says that a message is safe."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from knowledge.answer import Answer, Block, Context, Question, Status
from knowledge.catalogue import Catalogue
from knowledge.composing import Composer
from knowledge.lexicon import Lexicon
from knowledge.messages import MessageScorer
from knowledge.model import Aspect, Fact
from knowledge.phrases import Phrases
from knowledge.reading.scam_signs import LIKELY, SURELY, Findings, ScamSigns
from knowledge.scams import LinkKind
from knowledge.search import MessageTuning

WARNING, REPORTING = "canh-bao-lua-dao", "bao-cao-lua-dao"
"""The procedures that a checked message is about."""

_MOST_SIGNS = 4
_MOST_STEPS = 4
_PASTED = 9
"""Words from which a message may be somebody else's."""
LONG = 14
"""Words of a message that is hardly a question any more."""
_BARE = 3
"""Words beside an address up to which nothing but the address was meant."""
_TELLING = frozenset({LinkKind.PROGRAM, LinkKind.LOOKALIKE, LinkKind.DISGUISED})
_SURE = 0.8
"""Confidence from which what was given to be checked is a question of its own."""
_BRIEF = 30
"""Words up to which a message with no sign may be a question of the person's own."""


class Warner:
    """Checks messages. Immutable once built."""

    def __init__(
        self,
        catalogue: Catalogue,
        lexicon: Lexicon,
        phrases: Phrases,
        composer: Composer,
        scorer: MessageScorer,
        tuning: MessageTuning,
    ) -> None:
        self._catalogue = catalogue
        self._phrases = phrases
        self._composer = composer
        self._signs = {sign.id: sign for sign in catalogue.scams.signs}
        self.signs = ScamSigns(catalogue.scams, lexicon)
        self._scorer = scorer
        self._tuning = tuning

    def open_on(self, closed: frozenset[str]) -> bool:
        """Whether messages are checked at all: there is content for it, and it is not switched off."""
        return bool(self._signs) and WARNING in self._catalogue.procedures and WARNING not in closed

    def rather(self, answer: Answer, question: Question) -> Answer:
        """The check of a message, where it is somebody else's that was pasted or told; else the answer found for it."""
        if not self.open_on(question.closed) or answer.route == "emergency":
            return answer
        findings = self.signs.read(question.text)
        check = partial(self.check, findings, on=question.on)
        if self.is_pasted(findings):
            return check()
        if not self.is_told(findings):
            return check() if self.is_alike(findings, answer) else answer
        if answer.route == "personal_data" and findings.length >= LONG and not findings.questions:
            return check()  # somebody else asks for the code
        if answer.status is Status.ANSWERED and answer.procedures[0] == WARNING:
            about, sure = answer.procedures, answer.confidence
            return replace(check(), procedures=about, aspect=answer.aspect, confidence=sure)
        lost = answer.status in (Status.NO_MATCH, Status.CLARIFY) and findings.length >= LONG
        return check() if lost or self.is_alike(findings, answer) else answer

    def checked(self, answer: Answer, question: Question, *, surely: bool) -> Answer | None:
        """The check of a message that was given to be checked, or None where it is a question of the person's own,
        which has this `answer`; `surely`: there is no doubt that it is to be checked."""
        if answer.private or not self.open_on(question.closed):
            return answer if answer.private else None
        if answer.status is Status.SCREENED and answer.route != "personal_data":
            return None
        findings = self.signs.read(question.text)
        sure = answer.status is Status.ROUTED or (answer.status is Status.ANSWERED and answer.confidence >= _SURE)
        elsewhere = answer.status is Status.ANSWERED and answer.procedures[0] != WARNING
        may_be = self.may_be_a_question(findings) or (elsewhere and self.asks_how(findings))
        return None if sure and may_be and not surely else self.check(findings, on=question.on)

    def is_pasted(self, findings: Findings) -> bool:
        """Whether this is somebody's message rather than a question of the person's own.

        A question that only names a link, a code or a transfer is none: it speaks to nobody and shows little.
        """
        strange = {link.kind for link in findings.links} - {LinkKind.OFFICIAL}
        likely = findings.weight >= LIKELY
        if strange & _TELLING or (strange and (likely or findings.asks or findings.length <= _BARE)):
            return True
        if findings.length < _PASTED:
            return False
        asked = findings.questions or findings.general or findings.wonders
        if likely and ((findings.addresses and not asked) or (findings.asks and findings.points)):
            return True
        return findings.weight >= SURELY and findings.length >= LONG and not (asked or findings.asks or findings.losses)

    def is_told(self, findings: Findings) -> bool:
        """Whether somebody's call or message may be told, with signs enough to name them."""
        about_the_rule = findings.general and not findings.asks
        own = findings.length < LONG or findings.wonders
        return findings.weight >= LIKELY and not about_the_rule and (findings.told or not own)

    def is_alike(self, findings: Findings, answer: Answer) -> bool:
        """Whether it is written like what scammers write, and so surely that the answer found for it gives way.

        An answer that search is sure of, a secret of one's own and whatever is put as a question give way less easily.
        What comes first for somebody who gave something away never does, nor does a screen.
        """
        if answer.status is Status.SCREENED and (answer.route != "personal_data" or findings.length < LONG):
            return False
        about = answer.procedures[0] if answer.status is Status.ANSWERED and answer.procedures else None
        if about == REPORTING or findings.wonders or (about == WARNING and findings.general):
            return False
        elsewhere = about not in (None, WARNING) or answer.journey is not None or answer.status is Status.SCREENED
        asked = (findings.general or findings.questions) and not findings.asks
        least = self._tuning.surely if elsewhere or asked else self._tuning.alike
        return self._scorer.chance(findings) >= least

    def may_be_a_question(self, findings: Findings) -> bool:
        """Whether a message that was to be checked shows so little that it may be a question of its own."""
        shown = findings.signs or findings.links or findings.told or findings.addresses
        return not shown and findings.length <= _BRIEF

    def asks_how(self, findings: Findings) -> bool:
        """Whether it is put as a question about the rule or the way, with nothing that somebody sent in it."""
        return (findings.general or findings.questions) and not (findings.links or findings.asks or findings.told)

    def check(self, findings: Findings, *, on: date) -> Answer:
        """The answer to a checked message: the signs, how sure they are, what to do now, whom to tell."""
        procedure = self._catalogue.procedures[WARNING]
        signs = [(self._signs[s.id], s.quote) for s in findings.signs[:_MOST_SIGNS]]
        lost = self._lost(findings.losses)
        chance = self._scorer.chance(findings)
        alike = findings.weight < LIKELY and chance >= self._tuning.alike
        steps = lost or self._steps(findings, told=bool(findings.signs) or alike)
        front = [Block("lead", self._verdict(findings, alike=alike))]
        if lost:
            front.insert(0, Block("lead", self._phrases.text("scam-lost")))
        if not findings.signs:
            phrase = "scam-official-link" if _all_official(findings) else "scam-look-further"
            front.append(Block("note", self._phrases.text(phrase)))
        elif alike:
            front.append(Block("note", self._phrases.text("scam-alike-too")))
        return Answer(
            Status.ANSWERED,
            procedures=(WARNING, REPORTING),
            aspect=Aspect.OVERVIEW,
            confidence=chance if alike else 1.0,
            blocks=self._composer.warning(procedure, front, signs, steps, on=on),
            contacts=next(t.ask for t in self._catalogue.topics if t.id == procedure.topic),
            context=Context(procedure=WARNING, aspect=Aspect.OVERVIEW),
            private=True,
        )

    def loss(self, loss: str, *, on: date) -> Answer:
        """What comes first for somebody who gave something away. Raises KeyError for an unknown loss."""
        procedure = self._catalogue.procedures[REPORTING]
        facts = self._facts(next((held.facts for held in self._catalogue.scams.losses if held.id == loss), ()))
        if not facts:
            raise KeyError(loss)
        front = [Block("lead", self._phrases.text(f"scam-lost-{loss}"))]
        return Answer(
            Status.ANSWERED,
            procedures=(REPORTING,),
            aspect=Aspect.STEPS,
            confidence=1.0,
            blocks=self._composer.warning(procedure, front, (), facts, on=on),
            context=Context(procedure=REPORTING, aspect=Aspect.STEPS),
        )

    def _verdict(self, findings: Findings, *, alike: bool) -> str:
        if not findings.signs:
            return self._phrases.text("scam-alike" if alike else "scam-none")
        sure = "scam-surely" if findings.weight >= SURELY else "scam-likely"
        return self._phrases.text(
            sure if findings.weight >= LIKELY else "scam-doubtful", number=str(len(findings.signs))
        )

    def _steps(self, findings: Findings, *, told: bool) -> tuple[Fact, ...]:
        """Stop, check with whoever was named, report where there is something to be `told`."""
        scams = self._catalogue.scams
        kinds = {kind.id: kind.facts for kind in scams.kinds}
        first, *rest = self._facts(scams.steps)
        asked = self._facts(kinds[findings.kinds[0]] if findings.kinds else scams.asked)
        return (first, *asked, *rest) if told else (first, *asked)

    def _lost(self, losses: Sequence[str]) -> tuple[Fact, ...]:
        held = {loss.id: loss.facts for loss in self._catalogue.scams.losses}
        names = dict.fromkeys(name for loss in losses for name in held[loss])
        return self._facts(tuple(names))[:_MOST_STEPS]

    def _facts(self, names: Sequence[str]) -> tuple[Fact, ...]:
        return tuple(self._catalogue.named_facts[name] for name in names)


def _all_official(findings: Findings) -> bool:
    return bool(findings.links) and all(link.kind is LinkKind.OFFICIAL for link in findings.links)
