"""Staff: grants, invitations, and an audit that the database itself refuses to change.

Revision 0002, after 0001. A later step that rebuilds the audit table on SQLite must create its triggers anew.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

# A line may go only when the audit has one that is two years younger, less a day for rounding: ageing writes that
# line first, so nothing goes without a trace.
SQLITE_GUARD = (
    """
    CREATE TRIGGER audit_is_not_rewritten BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END
    """,
    """
    CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
    WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END
    """,
    """
    CREATE TRIGGER audit_is_only_aged BEFORE DELETE ON audit
    WHEN julianday(OLD.at) > (SELECT max(julianday(at)) FROM audit) - 729
    BEGIN SELECT RAISE(ABORT, 'the audit is only aged'); END
    """,
)
POSTGRESQL_GUARD = (
    """
    CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF OLD.at <= (SELECT max(at) FROM audit) - interval '17496 hours' THEN
                RETURN OLD;
            END IF;
            RAISE EXCEPTION 'the audit is only aged';
        END IF;
        RAISE EXCEPTION 'the audit is never changed';
    END $$
    """,
    "CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION keep_audit()",
    "CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION keep_audit()",
)


def upgrade() -> None:
    """Create the tables, and the audit's guard."""
    _create_people()
    _create_audit()
    for statement in SQLITE_GUARD if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_GUARD:
        op.execute(statement)


def _create_people() -> None:
    """Grants, the numbers of staff, invitations, wrong codes."""
    op.create_table(
        "grant",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("citizen_id", sa.Integer(), sa.ForeignKey("citizen.id", ondelete="CASCADE"), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("wards", JSON, nullable=True),
        sa.Column("granted_at", INSTANT, nullable=False),
        sa.UniqueConstraint("citizen_id", "role"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "staff_number",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("citizen_id", sa.Integer(), sa.ForeignKey("citizen.id", ondelete="CASCADE"), nullable=False),
        sa.Column("numbered_at", INSTANT, nullable=False),
        sa.UniqueConstraint("citizen_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("wards", JSON, nullable=True),
        sa.Column("invited_by", sa.String(16), nullable=False),
        sa.Column("invited_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False, index=True),
        sa.UniqueConstraint("code_hash"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "code_try",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation_hash", sa.String(64), nullable=False, index=True),
        sa.Column("tried_at", INSTANT, nullable=False, index=True),
        sqlite_autoincrement=True,
    )


def _create_audit() -> None:
    """What staff did; no foreign key, so that it outlives everybody."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("actor", sa.String(16), nullable=False, index=True),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("at", INSTANT, nullable=False, index=True),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop the tables; the audit's triggers go with it."""
    for table in ("audit", "code_try", "invitation", "staff_number", "grant"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION keep_audit()")
