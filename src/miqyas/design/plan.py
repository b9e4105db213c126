"""The pre-analysis plan: what will be asked of the data, written before they are seen."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, TypeAlias

from miqyas.design.coherence import check, tidy
from miqyas.design.designs import Design, design_named
from miqyas.errors import InvalidField, UnknownField

SCHEMA = "miqyas.plan/1"
# What a plan says beyond the first version of the format: it is written in the second only where it says some of it,
# so that a plan sealed under the first keeps its hash.
LATER_SCHEMA = "miqyas.plan/2"

Wanted: TypeAlias = Literal["increase", "decrease", ""]

_LATER = (
    "baseline", "instrument", "running", "unit_id", "time", "cohort", "cutoff", "secondary_outcomes",
    "multiple_testing", "subgroups", "exclusions", "missing_data", "sample_size", "draws",
)  # fmt: skip
_LISTS = ("covariates", "secondary_outcomes", "subgroups", "draws")


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
        Anything else a reader must know.
    baseline, instrument, running, unit_id, time, cohort : str or None
        More columns: the outcome measured before; what moved people to take part; the score that a rule looked at;
        who is followed; the period; the first period of treatment.
    cutoff : float or None
        Threshold of ``running``.
    secondary_outcomes : tuple of str
        Other columns that will be looked at, in any order (kept sorted); ``outcome`` is the primary one.
    multiple_testing : {'', 'none', 'holm', 'romano_wolf', 'sharpened_q'}
        How several outcomes are counted together; empty when not said.
    subgroups : tuple of str
        Columns whose groups will be compared: no other comparison is confirmatory.
    exclusions, missing_data : str
        Who is left out, by what rule; what is done where an answer is missing.
    sample_size : str
        How the size was settled: effect, power, number of units, in words or as the record of a computation.
    draws : tuple of str
        Seals of the records of lots and samples that the study rests on.
    """

    question: str
    design: str
    outcome: str
    treatment: str = ""
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
    baseline: str | None = None
    instrument: str | None = None
    running: str | None = None
    unit_id: str | None = None
    time: str | None = None
    cohort: str | None = None
    cutoff: float | None = None
    secondary_outcomes: tuple[str, ...] = ()
    multiple_testing: str = ""
    subgroups: tuple[str, ...] = ()
    exclusions: str = ""
    missing_data: str = ""
    sample_size: str = ""
    draws: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        tidy(self)
        check(self)

    @property
    def method(self) -> Design:
        """The design, with its names and needs."""
        return design_named(self.design)

    def to_dict(self) -> dict[str, Any]:
        """Return every field as JSON knows it, with the schema's name; later fields only where one is filled."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        values |= {name: list(values[name]) for name in _LISTS}
        if not any(values[name] or values[name] == 0 for name in _LATER):
            return {"schema": SCHEMA, **{name: values[name] for name in values if name not in _LATER}}
        return {"schema": LATER_SCHEMA, **values}

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
        if values.pop("schema", SCHEMA) not in {SCHEMA, LATER_SCHEMA}:
            raise InvalidField(field="schema", found=document["schema"], expected=f"{SCHEMA}, {LATER_SCHEMA}")
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
