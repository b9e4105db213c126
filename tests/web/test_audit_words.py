"""Everything written in the audit log can be read by an officer."""

import ast

import pytest

from miqyas_web.foundation import slots
from miqyas_web.theories.enums import ChangeVerb
from tests.conftest import ROOT

WEB = ROOT / "src" / "miqyas_web"
# Done by the platform or by its operator, in nobody's organisation.
OF_THE_PLATFORM = {"files_swept", "territories_imported"}


def verbs():
    """The first argument of every call of ``audit.record`` that is written out."""
    for path in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_record = (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", getattr(node.func, "id", "")) == "record"
            )
            if is_record and node.args and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


OF_THEORIES = {f"theory_{verb}" for verb in ChangeVerb.values}
VERBS = sorted(set(verbs()) - OF_THE_PLATFORM | OF_THEORIES)


def test_the_verbs_are_found():
    assert len(VERBS) > 25


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_of_the_audit_log_has_words(verb):
    words = {name for part in slots.items("audit_words") for name in part}
    assert verb in words
