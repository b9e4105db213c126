"""The rows of a brought spreadsheet, with the rows of their repeats: checked whole, then stored as answers."""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.foundation import shelf
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.surveys.actions.importing import came_since, end_run
from miqyas_web.surveys.actions.receiving import Sending, receive_all
from miqyas_web.surveys.actions.sources import check_may_bring
from miqyas_web.surveys.enums import SubmissionOrigin
from miqyas_web.surveys.models import ImportRun, Source, Survey
from miqyas_web.surveys.queries.sheets import file_of, folder, outline_of, personal_columns, sheets_of
from miqyas_web.surveys.science.books import Book, open_book
from miqyas_web.surveys.science.rows import RowFault, TiedRow, fault_sentence, key_twice, no_identifier

Tell = Callable[[int, str], None]
STORED_TOGETHER = 500
TOLD_EVERY = 5_000
MOST_FAULTS_KEPT = 2_000
# Names of answers that came by a table, drawn from their content: the same file again gives the same.
NAMES = uuid.UUID("6f4c0c52-6d2a-5b0e-9b5e-3c1d6a6e2f11")


def bring_rows(*, run: ImportRun, tell: Tell) -> ImportRun:
    """Check every row, then store them; when one cell is wrong, all faults are told and nothing is stored."""
    if run.ended_at is not None:
        return run
    source = run.source
    try:
        check_may_bring(source.initiative, run.started_by)
        with open_book(file_of(source), source.file_name, outline_of(source), sheets_of(source)) as book:
            _check(run, book, tell)
            _store(run, book, tell)
    except Refused as refusal:
        end_run(run, trouble=str(refusal))
        raise
    end_run(run)
    _forget_rows(source)
    return run


def _forget_rows(source: Source) -> None:
    """What was seen of a file goes with it."""
    source.sheets = [{**each, "rows": []} for each in source.sheets]
    source.save(update_fields=["sheets"])
    shelf.path_of(folder(), source.file_sha256).unlink(missing_ok=True)


def _check(run: ImportRun, book: Book, tell: Tell) -> None:
    personal = personal_columns(run.source)
    run.n_refused, run.refused, run.n_there = 0, [], 0
    _add(run, book.faults, personal)
    names: dict[str, int] = {}
    for row in book.rows():
        _xml, faults = book.write(row, "uuid:")
        if book.identifier_column:
            faults += _identifier_faults(book, row, names)
        _add(run, faults, personal)
        run.n_there += 1
        if run.n_there % TOLD_EVERY == 0:
            tell(10, f"{run.n_there}")
    if run.n_refused:
        raise Unfit(
            ngettext(
                "%(n)s fault in the rows: nothing was kept. Correct the file, then bring it again.",
                "%(n)s faults in the rows: nothing was kept. Correct the file, then bring it again.",
                run.n_refused,
            )
            % {"n": run.n_refused}
        )


def _add(run: ImportRun, faults: Sequence[RowFault], personal: set[tuple[str, str]]) -> None:
    run.n_refused += len(faults)
    run.refused += [
        {
            "sheet": one.sheet,
            "row": one.row,
            "column": one.column,
            "reason": fault_sentence(one, is_hidden=(one.sheet, one.column) in personal),
        }
        for one in faults[: MOST_FAULTS_KEPT - len(run.refused)]
    ]


def _identifier_faults(book: Book, row: TiedRow, names: dict[str, int]) -> list[RowFault]:
    """An answer that does not say its identifier, or bears that of another row."""
    name = book.identifier_of(row)
    if not name:
        return [no_identifier(row, book.identifier_column)]
    first = names.setdefault(name, row.row)
    return [] if first == row.row else [key_twice(row, book.identifier_column, name, first)]


def _store(run: ImportRun, book: Book, tell: Tell) -> None:
    """By bundles, each whole; a death between two is repaired by the job, which finds the first again by their names."""
    survey = run.source.survey
    if survey is None:
        raise Refused(_("This questionnaire has no published version: publish it first."))
    seen, bundle = Counter[str](), dict[str, bytes]()
    run.n_seen = 0
    for row in book.rows():
        name = book.identifier_of(row) or _name(survey, book.answered(row), seen)
        bundle[name] = book.write(row, name)[0]
        run.n_seen += 1
        if len(bundle) == STORED_TOGETHER:
            _store_bundle(run, survey, book, bundle)
            tell(10 + 89 * run.n_seen // max(run.n_there or 1, 1), f"{run.n_seen}")
            bundle = {}
    _store_bundle(run, survey, book, bundle)


def _store_bundle(run: ImportRun, survey: Survey, book: Book, bundle: dict[str, bytes]) -> None:
    if book.identifier_column:
        # Under an identifier of its own an answer is known, whatever became of it here since.
        known = survey.submissions.filter(instance_id__in=[*bundle], is_test=False)
        for name in known.values_list("instance_id", flat=True):
            del bundle[name]
    sendings = [Sending(xml) for xml in bundle.values()]
    receive_all(survey=survey, sendings=sendings, origin=SubmissionOrigin.SPREADSHEET, by=run.started_by)
    run.n_new = came_since(run)
    run.save()


def _name(survey: Survey, answered: dict[str, Any], seen: Counter[str]) -> str:
    """A name drawn from what the row answers; the second of two equal rows has its own."""
    content = hashlib.sha256(json.dumps(answered, sort_keys=True, default=str).encode()).hexdigest()
    seen[content] += 1
    return f"uuid:{uuid.uuid5(NAMES, f'{survey.pk}:{content}:{seen[content]}')}"
