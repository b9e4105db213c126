"""Steps recorded on the platform, carried out by the science."""

import hashlib
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from miqyas.data.cleaning import Cleaned, steps_from_json, steps_to_json
from miqyas.data.cleaning import cleaned as carried_out
from miqyas.data.cleaning.files import rewrite
from miqyas.data.cleaning.steps import Step, step_from_data
from miqyas.errors import InvalidStep
from miqyas.interchange.answers import Flat
from miqyas.reporting.refusals import refusal_sentence
from miqyas_web.foundation.errors import Unfit
from miqyas_web.surveys.models import CleaningStep, Survey
from miqyas_web.surveys.science.answers import tables_of
from miqyas_web.surveys.science.quality import language

__all__ = [
    "Cleaned",
    "StepsRefused",
    "clean_file",
    "cleaned",
    "columns_of",
    "script_of",
    "steps_in",
    "written",
]


class StepsRefused(Unfit):
    """A step no longer applies to the answers: its sentence says which, and why."""


def cleaned(tables: Mapping[str, Mapping[str, Sequence[Any]]], steps: Iterable[CleaningStep]) -> Cleaned:
    """Tables of answers after the steps of a questionnaire, in order, without those taken back.

    ``tables``: by name ("" the main table, then each repeat), columns by name, each a list with one value by row; rows
    are known by the column ``_key`` (the instance identifier in the main table), rows of a repeat belong to the answer
    in ``_answer``. Returns ``.tables`` (new lists, the same shape) and ``.n_changed`` (by position of step: cells
    changed, or rows left out). Raises ``StepsRefused`` (422) when a step no longer applies; nothing is half applied.
    """
    try:
        return carried_out(tables, script_of(steps))
    except InvalidStep as refusal:
        raise StepsRefused(refusal_sentence(refusal, language())) from refusal


def columns_of(flat: Flat) -> dict[str, dict[str, list[Any]]]:
    """Flat tables as the columns that ``cleaned`` takes."""
    return {name: {column: flat[name].values(column) for column in flat[name].names} for name in flat}


def clean_file(survey: Survey, table: str, source: Path, target: Path) -> dict[str, Any]:
    """Write a table of answers, as a file, after the steps of its questionnaire; what they did to it, as facts.

    The steps are carried out over all the answers that count, so that a file of some days or versions is cleaned as
    the whole is. Without steps the file is copied.
    """
    steps = list(survey.cleaning_steps.filter(taken_back_at__isnull=True))
    if not steps:
        shutil.copyfile(source, target)
        return {"n_cleaning_steps": 0}
    with tables_of(survey) as flat:
        before = columns_of(flat)
    after = cleaned(before, steps).tables
    n_changed, n_gone = rewrite(source, target, before=before[table], after=after[table])
    return {
        "n_cleaning_steps": len(steps),
        "cleaning_sha256": hashlib.sha256(written(steps).encode()).hexdigest(),
        "n_cells_cleaned": n_changed,
        "n_rows_cleaned_away": n_gone,
    }


def script_of(steps: Iterable[CleaningStep]) -> list[Step]:
    """The steps as data, in order, without those taken back."""
    standing = sorted((each for each in steps if each.taken_back_at is None), key=lambda each: each.position)
    try:
        return [
            step_from_data(
                {
                    "number": each.position,
                    "kind": str(each.kind),
                    "reason": each.reason,
                    "table": each.table,
                    "column": each.column,
                    "selection": each.selection,
                    **each.change,
                }
            )
            for each in standing
        ]
    except InvalidStep as refusal:
        raise StepsRefused(refusal_sentence(refusal, language())) from refusal


def written(steps: Iterable[CleaningStep]) -> str:
    """The script as JSON; the same steps give the same bytes."""
    return steps_to_json(script_of(steps))


def steps_in(text: str) -> list[Step]:
    """The steps of a script written before."""
    try:
        return steps_from_json(text)
    except InvalidStep as refusal:
        raise StepsRefused(refusal_sentence(refusal, language())) from refusal
