"""The pre-analysis plan: what will be asked of the data, written before they are seen."""

import hashlib
import json
import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, TypeAlias, cast

from miqyas.design.designs import Design, design_named
from miqyas.errors import EmptyQuestion, InvalidField, InvalidLevel, RoleMissing, RoleTwice, UnknownField

SCHEMA = "miqyas.plan/1"

Wanted: TypeAlias = Literal["increase", "decrease", ""]

_WANTED = ("increase", "decrease", "")
_TEXTS = (
    "question", "design", "outcome", "treatment", "indicator", "link", "hypothesis", "wanted", "notes",
)  # fmt: skip
_COLUMNS = ("strata", "cluster", "weights")
_COUNTS = ("minimum_n", "minimum_clusters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a study will do, fixed before the data are analysed.

    A plan that exists is coherent: it refuses what contradicts itself. Sealing is remembering `sha256` with a
    date; who sealed, and when, is the platform's knowledge, not the plan's.

    Attributes
    ----------
    question : str
        What one wants to know, in one sentence.
    design : str
        Key of `miqyas.design.designs.DESIGNS`.
    outcome, treatment : str
        Columns of the dataset to come.
    strata, cluster, weights : str or None
        Columns; the design says which are required.
    covariates : tuple of str
        Columns that sharpen the estimate, in any order (kept sorted).
    indicator, link : str
        Key of the indicator that the outcome measures; key of the link of the theory under study.
    hypothesis : str
        What is expected, in words.
    wanted : {'increase', 'decrease', ''}
        Direction in which the outcome is an improvement; empty when not said.
    level : float
        Coverage of the interval, between 0 and 1, ends excluded.
    smallest_worthwhile : float or None
        Smallest effect that would matter, in the outcome's unit; above 0.
    minimum_n, minimum_clusters : int or None
        Fewest units and clusters with which the study will be reported.
    dataset_sha256 : str or None
        Hash of the dataset when it exists already; None when it is still to be collected.
    data_seen : bool
        True when the authors had access to outcomes before writing the plan.
    notes : str
        Anything else a reader must know: exclusions, missing answers, other outcomes.
    """

    question: str
    design: str
    outcome: str
    treatment: str
    strata: str | None = None
    cluster: str | None = None
    covariates: tuple[str, ...] = ()
    weights: str | None = None
    indicator: str = ""
    link: str = ""
    hypothesis: str = ""
    wanted: Wanted = ""
    level: float = 0.95
    smallest_worthwhile: float | None = None
    minimum_n: int | None = None
    minimum_clusters: int | None = None
    dataset_sha256: str | None = None
    data_seen: bool = False
    notes: str = ""

    def __post_init__(self) -> None:
        _tidy(self)
        _check(self)

    @property
    def method(self) -> Design:
        """The design, with its names and needs."""
        return design_named(self.design)

    def to_dict(self) -> dict[str, Any]:
        """Return every field as JSON knows it, with the schema's name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {"schema": SCHEMA, **values, "covariates": list(self.covariates)}

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "Plan":
        """Read a plan back.

        Raises
        ------
        UnknownField
            The document holds a field that a plan does not have.
        InvalidField
            The schema is another one, or a field holds the wrong kind of value.
        """
        values = dict(document)
        if values.pop("schema", SCHEMA) != SCHEMA:
            raise InvalidField(field="schema", found=document["schema"], expected=SCHEMA)
        known = {field.name for field in fields(cls)}
        for name in values:
            if name not in known:
                raise UnknownField(field=name)
        for name in ("question", "design", "outcome", "treatment"):
            values.setdefault(name, "")
        return cls(**values)

    def canonical(self) -> bytes:
        """Return the one way of writing this plan: UTF-8 JSON, keys sorted, no spaces.

        Examples
        --------
        >>> plan = Plan(question="Does credit raise income?", design="individually_randomised",
        ...             outcome="income", treatment="credit")
        >>> plan.canonical()[:46]
        b'{"cluster":null,"covariates":[],"data_seen":fa'
        """
        text = json.dumps(
            self.to_dict(), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
        )
        return text.encode("utf-8")

    def sha256(self) -> str:
        """Return the hash that seals this plan, 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical()).hexdigest()


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _tidy(plan: Plan) -> None:
    """Write equal plans equally: composed accents, no stray spaces, sorted covariates, floats as floats."""
    for name in _TEXTS:
        _set(plan, name, _clean(_text(plan, name)))
    for name in _COLUMNS:
        if getattr(plan, name) is not None:
            _set(plan, name, _clean(_text(plan, name)) or None)
    if not isinstance(plan.covariates, (list, tuple)) or not all(isinstance(c, str) for c in plan.covariates):
        raise InvalidField(field="covariates", found=plan.covariates, expected="a list of column names")
    _set(plan, "covariates", tuple(sorted(_clean(column) for column in plan.covariates)))
    for name in ("level", "smallest_worthwhile"):
        if getattr(plan, name) is not None:
            _set(plan, name, _number(plan, name))


def _set(plan: Plan, name: str, value: object) -> None:
    object.__setattr__(plan, name, value)


def _text(plan: Plan, name: str) -> str:
    value = getattr(plan, name)
    if not isinstance(value, str):
        raise InvalidField(field=name, found=value, expected="text")
    return value


def _number(plan: Plan, name: str) -> float:
    value = getattr(plan, name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise InvalidField(field=name, found=value, expected="a number")
    return float(value)


def _check(plan: Plan) -> None:
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
    _check_expectations(plan)


def _check_expectations(plan: Plan) -> None:
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


def _columns(plan: Plan) -> Iterator[tuple[str, str]]:
    for role in ("outcome", "treatment", "strata", "cluster", "weights"):
        column = cast(str | None, getattr(plan, role))
        if column:
            yield role, column
    for column in plan.covariates:
        if not column:
            raise InvalidField(field="covariates", found="", expected="a list of column names")
        yield "covariates", column


def _check_roles_differ(plan: Plan) -> None:
    seen: dict[str, str] = {}
    for role, column in _columns(plan):
        # With small strata, pairs say, the variance is computed over the strata (`estimators.itt`).
        if role == "cluster" and column == plan.strata:
            continue
        if column in seen:
            raise RoleTwice(column=column, first=seen[column], second=role)
        seen[column] = role
