"""Proofs of erased people's decisions, and the list of erasures."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Erasure, Proof, table_of
from storage.rules.proofs import ProofKind

_proof = table_of(Proof)
_erasure = table_of(Erasure)


@dataclass(frozen=True, slots=True)
class KeptProof:
    """A decision under a keyed hash; `proved_at` is when it stopped belonging to anybody."""

    address_hash: str
    kind: ProofKind
    purpose: str | None
    given: bool
    words: str
    version: str
    channel: str
    decided_at: datetime
    proved_at: datetime


class Proofs:
    """The proof and erasure tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(self, proofs: Iterable[KeptProof]) -> None:
        """Keep proofs."""
        rows = [asdict(proof) for proof in proofs]
        if rows:
            await self._connection.execute(insert(_proof), rows)

    async def list_for(self, address_hash: str) -> tuple[KeptProof, ...]:
        """Proofs under one hash, oldest first; for the person who asks us to show them."""
        columns = [_proof.c[name] for name in KeptProof.__slots__]
        statement = select(*columns).where(_proof.c.address_hash == address_hash).order_by(_proof.c.id)
        return tuple(KeptProof(*row) for row in await self._connection.execute(statement))

    async def record_erasure(self, address_hash: str, at: datetime) -> None:
        """Add to the list of erasures."""
        await self._connection.execute(insert(_erasure), {"address_hash": address_hash, "erased_at": at})

    async def list_erasures(self) -> tuple[tuple[str, datetime], ...]:
        """(keyed hash, when), oldest first."""
        statement = select(_erasure.c.address_hash, _erasure.c.erased_at).order_by(_erasure.c.id)
        return tuple((row[0], row[1]) for row in await self._connection.execute(statement))

    async def forget_before(self, before: datetime) -> int:
        """Delete proofs and erasures older than `before`; returns how many proofs."""
        await self._connection.execute(delete(_erasure).where(_erasure.c.erased_at < before))
        return (await self._connection.execute(delete(_proof).where(_proof.c.proved_at < before))).rowcount
