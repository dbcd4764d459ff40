"""What curators propose, approve and draft; and the number by which every process notices.

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables, and the one row that holds the number."""
    op.create_table(
        "wording",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("text", sa.String(160), nullable=False),
        sa.Column("folded", sa.String(200), nullable=False, index=True),
        sa.Column("target", sa.String(64), nullable=False),
        sa.Column("standing", sa.String(32), nullable=False, index=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.String(16), nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column("decided_by", sa.String(16), nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("reason", sa.String(300), nullable=True),
        sa.Column("exported_at", INSTANT, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("title", sa.String(160), nullable=False),
        sa.Column("words", sa.String(2000), nullable=False),
        sa.Column("notes", sa.String(2000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.String(16), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.String(16), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True, index=True),
        sqlite_autoincrement=True,
    )
    overlay = op.create_table(
        "overlay",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.bulk_insert(overlay, [{"id": 1, "version": 0}])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("overlay", "draft", "wording"):
        op.drop_table(table)
