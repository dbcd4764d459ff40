"""What every table shares: constraint names, portable column types, the way from a model to its table.

Plain `datetime` fields need nothing here: SQLModel stores them in UTC, refuses naive ones and gives aware
ones back. Models never use `from __future__ import annotations`, which SQLModel cannot read.
"""

from enum import StrEnum
from typing import Any, cast

from sqlalchemy import JSON, Column, MetaData, Table
from sqlalchemy import Enum as SAEnum
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


class Record(SQLModel):
    """The root of every table: our own metadata, so that constraint names never depend on import order."""

    metadata = metadata


def choice_column(kind: type[StrEnum], **options: Any) -> Column[Any]:
    """A column of the enum's values as text; a new value needs no migration on either database."""
    spelled = SAEnum(
        kind,
        native_enum=False,
        length=32,
        create_constraint=False,
        values_callable=lambda members: [member.value for member in members],
    )
    return Column(spelled, nullable=False, **options)


def json_column(*, nullable: bool = False) -> Column[Any]:
    """A JSON column, binary on PostgreSQL; None is the database's NULL, never the word null."""
    json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    return Column(json, nullable=nullable)


def table_of(model: type[Record]) -> Table:
    """The table behind a model, for statements that skip the object layer."""
    return metadata.tables[cast(str, model.__tablename__)]
