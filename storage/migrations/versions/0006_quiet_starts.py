"""A start that tells nothing new writes nothing: when content was last seen goes, which nobody read.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the column."""
    op.drop_column("content_start", "last_seen_at")


def downgrade() -> None:
    """Give it back; what was told by a start was seen at that start at least."""
    op.add_column("content_start", sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE content_start SET last_seen_at = started_at")
    with op.batch_alter_table("content_start") as table:
        table.alter_column("last_seen_at", nullable=False)
