"""What we keep about a person: shown, given out, withdrawn, erased."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.actions.checklists import kept_since
from storage.actions.consents import erase_for_purpose
from storage.actions.staff import end_of_erased
from storage.clock import Clock
from storage.repositories.areas import KnownArea
from storage.repositories.audit import AuditEntry
from storage.repositories.checklists import Checklist
from storage.repositories.deliveries import KeptDelivery
from storage.repositories.grants import KeptGrant
from storage.repositories.history import Bubble
from storage.repositories.optings import KeptOpting
from storage.repositories.proofs import KeptProof
from storage.repositories.questions import Question
from storage.repositories.ratings import KeptRating
from storage.repositories.reminder_drafts import Draft
from storage.repositories.reminders import KeptReminder
from storage.repositories.stops import StopWish
from storage.rules.consents import Consent, Purpose, agreed_purposes
from storage.rules.people import Address
from storage.rules.proofs import ProofKind, keyed_hash
from storage.rules.reminders import ReminderState
from storage.rules.retention import CONVERSATION_FORGOTTEN_AFTER
from storage.unit_of_work import OpenWork, UnitOfWork

__all__ = [
    "Erased",
    "MyData",
    "erase_data",
    "export_data",
    "list_erasures",
    "repeat_erasures",
    "view_data",
    "withdraw",
]

_ALL_MESSAGES = 100_000


@dataclass(frozen=True, slots=True)
class MyData:
    """Everything on record about one person; empty tuples and None where there is nothing.

    `conversation_touched_at`: when the running conversation was last written to, None once it is forgotten.
    `deliveries`: what was sent by itself, or will be. `opting`: whose guides were asked about and agreed to; `follows`:
    procedures whose changes are told. `reminder_draft`: what is being set. `grants`, `acts`: roles held here, and what
    the audit has under the person's number.
    """

    citizen: int | None
    addresses: tuple[Address, ...]
    consents: tuple[Consent, ...]
    questions: tuple[Question, ...]
    ratings: tuple[KeptRating, ...]
    messages: tuple[Bubble, ...]
    area: KnownArea | None
    stops: tuple[StopWish, ...]
    checklists: tuple[Checklist, ...]
    conversation_touched_at: datetime | None
    grants: tuple[KeptGrant, ...] = ()
    acts: tuple[AuditEntry, ...] = ()
    deliveries: tuple[KeptDelivery, ...] = ()
    opting: KeptOpting | None = None
    follows: tuple[str, ...] = ()
    reminders: tuple[KeptReminder, ...] = ()
    reminder_draft: Draft | None = None

    @property
    def agreed(self) -> frozenset[Purpose]:
        """Purposes agreed to now."""
        return agreed_purposes(self.consents)

    @property
    def stopped(self) -> bool:
        """Whether a wish to be left alone stands, of everything."""
        return any(stop.undone_at is None and stop.topic is None for stop in self.stops)


@dataclass(frozen=True, slots=True)
class Erased:
    """What erasing took away, and how many decisions are kept as proofs."""

    questions: int
    messages: int
    area: bool
    proofs: int


async def view_data(uow: OpenWork, clock: Clock, *, citizen: Address, conversation: str) -> MyData:
    """Everything on record about the person, in plain data."""
    async with uow(readonly=True) as work:
        return await _gather(work, citizen, conversation, clock.now())


async def export_data(uow: OpenWork, clock: Clock, *, citizen: Address, conversation: str) -> dict[str, Any]:
    """The same as a JSON-able document: times in ISO 8601, UTC."""
    data = await view_data(uow, clock, citizen=citizen, conversation=conversation)
    document = asdict(data)
    del document["citizen"]  # our own number says nothing to anybody else
    for reminder in document["reminders"]:
        del reminder["citizen"], reminder["before"]
    document |= {
        "exported_at": clock.now(),
        "agreed": sorted(data.agreed),
        "stopped": data.stopped,
    }
    plain: dict[str, Any] = _plain(document)
    return plain


async def erase_data(
    uow: OpenWork, clock: Clock, *, citizen: Address, conversation: str, secret: str, update_key: str | None
) -> Erased:
    """Erase the person at once and for good, at every address of theirs.

    Of somebody who never agreed to anything there is only the running conversation, and no trace is left.
    Of others, under a keyed hash of the address: consent and stop decisions as proofs, a line in the
    list of erasures. Roles held here end; the audit stays, under a number that leads nowhere.
    `secret` is the installation's key; raises ValueError when it is empty.
    """
    now = clock.now()
    async with uow() as work:
        await work.effects.record(update_key, "erase", now)
        await work.conversations.forget(citizen.channel, conversation)
        await work.inbox.forget_conversation(citizen.channel, conversation)
        messages = await work.history.forget(citizen.channel, conversation)
        await work.checklists.forget(citizen)
        await work.reminder_drafts.forget(citizen)
        await work.link_codes.forget(citizen)
        known = await work.identities.find(citizen)
        if known is None:
            await work.commit()
            return Erased(questions=0, messages=messages, area=False, proofs=0)
        gone = await _erase_citizen(work, known, now, secret)
        await work.commit()
    return Erased(gone.questions, gone.messages + messages, gone.area, gone.proofs)


async def withdraw(
    uow: OpenWork,
    clock: Clock,
    *,
    citizen: Address,
    update_key: str | None,
    purposes: Iterable[Purpose],
    words: str,
    version: str,
) -> tuple[Purpose, ...]:
    """Take consent back for some purposes and erase what was kept for them; returns those that had stood."""
    now = clock.now()
    async with uow() as work:
        known = await work.identities.find(citizen)
        if known is None or not await work.effects.record(update_key, "withdraw", now):
            return ()
        agreed = agreed_purposes(await work.consents.list_decisions(known))
        withdrawn = tuple(purpose for purpose in purposes if purpose in agreed)
        for purpose in withdrawn:
            await work.consents.record(known, Consent(purpose, False, words, version, citizen.channel, now))
            await erase_for_purpose(work, known, purpose)
        await work.commit()
    return withdrawn


async def list_erasures(uow: OpenWork, clock: Clock) -> tuple[tuple[str, datetime], ...]:
    """(keyed hash, when) of every erasure on record; kept apart from the backups it protects."""
    async with uow(readonly=True) as work:
        return await work.proofs.list_erasures()


async def repeat_erasures(uow: OpenWork, clock: Clock, *, erasures: Iterable[tuple[str, datetime]], secret: str) -> int:
    """After a restore, erase again who was erased since the backup; returns how many people.

    `erasures`: (keyed hash, when) from the list that was kept apart from the backup. Somebody who came
    back after being erased keeps what is newer than the erasure.
    """
    when = dict(erasures)
    now = clock.now()
    gone: set[int] = set()
    async with uow() as work:
        for citizen, since, address in await work.identities.list_all():
            erased_at = when.get(keyed_hash(address, secret))
            if erased_at is not None and since <= erased_at and citizen not in gone:
                await _erase_citizen(work, citizen, now, secret)
                gone.add(citizen)
        await work.commit()
    return len(gone)


async def _gather(work: UnitOfWork, citizen: Address, conversation: str, now: datetime) -> MyData:
    since = now - CONVERSATION_FORGOTTEN_AFTER
    running = await work.conversations.find(citizen.channel, conversation, since)
    known = await work.identities.find(citizen)
    decisions = await work.consents.list_decisions(known) if known is not None else ()
    kept = Purpose.KEEP_CONVERSATION in agreed_purposes(decisions)
    number = await work.grants.find_number(citizen) if known is not None else None
    return MyData(
        citizen=known,
        addresses=await work.identities.list_addresses(known) if known is not None else (),
        consents=decisions,
        questions=await work.questions.list_of(known) if known is not None else (),
        ratings=await work.ratings.list_of(known) if known is not None else (),
        messages=await work.history.list_since(
            citizen.channel, citizen.external_id, None if kept else since, _ALL_MESSAGES
        ),
        area=await work.areas.find(known) if known is not None else None,
        stops=await work.stops.list_of(known) if known is not None else (),
        checklists=await work.checklists.list_of(citizen, await kept_since(work, citizen, now)),
        conversation_touched_at=running.touched_at if running else None,
        grants=await work.grants.list_at(citizen) if number is not None else (),
        acts=await work.audit.list_by(str(number)) if number is not None else (),
        deliveries=await work.deliveries.list_of(known) if known is not None else (),
        follows=await work.follows.list_of(known) if known is not None else (),
        opting=await work.optings.find(known) if known is not None else None,
        reminders=await work.reminders.list_of(known, tuple(ReminderState)) if known is not None else (),
        reminder_draft=await work.reminder_drafts.find(citizen, since),
    )


async def _erase_citizen(work: UnitOfWork, citizen: int, now: datetime, secret: str) -> Erased:
    """Turn decisions into proofs and delete everything else, inside the caller's transaction."""
    addresses = await work.identities.list_addresses(citizen)
    hashes = [keyed_hash(address, secret) for address in addresses]
    consents = await work.consents.list_decisions(citizen)
    stops = await work.stops.list_of(citizen)
    proofs = [proof for name in hashes for proof in _proofs(name, consents, stops, now)]
    await work.proofs.record(proofs)
    for name in hashes:
        await work.proofs.record_erasure(name, now)
    messages = 0
    for address in addresses:
        messages += await work.history.forget(address.channel, address.external_id)
        await work.conversations.forget(address.channel, address.external_id)
        await work.checklists.forget(address)
        await work.reminder_drafts.forget(address)
        await work.link_codes.forget(address)
    questions = await work.questions.forget_of(citizen)
    await work.ratings.release_of(citizen)
    area = await work.areas.forget(citizen)
    await work.delivery_counts.forget_citizen(citizen)
    await end_of_erased(work, citizen, now)
    await work.identities.forget(citizen)
    return Erased(questions, messages, area, len(proofs))


def _proofs(name: str, consents: Iterable[Consent], stops: Iterable[StopWish], now: datetime) -> Iterable[KeptProof]:
    for said in consents:
        yield KeptProof(
            address_hash=name,
            kind=ProofKind.CONSENT,
            purpose=said.purpose.value,
            given=said.given,
            words=said.words,
            version=said.version,
            channel=said.channel,
            decided_at=said.decided_at,
            proved_at=now,
        )
    for stop in stops:
        yield KeptProof(name, ProofKind.STOP, stop.topic, True, "", "", stop.channel, stop.stopped_at, now)
        if stop.undone_at is not None:
            yield KeptProof(name, ProofKind.STOP, stop.topic, False, "", "", stop.channel, stop.undone_at, now)


def _plain(value: Any) -> Any:
    """Enums, dates, tuples and sets as JSON knows them."""
    if isinstance(value, dict):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return value
