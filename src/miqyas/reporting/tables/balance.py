"""The two groups before the intervention, one row a variable: difference and p-value together."""

from collections.abc import Mapping

from miqyas.reporting.numbers import decimals_for, format_interval, format_number, format_percent
from miqyas.reporting.tables.laid import Laid, LaidRow
from miqyas.reporting.tables.words import WORDS, p_cell
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell
from miqyas.types import Language

LEVEL = 0.95  # coverage of the intervals that `balance` computes


def balance_table(
    check: CheckResult, *, language: Language, labels: Mapping[str, str] | None = None, title: str = ""
) -> Laid:
    """Lay the check `balance`: means of both groups, difference with interval and p-value, normalised difference.

    Parameters
    ----------
    check : CheckResult
        From `miqyas.checks.balance.balance`.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    labels : mapping of str, optional
        What people call each column of the data.
    title : str
        By default "The two groups before the intervention".

    Raises
    ------
    EmptyTable
        No variable could be compared.
    """
    words, said = WORDS[language], labels or {}
    records = check.table.records()
    compared = [record for record in records if record["reason"] is None]
    left = [
        said.get(str(record["covariate"]), str(record["covariate"])) for record in records if record["reason"]
    ]
    interval = words["interval"].format(level=format_percent(LEVEL, language))
    head = (words["control"], words["treated"], words["difference"], interval, words["p_value"],
            words["normalised"], words["n"])  # fmt: skip
    rows = tuple(
        LaidRow(said.get(str(record["covariate"]), str(record["covariate"])), _cells(record, language))
        for record in compared
    )
    notes = [check.text[language], words["balance_note"]]
    if left:
        notes.append(words["not_compared"].format(names=", ".join(left)))
    return Laid(title or words["balance"], words["covariate"], head, rows, tuple(notes), language)


def _cells(record: Mapping[str, Cell], language: Language) -> tuple[str, ...]:
    def figure(name: str) -> float:
        cell = record[name]
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            raise TypeError(f"{name} is {cell!r}, not a figure.")
        return float(cell)

    decimals = decimals_for(figure("low"), figure("high"))
    means = decimals_for(figure("control_mean"), figure("treated_mean"))
    return (
        format_number(figure("control_mean"), language, decimals=means),
        format_number(figure("treated_mean"), language, decimals=means),
        format_number(figure("difference"), language, decimals=decimals),
        format_interval(figure("low"), figure("high"), language, decimals=decimals),
        p_cell(figure("p_value"), language),
        format_number(figure("normalised_difference"), language, decimals=2),
        format_number(figure("n"), language),
    )
