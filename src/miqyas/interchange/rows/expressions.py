"""The functions of XForms that speak of one answer, for XPath 1.0; days are counted from 1970, as the engines count."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

EPOCH = date(1970, 1, 1)
DAY = re.compile(r"(['\"])(\d{4}-\d{2}-\d{2})\1")
SECONDS = 86_400

# Known to XPath 1.0 itself; position, last and id speak of more than one answer.
CORE = frozenset(
    {
        *("boolean", "ceiling", "concat", "contains", "false", "floor", "normalize-space", "not", "number"),
        *("round", "starts-with", "string", "string-length", "substring", "substring-after"),
        *("substring-before", "translate", "true"),
    }
)


def as_days(text: str) -> str:
    """A date, or a date and an hour, as days; any other text as it is."""
    try:
        if len(text) == len("2026-11-23"):
            return str((date.fromisoformat(text) - EPOCH).days)
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    # Without a zone, the hour of the phone: compared with others of the same phone.
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return repr(at.timestamp() / SECONDS)


def dates_as_days(expression: str) -> str:
    """The expression with the days it quotes as figures, which XPath 1.0 compares."""
    return DAY.sub(lambda found: f"'{as_days(found[2])}'", expression)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return (value[0].text or "") if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def _number(value: Any) -> float:
    try:
        return float(_text(value))
    except ValueError:
        return float("nan")


def _truth(value: Any) -> bool:
    return bool(value) and value == value  # noqa: PLR0124 -- not-a-number is false


def _date(_context: Any, value: Any) -> float:
    return _number(as_days(_text(value)))


def _selected(_context: Any, value: Any, code: Any) -> bool:
    return _text(code) in _text(value).split()


def _selected_at(_context: Any, value: Any, place: Any) -> str:
    codes = _text(value).split()
    at = int(_number(place))
    return codes[at] if 0 <= at < len(codes) else ""


def _if(_context: Any, condition: Any, one: Any, other: Any) -> Any:
    return one if _truth(condition) else other


def _coalesce(_context: Any, *values: Any) -> str:
    return next((text for value in values if (text := _text(value))), "")


def _regex(_context: Any, value: Any, pattern: Any) -> bool:
    return re.search(_text(pattern), _text(value)) is not None


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "selected": _selected,
    "count-selected": lambda _context, value: float(len(_text(value).split())),
    "selected-at": _selected_at,
    "if": _if,
    "coalesce": _coalesce,
    "regex": _regex,
    "date": _date,
    "date-time": _date,
    "today": lambda _context: float((datetime.now(UTC).date() - EPOCH).days),
    "now": lambda _context: datetime.now(UTC).timestamp() / SECONDS,
    "int": lambda _context, value: float(int(_number(value))),
    "abs": lambda _context, value: abs(_number(value)),
    "pow": lambda _context, base, power: _number(base) ** _number(power),
}
