"""Deliveries: what is sent to citizens, and what became of it; addresses that refuse us; stops of one topic.

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the two tables and add the two columns."""
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column(
            "citizen_id", sa.Integer(), sa.ForeignKey("citizen.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("topic", sa.String(64), nullable=True),
        sa.Column("purpose", sa.String(32), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(64), nullable=True),
        sa.Column("asked_at", INSTANT, nullable=True),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("ready_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("leased_by", sa.String(64), nullable=True),
        sa.Column("leased_until", INSTANT, nullable=True),
        sa.Column(
            "address_id", sa.Integer(), sa.ForeignKey("address.id", ondelete="SET NULL"), nullable=True, index=True
        ),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=True),
        sa.Column("planned_at", INSTANT, nullable=False, index=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.Column("again_by", sa.String(16), nullable=True),
        sa.Column("again_why", sa.String(300), nullable=True),
        sa.UniqueConstraint("origin", "citizen_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_delivery_claim", "delivery", ["state", "channel", "rank", "ready_at", "id"])
    op.create_index("ix_delivery_progress", "delivery", ["origin", "state", "reason"])
    op.create_table(
        "delivery_count",
        sa.Column("origin", sa.String(64), primary_key=True),
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("state", sa.String(32), primary_key=True),
        sa.Column("reason", sa.String(64), primary_key=True),
        sa.Column("deliveries", sa.Integer(), nullable=False),
    )
    op.add_column("address", sa.Column("blocked_at", INSTANT, nullable=True))
    op.add_column("stop", sa.Column("topic", sa.String(64), nullable=True))
    with op.batch_alter_table("proof") as proof:
        proof.alter_column("purpose", existing_type=sa.String(32), type_=sa.String(64), existing_nullable=True)


def downgrade() -> None:
    """Drop the columns and the tables; a stop of one topic goes, since without its topic it would stop everything."""
    with op.batch_alter_table("proof") as proof:
        proof.alter_column("purpose", existing_type=sa.String(64), type_=sa.String(32), existing_nullable=True)
    op.execute(sa.text("DELETE FROM stop WHERE topic IS NOT NULL"))
    op.drop_column("stop", "topic")
    op.drop_column("address", "blocked_at")
    for table in ("delivery_count", "delivery"):
        op.drop_table(table)
