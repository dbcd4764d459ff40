"""The schema goes up, down and up again, equals the models, and carries data through."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from storage.migrations import migrate, migration_config, newest_revision, unmigrate, upgrade
from storage.models import metadata

ROOT = Path(__file__).parents[2]
POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]
REVISIONS = [script.revision for script in ScriptDirectory.from_config(migration_config()).walk_revisions()][::-1]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "tungngo.db"


@pytest.fixture
def url(database: Path) -> str:
    return f"sqlite+aiosqlite:///{database}"


def tables(database: Path) -> set[str]:
    engine = create_engine(f"sqlite:///{database}")
    found = set(inspect(engine).get_table_names()) - {"alembic_version"}
    engine.dispose()
    return found


@pytest.mark.parametrize("revision", REVISIONS)
async def test_every_revision_goes_up_down_and_up_again(revision: str, url: str) -> None:
    await migrate(url, revision)
    await unmigrate(url, "-1")
    await migrate(url, revision)


async def test_the_way_down_ends_with_an_empty_database(url: str, database: Path) -> None:
    await migrate(url)
    assert tables(database) == set(metadata.tables)

    await unmigrate(url, "base")

    assert tables(database) == set()


async def test_the_migrated_schema_equals_the_models(url: str, database: Path) -> None:
    await migrate(url)

    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        differences = compare_metadata(context, metadata)
    engine.dispose()

    assert differences == []


async def test_a_second_upgrade_changes_nothing_and_keeps_the_data(url: str, database: Path) -> None:
    await migrate(url)
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO citizen (created_at) VALUES ('2026-11-24 02:00:00.000000')"))

    await migrate(url)

    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM citizen")).scalar_one() == 1
    engine.dispose()


def test_the_newest_revision_by_name_is_the_head_of_the_history() -> None:
    assert newest_revision() == ScriptDirectory.from_config(migration_config()).get_current_head()


def test_a_database_that_is_up_to_date_is_left_alone_without_alembic(url: str) -> None:
    upgrade(url)
    code = f"import sys; from storage.migrations import upgrade; upgrade({url!r}); print('alembic' in sys.modules)"

    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "False"


def test_an_upgrade_needs_no_running_loop_and_no_folder(url: str, database: Path) -> None:
    upgrade(url)

    assert tables(database) == set(metadata.tables)


async def test_a_failing_step_leaves_the_database_as_it_was(url: str, database: Path) -> None:
    """A table in the way stops the first revision half-way: none of its tables may stay."""
    database.parent.mkdir()
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE proof (id INTEGER)"))
    engine.dispose()

    with pytest.raises(Exception, match="proof"):
        await migrate(url)

    assert tables(database) == {"proof"}


def test_the_models_can_be_spelled_for_postgresql() -> None:
    spelled = "\n".join(str(CreateTable(table).compile(dialect=POSTGRESQL)) for table in metadata.sorted_tables)

    assert "TIMESTAMP WITHOUT" not in spelled
    assert spelled.count("CREATE TABLE") == len(metadata.tables)
