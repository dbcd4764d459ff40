"""What is switched off, and since when."""

from functools import cache

from sqlalchemy import Executable, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import KillSwitch, table_of
from storage.repositories.once import conflict_insert
from storage.rules.switches import Kind, Reason, Subject, Switch

_switch = table_of(KillSwitch)
_COLUMNS = ("kind", "subject", "off_since", "reason", "note", "by")
_LISTED = select(*(_switch.c[name] for name in _COLUMNS)).order_by(_switch.c.kind, _switch.c.subject)


@cache
def _turn_off(dialect: str) -> Executable:
    return conflict_insert(dialect, _switch).on_conflict_do_nothing()


class Switches:
    """The switch table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def turn_off(self, switch: Switch) -> bool:
        """Switch off; False where it is off already, and stays as it is."""
        row = {
            "kind": switch.subject.kind,
            "subject": switch.subject.id,
            "off_since": switch.off_since,
            "reason": switch.reason,
            "note": switch.note,
            "by": switch.by,
        }
        return (await self._connection.execute(_turn_off(self._connection.dialect.name), row)).rowcount == 1

    async def annotate(self, subject: Subject, note: str) -> bool:
        """Put another note in place of what citizens are told besides; False where it is not off."""
        statement = (
            update(_switch).where(_switch.c.kind == subject.kind, _switch.c.subject == subject.id).values(note=note)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def turn_on(self, subject: Subject) -> bool:
        """Switch on again; False where it was not off."""
        statement = delete(_switch).where(_switch.c.kind == subject.kind, _switch.c.subject == subject.id)
        return (await self._connection.execute(statement)).rowcount == 1

    async def list_off(self) -> tuple[Switch, ...]:
        """Everything that is off, procedures first, by id."""
        rows = await self._connection.execute(_LISTED)
        return tuple(
            Switch(Subject(Kind(kind), subject), off_since, Reason(reason), note, by)
            for kind, subject, off_since, reason, note, by in rows
        )
