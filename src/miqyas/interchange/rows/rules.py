"""What a questionnaire asks of a row beyond each cell: required answers, skips, constraints.

Conditions are read by XPath 1.0 with the functions of XForms that speak of one answer; a condition that calls another
function, or speaks of a question that the table does not bring, is not judged: it is named, not guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from miqyas.interchange.form import Form, Question
from miqyas.interchange.rows.expressions import CORE, FUNCTIONS, as_days, dates_as_days
from miqyas.interchange.rows.faults import RowFault
from miqyas.interchange.rows.matching import questions_of_a_table

CALL = re.compile(r"(?<![\w\-.:/])((?:[A-Za-z_][\w.]*:)?[A-Za-z_][\w\-.]*)\s*\(")
LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
ABSOLUTE = re.compile(r"(?<![\w.\]])/[\w.\-]+(?:/[\w.\-]+)*")
RELATIVE = re.compile(r"(?<![\w/])(?:\.\./)+[\w.\-]+(?:/[\w.\-]+)*")
WORDS = frozenset({"and", "or", "div", "mod"})
DAYS = frozenset({"date", "dateTime", "today", "start", "end"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with its column: when it is asked, what its answer must be; None: cannot be judged."""

    column: str
    question: Question
    conditions: tuple[etree.XPath, ...] | None
    constraint: etree.XPath | None


class RowRules:
    """Judges answers that rows became, question by question.

    Parameters
    ----------
    form : Form
        The questionnaire, with the conditions of its groups.
    columns : mapping of str to str
        By column of the table, the path of its question.

    Attributes
    ----------
    unjudged : tuple of str
        Questions with a condition or a constraint that cannot be judged from this table.

    Examples
    --------
    >>> age = Question("age", "/data/age", "integer", constraint=". >= 15", is_required=True)
    >>> rules = RowRules(Form("f", "1", "", "data", ("",), "", (age,), group_conditions={}), {"Age": "/data/age"})
    >>> [fault.code for fault in rules.faults(b"<data><age>9</age></data>", row=2)]
    ['constraint']
    >>> [fault.code for fault in rules.faults(b"<data><age/></data>", row=2)]
    ['required']
    """

    def __init__(self, form: Form, columns: Mapping[str, str]) -> None:
        by_path = {path: column for column, path in columns.items()}
        self._brought = frozenset(by_path)
        self._known = {one.path for one in form.questions} | set(form.repeats)
        self._days = [one.path for one in form.questions if one.kind in DAYS and one.path in by_path]
        self._form = form
        unjudged: dict[str, None] = {}
        self._asked = [
            self._read(by_path[one.path], one, unjudged)
            for one in questions_of_a_table(form)
            if one.path in by_path
        ]
        self.unjudged = tuple(unjudged)

    def faults(self, xml: bytes, *, row: int) -> list[RowFault]:
        """Return what the answer breaks."""
        root = etree.fromstring(xml)
        answers = {one.question.path: _at(root, one.question.path) for one in self._asked}
        said = {path: (node.text or "") if node is not None else "" for path, node in answers.items()}
        for path in self._days:
            if (node := answers.get(path)) is not None and node.text:
                node.text = as_days(node.text)
        found = []
        for one in self._asked:
            node, answer = answers[one.question.path], said[one.question.path]
            code = _broken(one, node, answer) if node is not None else ""
            if code:
                expected = one.question.constraint if code == "constraint" else ""
                found.append(RowFault(row, one.column, code, answer, expected))
        return found

    def _read(self, column: str, question: Question, unjudged: dict[str, None]) -> _Asked:
        written = [question.relevant, *self._above(question.path)]
        conditions = [self._compiled(each, question.path) for each in written if each]
        constraint = self._compiled(question.constraint, question.path) if question.constraint else None
        is_whole = self._form.group_conditions is not None
        if None in conditions or (question.constraint and constraint is None):
            unjudged[question.name] = None
        judged = tuple(each for each in conditions if each is not None)
        can_tell = is_whole and len(judged) == len(conditions)
        return _Asked(column, question, judged if can_tell else None, constraint)

    def _above(self, path: str) -> list[str]:
        """The conditions of the groups around a question."""
        groups = self._form.group_conditions or {}
        parts = path.split("/")
        return [
            condition
            for depth in range(2, len(parts))
            if (condition := groups.get("/".join(parts[:depth]), ""))
        ]

    def _compiled(self, expression: str, path: str) -> etree.XPath | None:
        """The expression ready to be judged; None when it cannot be from this table."""
        bare = LITERAL.sub("''", expression)
        calls = set(CALL.findall(bare)) - WORDS
        if not calls <= CORE | FUNCTIONS.keys():
            return None
        named = set(ABSOLUTE.findall(bare)) | {_joined(path, each) for each in RELATIVE.findall(bare)}
        if any(self._is_beyond(each) for each in named):
            return None
        functions = {(None, name): function for name, function in FUNCTIONS.items()}
        try:
            return etree.XPath(f"boolean({dates_as_days(expression)})", extensions=functions)
        except etree.XPathSyntaxError:
            return None

    def _is_beyond(self, path: str) -> bool:
        """Whether the table says nothing of it: a question without column, a repeat, what is no question."""
        return path not in self._brought or any(path.startswith(f"{each}/") for each in self._form.repeats)


def _broken(one: _Asked, node: Any, answer: str) -> str:
    is_asked = None if one.conditions is None else all(_holds(each, node) for each in one.conditions)
    if is_asked is False:
        return "irrelevant" if answer else ""
    if not answer:
        return "required" if is_asked and one.question.is_required else ""
    return "constraint" if one.constraint is not None and not _holds(one.constraint, node) else ""


def _holds(expression: etree.XPath, node: Any) -> bool:
    """Whether it holds; what an expression cannot do with such values is said by nobody as a fault."""
    try:
        return bool(expression(node))
    except etree.XPathError:
        return True


def _at(root: Any, path: str) -> Any:
    return root.find("/".join(path.split("/")[2:]))


def _joined(path: str, relative: str) -> str:
    parts = path.split("/")
    while relative.startswith("../"):
        parts, relative = parts[:-1], relative[3:]
    return "/".join([*parts, relative])
