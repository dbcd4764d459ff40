"""Alembic's entry: the same for SQLite and PostgreSQL, on the connection that the runner opened."""

from alembic import context

from storage.models import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    raise RuntimeError("run migrations through storage.migrations, which knows the database's address")

context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,  # SQLite rebuilds a table to change it
    compare_type=True,
    transactional_ddl=True,  # a failed step on SQLite must not leave half a table behind
)
with context.begin_transaction():
    context.run_migrations()
