"""What is told, and what is not: switches, the versions of facts, the weekly list of what is due for review.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Create the four tables."""
    op.create_table(
        "switch",
        sa.Column("kind", sa.String(32), primary_key=True),
        sa.Column("subject", sa.String(64), primary_key=True),
        sa.Column("off_since", INSTANT, nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("note", sa.String(160), nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
    )
    op.create_table(
        "fact_version",
        sa.Column("procedure", sa.String(64), primary_key=True),
        sa.Column("fact", sa.String(64), primary_key=True),
        sa.Column("first_seen_at", INSTANT, primary_key=True),
        sa.Column("replaced_at", INSTANT, nullable=True, index=True),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("aspect", sa.String(16), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
    )
    told = sa.text("replaced_at IS NULL")
    op.create_index(
        "ix_fact_version_told",
        "fact_version",
        ["procedure", "fact"],
        unique=True,
        sqlite_where=told,
        postgresql_where=told,
    )
    op.create_table(
        "content_start",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("last_seen_at", INSTANT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "review_list",
        sa.Column("week_on", sa.Date(), primary_key=True),
        sa.Column("listed_at", INSTANT, nullable=False),
        sa.Column("items", JSON, nullable=False),
    )


def downgrade() -> None:
    """Drop the four tables."""
    for table in ("review_list", "content_start", "fact_version", "switch"):
        op.drop_table(table)
