"""What may be done to a column before it leaves: taken away, given another name, told less finely."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any, Literal, TypeAlias

from miqyas.data.intake.engine import quote_name, quote_text
from miqyas.errors import StepInvalid, StepUnfit

PERIODS: Mapping[str, str] = {"month": "%Y-%m", "year": "%Y", "quarter": ""}
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "UTINYINT")
MOMENTS = ("DATE", "TIMESTAMP")


@dataclass(frozen=True, slots=True)
class Drop:
    """The column goes."""

    column: str


@dataclass(frozen=True, slots=True)
class Pseudonymise:
    """The value becomes the HMAC-SHA256 of itself under a key kept apart: the same person, another name.

    Without the key nobody finds the person by trying names; with it, anyone can. Texts are told apart as they are
    written, blanks around them and case included.
    """

    column: str


@dataclass(frozen=True, slots=True)
class Band:
    """A number becomes the band it is in: edges 15, 25, 60 give ``<15``, ``15-24``, ``25-59``, ``60+`` for whole
    numbers, ``[15, 25)`` for others."""

    column: str
    edges: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """A number becomes the nearest multiple of ``to``: 1000 for an income, 0.1 for a degree (about 11 km)."""

    column: str
    to: float


@dataclass(frozen=True, slots=True)
class TopCode:
    """What is above ``most`` becomes ``most``, what is below ``least`` becomes ``least``."""

    column: str
    most: float | None = None
    least: float | None = None


@dataclass(frozen=True, slots=True)
class ToPeriod:
    """A day or a moment becomes its month, quarter or year."""

    column: str
    period: Literal["month", "quarter", "year"] = "month"


@dataclass(frozen=True, slots=True)
class Prefix:
    """A code keeps its first signs: a commune 04.151.01 becomes its province 04.151, or its region 04."""

    column: str
    length: int


@dataclass(frozen=True, slots=True)
class Regroup:
    """Each value becomes that of its group; what no group has becomes ``other``."""

    column: str
    groups: Mapping[str, str] = field(default_factory=dict)
    other: str = ""


Step: TypeAlias = Drop | Pseudonymise | Band | Round | TopCode | ToPeriod | Prefix | Regroup
KINDS: Mapping[str, type[Step]] = {
    "drop": Drop,
    "pseudonymise": Pseudonymise,
    "band": Band,
    "round": Round,
    "top_code": TopCode,
    "to_period": ToPeriod,
    "prefix": Prefix,
    "regroup": Regroup,
}


def step_record(step: Step) -> dict[str, Any]:
    """A step as plain data that JSON holds as it is, for the provenance of what was made."""
    name = next(name for name, kind in KINDS.items() if isinstance(step, kind))
    said = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(step).items()}
    return {"step": name, **said}


def step_from_record(record: Mapping[str, Any]) -> Step:
    """The step that ``step_record`` wrote down.

    Raises
    ------
    StepInvalid
        It is none of ours, or says what a step of this kind cannot.

    Examples
    --------
    >>> step_from_record({"step": "round", "column": "income", "to": 1000})
    Round(column='income', to=1000)
    """
    said = dict(record)
    kind = KINDS.get(str(said.pop("step", "")))
    try:
        if kind is None:
            raise StepInvalid(step=str(record.get("step", "")), column=str(record.get("column", "")))
        if kind is Band:
            said["edges"] = tuple(said["edges"])
        return kind(**said)
    except (TypeError, KeyError) as reason:
        raise StepInvalid(step=str(record.get("step", "")), column=str(record.get("column", ""))) from reason


def expression(step: Step, kind: str) -> str:
    """The SQL that replaces the column; ``kind`` is its type in the engine. Not for ``Drop``."""
    _check_type(step, kind)
    name, is_whole = quote_name(step.column), "INT" in kind
    match step:
        case Pseudonymise():
            value = _pseudonym(name)
        case Band():
            value = _band(step, name, is_whole=is_whole)
        case Round():
            value = _rounded(step, name, is_whole=is_whole)
        case TopCode():
            value = _clamped(step, name, kind)
        case ToPeriod(period="quarter"):
            value = f"strftime({name}, '%Y') || '-T' || quarter({name})"
        case ToPeriod():
            value = f"strftime({name}, {quote_text(PERIODS[step.period])})"
        case Prefix():
            value = f"left(CAST({name} AS VARCHAR), {int(step.length)})"
        case Regroup():
            value = _regrouped(step, name)
        case Drop():
            value = "NULL"
    return value


def _pseudonym(name: str) -> str:
    """RFC 2104 over the text of the value; the pads of the key are variables of the engine."""
    message = f"getvariable('inner_pad') || encode(CAST({name} AS VARCHAR))"
    return (
        f"CASE WHEN {name} IS NOT NULL THEN sha256(getvariable('outer_pad') || unhex(sha256({message}))) END"
    )


def check(step: Step) -> None:
    """Raise ``StepInvalid`` when what a step says makes no sense, whatever the column."""
    wrong = (
        (
            isinstance(step, Band)
            and (not step.edges or any(low >= high for low, high in pairwise(step.edges)))
        )
        or (isinstance(step, Round) and not step.to > 0)
        or (isinstance(step, TopCode) and not _has_sense(step))
        or (isinstance(step, ToPeriod) and step.period not in PERIODS)
        or (isinstance(step, Prefix) and step.length < 1)
        or (isinstance(step, Regroup) and not step.groups)
    )
    if wrong:
        raise StepInvalid(step=step_record(step)["step"], column=step.column)


def _has_sense(step: TopCode) -> bool:
    if step.most is None or step.least is None:
        return step.most is not None or step.least is not None
    return step.least < step.most


def _check_type(step: Step, kind: str) -> None:
    fitting: tuple[str, ...] = ()
    if isinstance(step, Band | Round | TopCode):
        fitting = NUMBERS
    elif isinstance(step, ToPeriod):
        fitting = MOMENTS
    if fitting and not kind.startswith(fitting):
        raise StepUnfit(step=step_record(step)["step"], column=step.column, found=kind)


def _band(step: Band, name: str, *, is_whole: bool) -> str:
    edges = [float(edge) for edge in step.edges]
    shown = [f"{edge:g}" for edge in edges]
    cases = [f"WHEN {name} < {edges[0]!r} THEN '<{shown[0]}'"]
    for (low, high), (first, last) in zip(pairwise(edges), pairwise(shown), strict=True):
        told = f"{first}-{high - 1:g}" if is_whole and high.is_integer() else f"[{first}, {last})"
        cases.append(f"WHEN {name} >= {low!r} AND {name} < {high!r} THEN '{told}'")
    return f"CASE {' '.join(cases)} WHEN {name} >= {edges[-1]!r} THEN '{shown[-1]}+' END"


def _rounded(step: Round, name: str, *, is_whole: bool) -> str:
    # Rounding half away from zero; the second round takes away the tail of a product of doubles.
    digits = max(0, len(f"{float(step.to):.10f}".rstrip("0").split(".")[1]))
    rounded = f"round(round({name} / {float(step.to)!r}) * {float(step.to)!r}, {digits})"
    return f"CAST({rounded} AS {'BIGINT' if is_whole and float(step.to).is_integer() else 'DOUBLE'})"


def _clamped(step: TopCode, name: str, kind: str) -> str:
    value = name
    if step.most is not None:
        value = f"CASE WHEN {name} > {float(step.most)!r} THEN {float(step.most)!r} ELSE {value} END"
    if step.least is not None:
        value = f"CASE WHEN {name} < {float(step.least)!r} THEN {float(step.least)!r} ELSE {value} END"
    bounds = [bound for bound in (step.most, step.least) if bound is not None]
    is_whole = "INT" in kind and all(float(bound).is_integer() for bound in bounds)
    return f"CAST({value} AS {kind if is_whole else 'DOUBLE'})"


def _regrouped(step: Regroup, name: str) -> str:
    cases = " ".join(
        f"WHEN {quote_text(value)} THEN {quote_text(group)}" for value, group in step.groups.items()
    )
    other = quote_text(step.other) if step.other else "NULL"
    return f"CASE WHEN {name} IS NOT NULL THEN CASE CAST({name} AS VARCHAR) {cases} ELSE {other} END END"
