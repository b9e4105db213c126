"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import settings

from tests.migrated import prepared

# A busy machine is no failure.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
# They need the libraries they ask, which are not installed beside ours.
collect_ignore = ["reference/oracles"]

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real data with published results, beside the project; absent in a bare clone."""
    folder = Path(os.environ.get("MIQYAS_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip(
            f"No real data at {folder}: put the shared folder beside the project, or set MIQYAS_SHARED."
        )
    return folder


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """Where pytest-django lets the database be prepared: it begins as a copy of a migrated one."""
    with prepared(connection, django_db_blocker):
        yield
