"""Templates of every room obey the content policy and the strict components."""

import re

import pytest
from django.template import TemplateSyntaxError
from django.template.loader import get_template

from tests.conftest import ROOT

ROOMS = ROOT / "src" / "miqyas_web"
TEMPLATES = sorted(ROOMS.glob("*/templates/**/*.html"))
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a handler": re.compile(r"<[^>]*\son[a-z]+=", re.IGNORECASE),
    "a script in the page": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "hx-on or another string to evaluate": re.compile(r"\bhx-on|\bhx-vars|javascript:|\bjs:", re.IGNORECASE),
    "an address elsewhere": re.compile(r'\b(src|href)="(https?:)?//', re.IGNORECASE),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOMS)))
def test_template_holds_nothing_inline(path):
    text = path.read_text(encoding="utf-8")
    assert [reason for reason, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOMS)))
def test_template_can_be_read(path):
    """Strict components fail here, not in front of a person."""
    name = path.relative_to(next(parent for parent in path.parents if parent.name == "templates"))
    try:
        get_template(str(name))
    except TemplateSyntaxError as mistake:
        pytest.fail(f"{name}: {mistake}")


def test_answer_carries_the_policy(client):
    policy = client.get("/health/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
