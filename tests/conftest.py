"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

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
