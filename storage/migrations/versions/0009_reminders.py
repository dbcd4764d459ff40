"""Reminders: those that are set, the one that is being set, and codes that join two channels.

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Create the three tables."""
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "citizen_id", sa.Integer(), sa.ForeignKey("citizen.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("procedure", sa.String(40), nullable=True),
        sa.Column("follow_up", sa.String(20), nullable=True),
        sa.Column("recurrence", sa.String(120), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("next_at", INSTANT, nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(64), nullable=True),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("before", JSON, nullable=True),
        sa.Column("missed_at", INSTANT, nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False, index=True),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reminder_due", "reminder", ["state", "next_at"])
    op.create_table(
        "reminder_draft",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("external_id", sa.String(128), nullable=False),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("procedure", sa.String(40), nullable=True),
        sa.Column("follow_up", sa.String(20), nullable=True),
        sa.Column("times", JSON, nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=True),
        sa.Column("saved_id", sa.Integer(), nullable=True),
        sa.Column("made_at", INSTANT, nullable=False, index=True),
        sa.UniqueConstraint("channel", "external_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "link_code",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("external_id", sa.String(128), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False, index=True),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("link_code", "reminder_draft", "reminder"):
        op.drop_table(table)
