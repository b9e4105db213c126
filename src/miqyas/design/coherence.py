"""Whether a plan holds together, and one way of writing each thing it says."""

import math
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from miqyas.design.designs import design_named
from miqyas.errors import EmptyQuestion, InvalidField, InvalidLevel, RoleMissing, RoleTwice

if TYPE_CHECKING:
    from miqyas.design.plan import Plan

_WANTED = ("increase", "decrease", "")
_TEXTS = (
    "question", "design", "outcome", "treatment", "indicator", "link", "hypothesis", "wanted", "notes",
    "multiple_testing", "exclusions", "missing_data", "sample_size",
)  # fmt: skip
_COLUMNS = (
    "strata", "cluster", "weights", "baseline", "instrument", "running", "unit_id", "time", "cohort",
)  # fmt: skip
_LISTS = ("covariates", "secondary_outcomes", "subgroups", "draws")
MULTIPLE_TESTING = ("", "none", "holm", "romano_wolf", "sharpened_q")
_COUNTS = ("minimum_n", "minimum_clusters")


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def tidy(plan: "Plan") -> None:
    """Write equal plans equally: composed accents, no stray spaces, sorted covariates, floats as floats."""
    for name in _TEXTS:
        _set(plan, name, _clean(_text(plan, name)))
    for name in _COLUMNS:
        if getattr(plan, name) is not None:
            _set(plan, name, _clean(_text(plan, name)) or None)
    for name in _LISTS:
        _set(plan, name, _names(plan, name))
    for name in ("level", "smallest_worthwhile", "cutoff"):
        if getattr(plan, name) is not None:
            _set(plan, name, _number(plan, name))


def _names(plan: "Plan", name: str) -> tuple[str, ...]:
    given = getattr(plan, name)
    if not isinstance(given, (list, tuple)) or not all(isinstance(one, str) and one.strip() for one in given):
        raise InvalidField(field=name, found=given or "", expected="a list of names")
    return tuple(sorted(_clean(one) for one in given))


def _set(plan: "Plan", name: str, value: object) -> None:
    object.__setattr__(plan, name, value)


def _text(plan: "Plan", name: str) -> str:
    value = getattr(plan, name)
    if not isinstance(value, str):
        raise InvalidField(field=name, found=value, expected="text")
    return value


def _number(plan: "Plan", name: str) -> float:
    value = getattr(plan, name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise InvalidField(field=name, found=value, expected="a number")
    return float(value)


def check(plan: "Plan") -> None:
    if not plan.question:
        raise EmptyQuestion
    design = design_named(plan.design)
    for role in design.required:
        if not getattr(plan, role):
            raise RoleMissing(design=design.key, role=role)
    _check_roles_differ(plan)
    if not 0 < plan.level < 1:
        raise InvalidLevel(level=plan.level)
    if plan.wanted not in _WANTED:
        raise InvalidField(field="wanted", found=plan.wanted, expected="increase, decrease or nothing")
    if plan.multiple_testing not in MULTIPLE_TESTING:
        raise InvalidField(
            field="multiple_testing", found=plan.multiple_testing, expected=", ".join(MULTIPLE_TESTING[1:])
        )
    if design.estimator == "rdd" and plan.cutoff is None:
        raise RoleMissing(design=design.key, role="cutoff")
    if not all(_is_sha256(seal) for seal in plan.draws):
        raise InvalidField(field="draws", found=plan.draws, expected="seals of 64 hexadecimal digits")
    _check_expectations(plan)


def _check_expectations(plan: "Plan") -> None:
    if plan.smallest_worthwhile is not None and plan.smallest_worthwhile <= 0:
        raise InvalidField(
            field="smallest_worthwhile", found=plan.smallest_worthwhile, expected="a number above 0"
        )
    for name in _COUNTS:
        value = getattr(plan, name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
            raise InvalidField(field=name, found=value, expected="a whole number, 1 or more")
    if not isinstance(plan.data_seen, bool):
        raise InvalidField(field="data_seen", found=plan.data_seen, expected="true or false")
    sha = plan.dataset_sha256
    if sha is not None and not _is_sha256(sha):
        raise InvalidField(field="dataset_sha256", found=sha, expected="64 hexadecimal digits")


def _is_sha256(value: object) -> bool:
    return isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")


def _columns(plan: "Plan") -> Iterator[tuple[str, str]]:
    for role in ("outcome", "treatment", *_COLUMNS):
        column = cast(str | None, getattr(plan, role))
        if column:
            yield role, column
    for role in ("covariates", "secondary_outcomes"):
        for column in getattr(plan, role):
            yield role, column


def _check_roles_differ(plan: "Plan") -> None:
    seen: dict[str, str] = {}
    for role, column in _columns(plan):
        # With small strata, pairs say, the variance is computed over the strata (`estimators.itt`).
        if role == "cluster" and column == plan.strata:
            continue
        # A unit that is followed may be the cluster its errors are grouped by.
        if role == "unit_id" and column == plan.cluster:
            continue
        if column in seen:
            raise RoleTwice(column=column, first=seen[column], second=role)
        seen[column] = role
