"""A migrated database for each test, and a clock at one instant."""

from tests.storage.conftest import clock, database_url, migrated, uow

__all__ = ["clock", "database_url", "migrated", "uow"]
