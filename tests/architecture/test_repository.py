"""What a commit may hold."""

import re
import subprocess
from pathlib import Path

import pytest
from tests.conftest import ROOT


def tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("Not a git checkout: the list of committed files is unknown.")
    return listing.stdout.split()


def test_no_lock_records_an_address():
    locks = [
        name for name in tracked() if name.startswith("requirements/") or name.endswith("package-lock.json")
    ]
    assert len(locks) >= 4
    assert {
        name
        for name in locks
        if re.search(r'"resolved"|https?://[^\s"]*\.(tgz|whl)', (ROOT / name).read_text())
    } == set()


def test_nothing_built_and_no_other_lock_is_committed():
    assert [name for name in tracked() if name.endswith((".mo", "uv.lock")) or "/static/dist/" in name] == []


def test_no_database_and_no_key_of_a_running_platform_is_committed():
    held = re.compile(r"(^|/)var/|\.(sqlite3?|duckdb|pem|key)$|(^|/)(secret-key|\.env)$")
    assert [name for name in tracked() if held.search(name)] == []


def test_our_style_sheets_know_no_left_and_no_right():
    sheets = [path for path in (ROOT / "frontend").rglob("*.css") if "node_modules" not in path.parts]
    assert sheets
    found = {
        f"{path.name}: {line.strip()}"
        for path in sheets
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(
            r"(?<![\w-])(margin|padding|border|inset)?-?(left|right)\s*:|text-align:\s*(left|right)", line
        )
    }
    assert found == set()


def test_tests_that_need_a_browser_stand_where_make_looks_for_them():
    found = re.search(r"^BROWSED := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    folders = tuple(f"{name}/" for name in found[1].split())
    marked = [name for name in tracked() if name.startswith("tests/") and name.endswith(".py")]
    marked = [
        name for name in marked if "pytest.mark." + "browser" in (ROOT / name).read_text(encoding="utf-8")
    ]
    assert len(marked) >= 15
    assert [name for name in marked if not name.startswith(folders)] == []


def test_two_test_files_of_folders_that_are_no_package_have_two_names():
    names: dict[str, list[str]] = {}
    for path in map(Path, tracked()):
        is_alone = path.name.startswith("test_") and path.suffix == ".py"
        if is_alone and not (ROOT / path.parent / "__init__.py").exists():
            names.setdefault(path.name, []).append(str(path))
    assert {name: places for name, places in names.items() if len(places) > 1} == {}
