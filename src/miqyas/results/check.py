"""What every check returns."""

from dataclasses import dataclass

from miqyas.results.table import Table


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One condition of credibility, looked at.

    Attributes
    ----------
    name : str
        Stable name, such as ``"balance"`` or ``"attrition"``.
    passed : bool or None
        None when the data cannot tell; ``text`` says why.
    table : Table
        The figures behind the verdict.
    text : dict of str
        One sentence by language (fr, ar, en).
    facts : dict
        Figures that other rooms reuse (evidence grading), by stable name.
    """

    name: str
    passed: bool | None
    table: Table
    text: dict[str, str]
    facts: dict[str, float | int | bool | str]
