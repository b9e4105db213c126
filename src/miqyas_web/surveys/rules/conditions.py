"""Conditions as sentences: «ask only when [question] [is] [value]», to XPath and back.

What cannot be said so comes back as None: the page shows the expression as it is and keeps it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The answer the condition is about, in a constraint.
ITSELF = "."
NUMBER = re.compile(r"^-?[0-9]+(?:\.[0-9]+)?$")
DATE = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison. ``values`` holds codes, figures or dates; none for “is answered”."""

    question: str
    operator: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Conditions joined by one word, ``and`` or ``or``."""

    conditions: tuple[Condition, ...]
    joined_by: str = "and"


# Operator, words, how many values: none, one, or several.
OPERATORS: "dict[str, tuple[str | Promise, int]]" = {
    "is": (pgettext_lazy("comparison", "is"), 1),
    "is_not": (pgettext_lazy("comparison", "is not"), 1),
    "one_of": (_("is one of"), 9),
    "none_of": (_("is none of"), 9),
    "includes": (_("includes, among several choices"), 1),
    "excludes": (_("does not include, among several choices"), 1),
    "more": (_("is more than"), 1),
    "at_least": (_("is at least"), 1),
    "less": (_("is less than"), 1),
    "at_most": (_("is at most"), 1),
    "answered": (_("is answered"), 0),
    "not_answered": (_("is not answered"), 0),
}
# Of the answer itself; a value may be the name of another question.
CONSTRAINTS: "dict[str, tuple[str | Promise, int]]" = {
    "at_least": (_("is at least"), 1),
    "at_most": (_("is at most"), 1),
    "more": (_("is more than"), 1),
    "less": (_("is less than"), 1),
    "is_not": (pgettext_lazy("comparison", "is not"), 1),
    "not_after_today": (_("is not after today"), 0),
    "not_before_today": (_("is not before today"), 0),
    "shorter": (_("has at most this many letters"), 1),
    "longer": (_("has at least this many letters"), 1),
    "moroccan_phone": (_("is a Moroccan phone number"), 0),
    "n_chosen_at_most": (_("has at most this many choices ticked"), 1),
    "excludes": (_("does not include, among several choices"), 1),
}
_SIGNS = {"is": "=", "is_not": "!=", "more": ">", "at_least": ">=", "less": "<", "at_most": "<="}
_OPERATOR_OF = {sign: operator for operator, sign in _SIGNS.items()}
PHONE = r"^(0|\+212)[5-7][0-9]{8}$"
_FIXED = {
    "not_after_today": ". <= today()",
    "not_before_today": ". >= today()",
    "moroccan_phone": f"regex(., '{PHONE}')",
}
_PATTERNS = {
    "answered": "{about} != ''",
    "not_answered": "{about} = ''",
    "includes": "selected({about}, {code})",
    "excludes": "not(selected({about}, {code}))",
    "shorter": "string-length({about}) <= {figure}",
    "longer": "string-length({about}) >= {figure}",
    "n_chosen_at_most": "count-selected({about}) <= {figure}",
}


def expression_of(sentence: Sentence) -> str:
    """The XPath of a sentence; empty without conditions."""
    parts = [_part(condition) for condition in sentence.conditions]
    if len(parts) > 1:
        # A part that joins comparisons itself keeps its own brackets whatever joins the parts.
        parts = [f"({part})" if " or " in part or " and " in part else part for part in parts]
    return f" {sentence.joined_by} ".join(parts)


def _part(condition: Condition) -> str:
    operator, values = condition.operator, condition.values
    if operator in _FIXED:
        return _FIXED[operator]
    about = ITSELF if condition.question == ITSELF else f"${{{condition.question}}}"
    if operator == "one_of":
        return " or ".join(f"{about} = {_quoted(value)}" for value in values)
    if operator == "none_of":
        return " and ".join(f"{about} != {_quoted(value)}" for value in values)
    if operator in _PATTERNS:
        value = values[0] if values else ""
        return _PATTERNS[operator].format(about=about, code=_quoted(value), figure=value)
    return f"{about} {_SIGNS[operator]} {_value(values[0], operator)}"


def _value(value: str, operator: str) -> str:
    """A figure, a date, another question, or a code between quotes."""
    if value.startswith("${"):
        return value
    if DATE.match(value):
        return f"date('{value}')"
    if NUMBER.match(value) and operator not in {"is", "is_not"}:
        return value
    return _quoted(value)


def _quoted(value: str) -> str:
    # XPath 1.0 cannot escape a quote: the other kind is used.
    return f"'{value}'" if "'" not in value else f'"{value}"'


_ABOUT = r"(?P<about>\.|\$\{\s*[^}\s]+\s*\})"
_LITERAL = r"""(?P<value>'[^']*'|"[^"]*"|-?[0-9]+(?:\.[0-9]+)?|\$\{\s*[^}\s]+\s*\}|date\('[0-9-]+'\))"""
_COMPARED = re.compile(rf"^{_ABOUT}\s*(?P<sign>=|!=|>=|<=|>|<)\s*{_LITERAL}$")
_SELECTED = re.compile(rf"^selected\(\s*{_ABOUT}\s*,\s*{_LITERAL}\s*\)$")
_COUNTED = re.compile(
    rf"^(?P<function>string-length|count-selected)\(\s*{_ABOUT}\s*\)\s*(?P<sign>>=|<=)\s*{_LITERAL}$"
)
_NOT = re.compile(r"^not\(\s*(?P<inside>.*)\s*\)$", re.DOTALL)


def sentence_of(expression: str) -> Sentence | None:
    """The sentence an expression says; None when it says more than sentences can."""
    text = " ".join(expression.split())
    if not text:
        return Sentence(())
    for joined_by in ("or", "and"):
        parts = _split(text, joined_by)
        if parts is None:
            return None
        if len(parts) > 1:
            return _joined(parts, joined_by)
    condition = _condition(text)
    return Sentence((condition,)) if condition else None


def _joined(parts: Sequence[str], joined_by: str) -> Sentence | None:
    """Several parts; all about one question with one sign, they are a list of values."""
    conditions = [_condition(part) or _listed(part) for part in parts]
    found = tuple(condition for condition in conditions if condition is not None)
    if len(found) != len(parts):
        return None
    sign, listed = ("is", "one_of") if joined_by == "or" else ("is_not", "none_of")
    if _is_list(found, sign):
        values = tuple(value for condition in found for value in condition.values)
        return Sentence((Condition(found[0].question, listed, values),))
    return Sentence(found, joined_by)


def _is_list(conditions: Sequence[Condition], sign: str) -> bool:
    return len({condition.question for condition in conditions}) == 1 and all(
        condition.operator == sign and not condition.values[0].startswith("${") for condition in conditions
    )


def _listed(part: str) -> Condition | None:
    """A part between brackets that is itself a list of values of one question."""
    inside = _unwrapped(part)
    sentence = sentence_of(inside) if inside != part else None
    return sentence.conditions[0] if sentence and len(sentence.conditions) == 1 else None


def _condition(text: str) -> Condition | None:
    plain = _unwrapped(text)
    for operator, fixed in _FIXED.items():
        if plain.replace(" ", "") == fixed.replace(" ", ""):
            return Condition(ITSELF, operator)
    if found := _SELECTED.match(plain):
        return Condition(_question(found), "includes", (_plain(found),))
    if (negated := _NOT.match(plain)) and (found := _SELECTED.match(negated["inside"])):
        return Condition(_question(found), "excludes", (_plain(found),))
    if found := _COUNTED.match(plain):
        return _counted(found)
    if found := _COMPARED.match(plain):
        return _compared(found)
    return None


def _counted(found: re.Match[str]) -> Condition | None:
    named = {
        ("string-length", "<="): "shorter",
        ("string-length", ">="): "longer",
        ("count-selected", "<="): "n_chosen_at_most",
    }
    operator = named.get((found["function"], found["sign"]))
    return Condition(_question(found), operator, (_plain(found),)) if operator else None


def _compared(found: re.Match[str]) -> Condition:
    value, operator = _plain(found), _OPERATOR_OF[found["sign"]]
    if value == "" and operator in {"is", "is_not"}:
        return Condition(_question(found), "not_answered" if operator == "is" else "answered")
    return Condition(_question(found), operator, (value,))


def _question(found: re.Match[str]) -> str:
    about = found["about"]
    return ITSELF if about == ITSELF else about[2:-1].strip()


def _plain(found: re.Match[str]) -> str:
    value = found["value"]
    if value.startswith("date("):
        return value[6:-2]
    return value[1:-1] if value[0] in "'\"" else value


def _unwrapped(text: str) -> str:
    """Without the brackets that hold the whole of it."""
    while text.startswith("(") and text.endswith(")") and _closes_at(text) == len(text) - 1:
        text = text[1:-1].strip()
    return text


def _closes_at(text: str) -> int:
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place
    return -1


def _split(text: str, word: str) -> list[str] | None:
    """The parts joined by a word outside of brackets and quotes; None when brackets or quotes are left open."""
    parts, depth, quote, start, place = [], 0, "", 0, 0
    between = f" {word} "
    while place < len(text):
        sign = text[place]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif depth == 0 and text.startswith(between, place):
            parts.append(text[start:place].strip())
            place += len(between) - 1
            start = place
        place += 1
    return None if depth or quote else [*parts, text[start:].strip()]
