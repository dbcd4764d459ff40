"""What people tick: papers that they have, steps that are done.

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "checklist",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("external_id", sa.String(128), primary_key=True),
        sa.Column("subject", sa.String(64), primary_key=True),
        sa.Column("case", JSON, nullable=False),
        sa.Column("ticked", JSON, nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False, index=True),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("checklist")
