"""The first tables: what arrives, what is agreed to, what is kept and what proves it.

Revision 0001, the first.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create every table, parents first."""
    create_what_arrives()
    create_people()
    create_what_is_kept()
    create_proofs()


def create_what_arrives() -> None:
    """Inbox, effects, conversations, the web chat's messages, counters."""
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("update_id", sa.String(128), nullable=False),
        sa.Column("conversation", sa.String(128), nullable=False),
        sa.Column("payload", JSON, nullable=True),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("handled_at", INSTANT, nullable=True),
        sa.UniqueConstraint("channel", "update_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_unhandled", "inbox", ["handled_at", "channel", "conversation", "id"])
    op.create_table(
        "effect",
        sa.Column("update_key", sa.String(192), primary_key=True),
        sa.Column("kind", sa.String(32), primary_key=True),
        sa.Column("recorded_at", INSTANT, nullable=False, index=True),
    )
    op.create_table(
        "conversation",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("conversation", sa.String(128), primary_key=True),
        sa.Column("state", sa.String(128), nullable=True),
        sa.Column("data", JSON, nullable=False),
        sa.Column("context", JSON, nullable=False),
        sa.Column("touched_at", INSTANT, nullable=False, index=True),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("conversation", sa.String(128), nullable=False),
        sa.Column("author", sa.String(32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("extra", JSON, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=False, index=True),
        sa.Column("edited_at", INSTANT, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_message_shown", "message", ["channel", "conversation", "id"])
    op.create_table(
        "counter",
        sa.Column("counted_on", sa.Date(), primary_key=True),
        sa.Column("topic", sa.String(64), primary_key=True),
        sa.Column("outcome", sa.String(32), primary_key=True),
        sa.Column("questions", sa.Integer(), nullable=False),
    )


def create_people() -> None:
    """Citizens, their addresses, the numbers that stand for a channel's ids."""
    op.create_table(
        "citizen",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "address",
        sa.Column("id", sa.Integer(), primary_key=True),
        _citizen(index=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("external_id", sa.String(128), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.UniqueConstraint("channel", "external_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "surrogate",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("native_id", sa.String(128), nullable=False),
        sa.Column("used_at", INSTANT, nullable=False, index=True),
        sa.UniqueConstraint("channel", "kind", "native_id"),
        sqlite_autoincrement=True,
    )


def create_what_is_kept() -> None:
    """Consents and what they allow: questions, ratings, areas; wishes to be left alone."""
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), primary_key=True),
        _citizen(),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consent_latest", "consent", ["citizen_id", "purpose", "id"])
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), primary_key=True),
        _citizen(index=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("route", sa.String(32), nullable=True),
        sa.Column("topic", sa.String(64), nullable=True),
        sa.Column("procedure", sa.String(64), nullable=True),
        sa.Column("aspect", sa.String(16), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False, index=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "rating",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("answer_key", sa.String(192), nullable=True),
        sa.Column(
            "citizen_id",
            sa.Integer(),
            sa.ForeignKey("citizen.id", ondelete="SET NULL"),
            nullable=True,
            index=True,
        ),
        sa.Column("procedure", sa.String(64), nullable=True),
        sa.Column("aspect", sa.String(16), nullable=True),
        sa.Column("rating", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(32), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("rated_at", INSTANT, nullable=False, index=True),
        sa.UniqueConstraint("answer_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "area",
        _citizen(primary_key=True),
        sa.Column("ward", sa.String(16), nullable=False),
        sa.Column("district", sa.String(16), nullable=True),
        sa.Column("commune", sa.String(16), nullable=True),
        sa.Column("saved_at", INSTANT, nullable=False),
    )
    op.create_table(
        "stop",
        sa.Column("id", sa.Integer(), primary_key=True),
        _citizen(index=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("stopped_at", INSTANT, nullable=False),
        sa.Column("undone_at", INSTANT, nullable=True),
        sqlite_autoincrement=True,
    )


def create_proofs() -> None:
    """What stays of somebody who was erased."""
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("address_hash", sa.String(64), nullable=False, index=True),
        sa.Column("erased_at", INSTANT, nullable=False, index=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "proof",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("address_hash", sa.String(64), nullable=False, index=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=True),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.Column("proved_at", INSTANT, nullable=False, index=True),
        sqlite_autoincrement=True,
    )


def _citizen(*, primary_key: bool = False, index: bool = False) -> "sa.Column[int]":
    """What hangs on a citizen goes with the citizen."""
    parent = sa.ForeignKey("citizen.id", ondelete="CASCADE")
    return sa.Column("citizen_id", sa.Integer(), parent, nullable=False, primary_key=primary_key, index=index or None)


def downgrade() -> None:
    """Drop every table, children first."""
    for table in ("proof", "erasure", "stop", "area", "rating", "question", "consent"):
        op.drop_table(table)
    for table in ("surrogate", "address", "citizen"):
        op.drop_table(table)
    for table in ("counter", "message", "conversation", "effect", "inbox"):
        op.drop_table(table)
