"""What a tutorial shows is what a reader gets."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TUTORIALS = Path(__file__).parents[2] / "docs" / "tutorials"
RUNNING = sorted(path for path in TUTORIALS.glob("*.md") if ">>> " in path.read_text(encoding="utf-8"))
TYPED = sorted(path for path in TUTORIALS.glob("*.md") if "    $ " in path.read_text(encoding="utf-8"))


@pytest.mark.reference
@pytest.mark.parametrize("path", RUNNING, ids=lambda path: path.stem)
def test_every_line_runs(path, shared_data):
    text = path.read_text(encoding="utf-8").replace("../shared/data", str(shared_data))
    chapter = doctest.DocTestParser().get_doctest(text, {}, path.name, str(path), 0)
    assert chapter.examples
    found = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(chapter)
    assert found.failed == 0


@pytest.mark.parametrize("path", TYPED, ids=lambda path: path.stem)
def test_every_command_prints_what_is_shown(path, tmp_path):
    typed = typed_in(path.read_text(encoding="utf-8"))
    assert len(typed) >= 5
    folder = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    for command, shown in typed:
        answer = subprocess.run(
            ["bash", "-c", f"{command}\n"],
            cwd=tmp_path,
            env=os.environ | folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (command, plain(answer.stdout + answer.stderr)) == (command, plain(shown))


def typed_in(text: str) -> list[tuple[str, str]]:
    """Commands of a tutorial, each with what it shows."""
    found: list[tuple[str, str]] = []
    for line in (line[4:] for line in text.splitlines() if line.startswith("    ") or not line):
        command, shown = found[-1] if found else ("", "")
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif "<<END" in command and not command.endswith("\nEND"):
            found[-1] = (f"{command}\n{line}", shown)
        elif found:
            found[-1] = (command, f"{shown}{line}\n")
    return found


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
