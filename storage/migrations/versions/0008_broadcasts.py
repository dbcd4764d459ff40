"""Broadcasts: who said Có to which team, what teams send, who watches it; who is told when a rule changes.

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "opting",
        sa.Column("citizen_id", sa.Integer(), sa.ForeignKey("citizen.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("ward", sa.String(16), nullable=True, index=True),
        sa.Column("district", sa.String(16), nullable=True),
        sa.Column("asked_ward", sa.String(16), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
    )
    op.create_table(
        "opting_topic",
        sa.Column("citizen_id", sa.Integer(), sa.ForeignKey("citizen.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("topic", sa.String(64), primary_key=True),
    )
    op.create_table(
        "follow",
        sa.Column("citizen_id", sa.Integer(), sa.ForeignKey("citizen.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("procedure", sa.String(64), primary_key=True, index=True),
        sa.Column("followed_at", INSTANT, nullable=False),
    )
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("state", sa.String(32), nullable=False, index=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("guide", JSON, nullable=False),
        sa.Column("reach", JSON, nullable=False),
        sa.Column("topic", sa.String(64), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("urgent_reason", sa.String(300), nullable=True),
        sa.Column("send_at", INSTANT, nullable=True),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(16), nullable=False, index=True),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("approved_by", sa.String(16), nullable=True),
        sa.Column("approved_at", INSTANT, nullable=True),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("planned_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "broadcast_version",
        sa.Column("broadcast_id", sa.Integer(), sa.ForeignKey("broadcast.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("guide", JSON, nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
    )
    op.create_table(
        "broadcast_watch",
        sa.Column("broadcast_id", sa.Integer(), sa.ForeignKey("broadcast.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("citizen_id", sa.Integer(), sa.ForeignKey("citizen.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("chat", sa.String(128), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("shown_at", INSTANT, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("broadcast_watch", "broadcast_version", "broadcast", "follow", "opting_topic", "opting"):
        op.drop_table(table)
