"""Invitations that wait for an answer, and wrong codes of the last hour."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import CodeTry, Invitation, table_of
from storage.rules.permissions import Grant, Role

_invitation = table_of(Invitation)
_try = table_of(CodeTry)


class Invitations:
    """The invitation and code_try tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(self, code_hash: str, grant: Grant, by: str, at: datetime, expires_at: datetime) -> int:
        """Offer a grant under a code; returns the invitation's id."""
        row = {
            "code_hash": code_hash,
            "role": grant.role,
            "wards": None if grant.wards is None else sorted(grant.wards),
            "invited_by": by,
            "invited_at": at,
            "expires_at": expires_at,
        }
        inserted = await self._connection.execute(insert(_invitation).values(**row))
        assert inserted.inserted_primary_key is not None
        return int(inserted.inserted_primary_key[0])

    async def take(self, code_hash: str, at: datetime) -> tuple[int, Grant] | None:
        """Use up an invitation: (id, what was offered), for the first who comes in time and for nobody else.

        One statement: of two who bring the same code at the same moment the database lets one delete the row.
        """
        table = _invitation.c
        statement = (
            delete(_invitation)
            .where(table.code_hash == code_hash, table.expires_at > at)
            .returning(table.id, table.role, table.wards)
        )
        row = (await self._connection.execute(statement)).first()
        if row is None:
            return None
        return row[0], Grant(Role(row[1]), None if row[2] is None else frozenset(row[2]))

    async def withdraw_of(self, inviter: str) -> int:
        """Take back what somebody offered and nobody answered; returns how many."""
        statement = delete(_invitation).where(_invitation.c.invited_by == inviter)
        return (await self._connection.execute(statement)).rowcount

    async def count_tries(self, conversation_hash: str, since: datetime) -> int:
        """Wrong codes of one conversation at or after `since`."""
        where = (_try.c.conversation_hash == conversation_hash, _try.c.tried_at >= since)
        return int((await self._connection.execute(select(func.count()).where(*where))).scalar_one())

    async def record_try(self, conversation_hash: str, at: datetime) -> None:
        """Count a wrong code."""
        await self._connection.execute(insert(_try), {"conversation_hash": conversation_hash, "tried_at": at})

    async def forget_before(self, at: datetime, tries: datetime) -> int:
        """Delete invitations that ran out before `at` and tries older than `tries`; returns how many invitations."""
        await self._connection.execute(delete(_try).where(_try.c.tried_at < tries))
        return (await self._connection.execute(delete(_invitation).where(_invitation.c.expires_at <= at))).rowcount
