"""What a tutorial shows is what a reader gets."""

import doctest
from pathlib import Path

import pytest

TUTORIALS = Path(__file__).parents[2] / "docs" / "tutorials"
RUNNING = sorted(path for path in TUTORIALS.glob("*.md") if ">>> " in path.read_text(encoding="utf-8"))


@pytest.mark.reference
@pytest.mark.parametrize("path", RUNNING, ids=lambda path: path.stem)
def test_every_line_runs(path, shared_data):
    text = path.read_text(encoding="utf-8").replace("../shared/data", str(shared_data))
    chapter = doctest.DocTestParser().get_doctest(text, {}, path.name, str(path), 0)
    assert chapter.examples
    found = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(chapter)
    assert found.failed == 0
