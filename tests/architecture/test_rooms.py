"""The house is tested too."""

import re
import tomllib

import pytest
from django.apps import apps
from django.template import engines
from django.urls import URLPattern, URLResolver, get_resolver
from tests.conftest import ROOT

WEB = ROOT / "src" / "miqyas_web"
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))


def floors() -> list[str]:
    """The rooms of the platform, lowest first, from the contract that holds them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    chain = next(contract for contract in contracts if contract["id"] == "chain")
    return [re.sub(r"[()\s]", "", layer) for layer in reversed(chain["layers"])]


def floor_of(label: str) -> int | None:
    return next((i for i, layer in enumerate(floors()) if label in layer.split("|")), None)


def test_foreign_keys_point_down_the_chain():
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        and None not in (here := floor_of(model._meta.app_label), there := floor_of(field.related_model._meta.app_label))
        and there > here
    ]  # fmt: skip
    assert upward == []


def test_every_room_has_its_floor():
    rooms = {path.parent.name for path in WEB.glob("*/__init__.py")}
    assert {room for room in rooms if floor_of(room) is None} == set()


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_template_compiles(path):
    engines["django"].from_string(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_template_holds_nothing_inline_and_is_short(path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", text) == []
    assert re.findall(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>", text) == []
    assert len(text.splitlines()) <= 200


def addresses(patterns, app_name=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, pattern.app_name or app_name)
        elif isinstance(pattern, URLPattern):
            yield app_name, pattern


def test_a_url_bears_the_name_of_its_view():
    differing = [
        f"{room}:{pattern.name} -> {pattern.callback.__name__}"
        for room, pattern in addresses(get_resolver().url_patterns)
        if pattern.callback.__name__ != pattern.name
    ]
    assert differing == []


def test_no_source_file_is_too_long():
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / "src").rglob("*.py")
    }
    assert {str(path): n for path, n in lengths.items() if n > 500} == {}


def test_no_room_is_named_after_nothing():
    nouns_of_nothing = {"utils", "common", "helpers", "core", "misc", "services"}
    found = {path.stem for path in (ROOT / "src").rglob("*.py")} | {
        p.name for p in (ROOT / "src").rglob("*") if p.is_dir()
    }
    assert found & nouns_of_nothing == set()
