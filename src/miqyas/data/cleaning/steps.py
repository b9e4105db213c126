"""One step of cleaning as data."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from miqyas.errors import StepUnreadable

SCHEMA = "miqyas.cleaning/1"


class Kind(StrEnum):
    """What a step does."""

    REPLACE = "replace"
    MISSING = "missing"
    RECODE = "recode"
    EXCLUDE = "exclude"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows: those named, and of these those whose ``column`` satisfies the condition.

    Attributes
    ----------
    keys : tuple of str
        All rows when empty.
    column, is_, value : str
        A condition: ``is_`` one of "", "equal", "above", "below", "missing"; ``value`` what it compares with.
    """

    keys: tuple[str, ...] = ()
    column: str = ""
    is_: str = ""
    value: Any = None


@dataclass(frozen=True, slots=True)
class Step:
    """One change, recorded with its reason.

    Attributes
    ----------
    number : int
        Place in the script; refusals name it.
    kind : Kind
        ``REPLACE`` puts ``value``; ``MISSING`` empties; ``RECODE`` follows ``codes``; ``EXCLUDE`` leaves rows out;
        ``MERGE`` keeps the first key, fills its empty cells from the others in order, and leaves these out.
    table, column : str
        ``table`` is "" for the main table, else the name of a repeat; ``column`` is empty for ``EXCLUDE`` and ``MERGE``.
    selection : Selection
    value : any
        For ``REPLACE``.
    was : any
        For ``REPLACE`` and ``MISSING`` on one key: what stood there when the step was made. When given, another value
        is a refusal.
    codes : mapping
        For ``RECODE``: old value, as text, to new value.
    reason : str
        Why; never empty.
    """

    number: int
    kind: Kind
    reason: str
    table: str = ""
    column: str = ""
    selection: Selection = field(default_factory=Selection)
    value: Any = None
    was: Any = None
    codes: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise StepUnreadable(step=self.number, reason="reason = ''")
        if self.kind in {Kind.REPLACE, Kind.MISSING, Kind.RECODE} and not self.column:
            raise StepUnreadable(step=self.number, reason="column = ''")
        if self.kind is Kind.RECODE and not self.codes:
            raise StepUnreadable(step=self.number, reason="codes = {}")
        if self.kind is Kind.EXCLUDE and not (self.selection.keys or self.selection.is_):
            raise StepUnreadable(step=self.number, reason="selection = {}")
        if self.kind is Kind.MERGE and len(self.selection.keys) < 2:
            raise StepUnreadable(step=self.number, reason="len(keys) < 2")
        if self.selection.is_ not in {"", "equal", "above", "below", "missing"}:
            raise StepUnreadable(step=self.number, reason=f"is_ = {self.selection.is_}")


def steps_to_json(steps: Sequence[Step]) -> str:
    """Write a script; the same steps give the same bytes.

    Examples
    --------
    >>> steps = [Step(1, Kind.EXCLUDE, "made in training", selection=Selection(keys=("uuid:1",)))]
    >>> steps_from_json(steps_to_json(steps)) == steps
    True
    """
    body = {"schema": SCHEMA, "steps": [asdict(step) for step in steps]}
    return json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def steps_from_json(text: str) -> list[Step]:
    """Read a script back.

    Raises
    ------
    StepUnreadable
        It is no script, or one of its steps lacks something.
    """
    try:
        body = json.loads(text)
        if body["schema"] != SCHEMA:
            raise StepUnreadable(step=0, reason=f"schema ≠ {SCHEMA}")
        return [step_from_data(each) for each in body["steps"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise StepUnreadable(step=0, reason=type(error).__name__) from error


def step_from_data(data: Mapping[str, Any]) -> Step:
    """The step that ``asdict`` wrote."""
    number = data.get("number", 0)
    known = {each.name for each in fields(Step)}
    if foreign := set(data) - known:
        raise StepUnreadable(step=number, reason=", ".join(sorted(foreign)))
    try:
        selected = dict(data.get("selection") or {})
        selection = Selection(**{**selected, "keys": tuple(selected.get("keys", ()))})
        return Step(**{**data, "kind": Kind(data["kind"]), "selection": selection})
    except (ValueError, KeyError, TypeError) as error:
        raise StepUnreadable(step=number, reason=str(error)) from error
