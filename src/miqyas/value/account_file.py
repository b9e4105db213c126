"""An account written by hand, in TOML or JSON: every figure with its source, or it is refused."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from miqyas.errors import (
    AccountFieldInvalid,
    AccountFieldMissing,
    AccountFieldUnknown,
    AccountUnreadable,
    NoOutcomes,
    SourceMissing,
)
from miqyas.value.account import SHARES, Account, Cost, Outcome, Sourced
from miqyas.value.correlation import Correlation
from miqyas.value.distributions import Distribution, Lognormal, Normal, Triangular, Uniform

ACCOUNT = (
    "title", "currency", "investment", "discount_rate", "outcomes", "costs", "correlations", "stakeholders",
    "left_out", "cost_effectiveness",
)  # fmt: skip
OUTCOME = ("name", "years", "quantity", "unit_value", *SHARES)
FIGURE = ("value", "source", "distribution")
EFFECT = ("effect", "std_error", "effect_source", "cost", "cost_std_error", "unit")
KINDS: dict[str, tuple[str, ...]] = {
    "normal": ("std_error",), "lognormal": ("factor",), "triangular": ("low", "high"), "uniform": ("low", "high"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effectiveness:
    """An effect and what treating one unit costs, for a cost of one unit of effect."""

    effect: float
    std_error: float
    effect_source: str
    cost: Sourced
    cost_std_error: float
    unit: str


@dataclass(frozen=True, slots=True)
class AccountFile:
    """What a file says: the account, and what its reader must know of how it was drawn up.

    Attributes
    ----------
    title, currency : str
        Name of the account; unit of money.
    account : Account
        Figures with their sources.
    correlations : tuple of Correlation
        Figures that move together.
    stakeholders, left_out : tuple of str
        Who lived the changes and was asked; outcomes left out, each with its reason.
    effectiveness : Effectiveness or None
        For a cost of one unit of effect.
    """

    title: str
    currency: str
    account: Account
    correlations: tuple[Correlation, ...]
    stakeholders: tuple[str, ...]
    left_out: tuple[str, ...]
    effectiveness: Effectiveness | None


def read_account(path: str | Path) -> AccountFile:
    """Read an account from a file ending in ``.toml`` or ``.json``.

    Raises
    ------
    InvalidAccount
        `AccountUnreadable`, `AccountFieldMissing`, `AccountFieldUnknown`, `AccountFieldInvalid`, and those of the
        account itself: `SourceMissing` names the figure.
    """
    place = Path(path)
    try:
        text = place.read_text(encoding="utf-8")
        document = json.loads(text) if place.suffix.casefold() == ".json" else tomllib.loads(text)
    except (OSError, UnicodeDecodeError, ValueError) as error:  # both parsers raise a kind of ValueError
        raise AccountUnreadable(name=place.name, reason=str(error).rstrip(".")) from error
    if not isinstance(document, dict):
        raise AccountUnreadable(name=place.name, reason=type(document).__name__)
    return account_from(document)


def account_from(document: Mapping[str, Any]) -> AccountFile:
    """Build an account from what a file holds."""
    _check_fields(document, "account", ACCOUNT)
    outcomes = _tables(document, "outcomes")
    if not outcomes:
        raise NoOutcomes
    account = Account(
        investment=_figure(document, "investment", ""),
        discount_rate=_figure(document, "discount_rate", ""),
        outcomes=tuple(_outcome(table) for table in outcomes),
        costs=tuple(_cost(table) for table in _tables(document, "costs")),
    )
    effect = document.get("cost_effectiveness")
    return AccountFile(
        title=_text(document.get("title", ""), "title"),
        currency=_text(document.get("currency", "MAD"), "currency"),
        account=account,
        correlations=tuple(_correlation(table) for table in _tables(document, "correlations")),
        stakeholders=_names(document, "stakeholders"),
        left_out=_names(document, "left_out"),
        effectiveness=None if effect is None else _effectiveness(effect),
    )


def _outcome(table: Mapping[str, Any]) -> Outcome:
    name = _required_text(table, "name", "outcomes")
    _check_fields(table, name, OUTCOME)
    figures = {part: _figure(table, part, name) for part in ("quantity", "unit_value", *SHARES)}
    return Outcome(name=name, years=_whole(table.get("years", 1), f"{name}: years"), **figures)


def _cost(table: Mapping[str, Any]) -> Cost:
    name = _required_text(table, "name", "costs")
    _check_fields(table, name, ("name", "year", "amount"))
    if "year" not in table:
        raise AccountFieldMissing(where=name, field="year")
    return Cost(name, _figure(table, "amount", name), _whole(table["year"], f"{name}: year"))


def _correlation(table: Mapping[str, Any]) -> Correlation:
    _check_fields(table, "correlations", ("between", "rank", "source"))
    between = table.get("between")
    if not isinstance(between, Sequence) or isinstance(between, str) or len(between) != 2:
        raise AccountFieldInvalid(
            where="correlations: between", found=between, expected='["a: quantity", "b: quantity"]'
        )
    first, second = (_text(name, "correlations: between") for name in between)
    where = f"{first} ~ {second}"
    return Correlation(
        first, second, _number(table.get("rank"), where), _text(table.get("source", ""), where)
    )


def _effectiveness(table: Any) -> Effectiveness:
    where = "cost_effectiveness"
    _check_fields(_table(table, where), where, EFFECT)
    for field in ("effect", "std_error", "cost"):
        if field not in table:
            raise AccountFieldMissing(where=where, field=field)
    source = _text(table.get("effect_source", ""), where)
    if not source.strip():
        raise SourceMissing(name=f"{where}: effect")
    return Effectiveness(
        effect=_number(table["effect"], f"{where}: effect"),
        std_error=_number(table["std_error"], f"{where}: std_error"),
        effect_source=source,
        cost=_figure(table, "cost", where),
        cost_std_error=_number(table.get("cost_std_error", 0.0), f"{where}: cost_std_error"),
        unit=_text(table.get("unit", ""), where),
    )


def _figure(table: Mapping[str, Any], field: str, owner: str) -> Sourced:
    """Read one figure; a bare number has no source, and is refused by its name."""
    name = f"{owner}: {field}" if owner else field
    if field not in table:
        raise AccountFieldMissing(where=owner or "account", field=field)
    written = table[field]
    if isinstance(written, int | float):
        raise SourceMissing(name=name)
    _check_fields(_table(written, name), name, FIGURE)
    if "value" not in written:
        raise AccountFieldMissing(where=name, field="value")
    source = _text(written.get("source", ""), name)
    if not source.strip():
        raise SourceMissing(name=name)
    value = _number(written["value"], name)
    drawn = written.get("distribution")
    return Sourced(value, source, None if drawn is None else _distribution(drawn, value, name))


def _distribution(written: Any, value: float, name: str) -> Distribution:
    """Read a distribution; the figure's own value is its mean, median or likeliest value."""
    where = f"{name}: distribution"
    kind = _table(written, where).get("kind")
    if kind not in KINDS:
        raise AccountFieldInvalid(where=where, found=kind, expected=", ".join(KINDS))
    _check_fields(written, where, ("kind", *KINDS[kind]))
    parts = []
    for field in KINDS[kind]:
        if field not in written:
            raise AccountFieldMissing(where=where, field=field)
        parts.append(_number(written[field], where))
    if kind == "normal":
        return Normal(value, parts[0])
    if kind == "lognormal":
        return Lognormal(value, parts[0])
    if kind == "triangular":
        return Triangular(parts[0], value, parts[1])
    return Uniform(parts[0], parts[1])


def _check_fields(table: Mapping[str, Any], where: str, expected: Sequence[str]) -> None:
    for field in table:
        if field not in expected:
            raise AccountFieldUnknown(where=where, field=field, expected=", ".join(expected))


def _tables(document: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    written = document.get(field, [])
    if not isinstance(written, list):
        raise AccountFieldInvalid(where=field, found=written, expected="[[…]]")
    return [_table(table, field) for table in written]


def _table(written: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(written, dict):
        raise AccountFieldInvalid(where=where, found=written, expected='{ value = …, source = "…" }')
    return written


def _names(document: Mapping[str, Any], field: str) -> tuple[str, ...]:
    written = document.get(field, [])
    if not isinstance(written, list):
        raise AccountFieldInvalid(where=field, found=written, expected='["…", "…"]')
    return tuple(_text(name, field) for name in written)


def _text(written: Any, where: str) -> str:
    if not isinstance(written, str):
        raise AccountFieldInvalid(where=where, found=written, expected='"…"')
    return written


def _required_text(table: Mapping[str, Any], field: str, where: str) -> str:
    if field not in table:
        raise AccountFieldMissing(where=where, field=field)
    return _text(table[field], f"{where}: {field}")


def _number(written: Any, where: str) -> float:
    if isinstance(written, bool) or not isinstance(written, int | float):
        raise AccountFieldInvalid(where=where, found=written, expected="0.25")
    return float(written)


def _whole(written: Any, where: str) -> int:
    if isinstance(written, bool) or not isinstance(written, int):
        raise AccountFieldInvalid(where=where, found=written, expected="1, 2, 3…")
    return written
