"""Expressions of a questionnaire made ready to be judged on an answer that rows became.

A condition that calls a function which speaks of more than one answer, or names a question that no table brings, is not
judged: it is named, not guessed.
"""

import re
from collections.abc import Collection
from typing import Any

from lxml import etree

from miqyas.interchange.form import Form
from miqyas.interchange.rows.expressions import CORE, FUNCTIONS, dates_as_days
from miqyas.interchange.rows.tied import repeat_above

CALL = re.compile(r"(?<![\w\-.:/])((?:[A-Za-z_][\w.]*:)?[A-Za-z_][\w\-.]*)\s*\(")
LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
PATH = re.compile(r"(?<![\w./\])])(?:(?:\.\./)+|/)[\w.\-]+(?:/[\w.\-]+)*")
COUNT = re.compile(r"(?<![\w\-.:/])count\s*\(\s*([/\w.\-]+)\s*\)")
WORDS = frozenset({"and", "or", "div", "mod"})
# Instead of the paths while the rest is looked at.
NOTHING = "''"


class Conditions:
    """Compiles the expressions of a form, for tables that bring some of its questions and repeats.

    Parameters
    ----------
    form : Form
        The questionnaire.
    brought : collection of str
        Paths of the questions that some table answers.
    repeats : collection of str
        Paths of the repeats whose rows some table holds.
    """

    def __init__(self, form: Form, *, brought: Collection[str], repeats: Collection[str]) -> None:
        self._form, self._brought, self._repeats = form, frozenset(brought), frozenset(repeats)
        self._functions = {(None, name): function for name, function in FUNCTIONS.items()}

    def compiled(
        self, expression: str, *, at: str, seen_from: str = "", as_type: str = "boolean"
    ) -> etree.XPath | None:
        """The expression ready to be judged; None when it cannot be from these tables.

        Parameters
        ----------
        expression : str
            As the form has it.
        at : str
            The path it is written at: what its relative paths start from.
        seen_from : str
            The path of the element it will be judged at, ``at`` by default.
        as_type : str
            "boolean" or "number".
        """
        texts = LITERAL.findall(expression)
        bare = LITERAL.sub(NOTHING, expression)
        counted = [_absolute(at, found) for found in COUNT.findall(bare)]
        if not all(each in self._repeats and not repeat_above(self._form, each) for each in counted):
            return None
        if not set(CALL.findall(COUNT.sub("0", bare))) - WORDS <= CORE | FUNCTIONS.keys():
            return None
        seen_from = seen_from or at
        named = [_absolute(at, found) for found in PATH.findall(COUNT.sub("0", bare))]
        if any(self._is_beyond(each, seen_from) for each in named):
            return None
        placed = PATH.sub(lambda found: self._placed(_absolute(at, found[0]), seen_from), bare)
        literals = iter(texts)
        # Only what was a text in the form is one here: paths hold no quotation mark.
        whole = re.sub(re.escape(NOTHING), lambda _found: next(literals), placed)
        try:
            return etree.XPath(f"{as_type}({dates_as_days(whole)})", extensions=self._functions)
        except etree.XPathSyntaxError:
            return None

    def _is_beyond(self, path: str, seen_from: str) -> bool:
        """Whether the tables say nothing of it, or many things: no column, or rows of a repeat it is not in."""
        around = repeat_above(self._form, path)
        return path not in self._brought or (bool(around) and not seen_from.startswith(f"{around}/"))

    def _placed(self, path: str, seen_from: str) -> str:
        """The path from the root; inside a repeat, from the very row it is judged in."""
        if not repeat_above(self._form, path):
            return path
        here, there = seen_from.split("/"), path.split("/")
        common = 0
        while common < min(len(here), len(there)) and here[common] == there[common]:
            common += 1
        return "/".join([".."] * (len(here) - common) + there[common:])


def truth(expression: etree.XPath, node: Any) -> bool:
    """Whether it holds; what an expression cannot do with such values is said by nobody as a fault."""
    try:
        return bool(expression(node))
    except etree.XPathError:
        return True


def number(expression: etree.XPath, node: Any) -> float | None:
    """The figure it gives; None when it gives none."""
    try:
        found: Any = expression(node)
    except etree.XPathError:
        return None
    return float(found) if found == found else None  # noqa: PLR0124 -- not-a-number equals nothing


def _absolute(at: str, path: str) -> str:
    if path.startswith("/"):
        return path
    parts = at.split("/")
    while path.startswith("../"):
        parts, path = parts[:-1], path[3:]
    return "/".join([*parts, path])
