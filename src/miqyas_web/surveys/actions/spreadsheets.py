"""A spreadsheet of answers: brought, its columns matched to questions, checked whole, then stored."""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import Job
from miqyas_web.surveys import shelf
from miqyas_web.surveys.actions.importing import came_since, end_run
from miqyas_web.surveys.actions.receiving import Sending, receive_all
from miqyas_web.surveys.actions.sources import ask_run, check_may_bring
from miqyas_web.surveys.enums import SubmissionOrigin
from miqyas_web.surveys.models import FormVersion, ImportRun, Question, Source, Survey
from miqyas_web.surveys.queries.versions import TAKEN
from miqyas_web.surveys.science import rows as science

Tell = Callable[[int, str], None]
STORED_TOGETHER = 500
MOST_FAULTS_KEPT = 2_000
# Names of answers that came by a table, drawn from their content: the same file again gives the same.
NAMES = uuid.UUID("6f4c0c52-6d2a-5b0e-9b5e-3c1d6a6e2f11")


def bring_sheet(*, survey: Survey, name: str, content: bytes, by: Person) -> Source:
    """Take a spreadsheet in and propose a question for each column; nothing is stored as an answer yet."""
    check_may_bring(survey.initiative, by)
    version = version_for_rows(survey)
    if len(content) > science.MOST_BYTES:
        raise Unfit(
            _("This file is too heavy: at most %(most)s MB.") % {"most": science.MOST_BYTES // 1_000_000}
        )
    sha256 = shelf.keep(folder(), content)
    sight = science.sight_of(shelf.path_of(folder(), sha256), name, version.outline)
    with transaction.atomic():
        source = Source.objects.create(
            initiative=survey.initiative,
            kind=SubmissionOrigin.SPREADSHEET,
            survey=survey,
            form_ref=str(version.pk),
            form_title=name[:255],
            file_name=name[:255],
            file_sha256=sha256,
            columns=sight.proposed,
            created_by=by,
        )
        _record("sheet_brought", source, by=by, sha256=sha256, n_rows=sight.n_rows)
    return source


def match_sheet(*, source: Source, columns: Mapping[str, str], by: Person) -> Job:
    """Keep which column answers which question, and have the rows stored apart from the page."""
    check_may_bring(source.initiative, by)
    twice = [path for path, n in Counter(columns.values()).items() if n > 1]
    if twice:
        raise Unfit(
            _("Two columns answer the same question: %(question)s.")
            % {"question": twice[0].rpartition("/")[2]}
        )
    if not columns:
        raise Unfit(_("Say for one column at least which question it answers."))
    with transaction.atomic():
        source.columns = dict(columns)
        source.save(update_fields=["columns"])
        _record("sheet_matched", source, by=by, n_columns=len(columns))
        return ask_run(source=source, by=by)


@transaction.atomic
def discard_sheet(*, source: Source, by: Person) -> None:
    """Give up a spreadsheet none of whose rows became answers: the file and what was said of it are erased."""
    check_may_bring(source.initiative, by)
    held = (
        Source.objects.select_for_update(of=("self",))
        .select_related("initiative__organisation")
        .get(pk=source.pk)
    )
    if held.kind != SubmissionOrigin.SPREADSHEET or held.runs.filter(trouble="").exists():
        raise Refused(_("Its rows are answers, or are becoming so: they stay."))
    _record("sheet_discarded", held, by=by, sha256=held.file_sha256)
    is_alone = not Source.objects.filter(file_sha256=held.file_sha256).exclude(pk=held.pk).exists()
    if is_alone:
        place = shelf.path_of(folder(), held.file_sha256)
        transaction.on_commit(lambda: place.unlink(missing_ok=True))
    held.delete()


def version_for_rows(survey: Survey) -> FormVersion:
    """The newest version that takes answers; ``Refused`` when there is none."""
    version = survey.versions.filter(state__in=TAKEN).order_by("-number").first()
    if version is None:
        raise Refused(_("This questionnaire has no published version: publish it first."))
    return version


def bring_rows(*, run: ImportRun, tell: Tell) -> ImportRun:
    """Check every row, then store them; when one cell is wrong, all faults are told and nothing is stored."""
    if run.ended_at is not None:
        return run
    try:
        check_may_bring(run.source.initiative, run.started_by)
        _check(run, tell)
        _store(run, tell)
    except Refused as refusal:
        end_run(run, trouble=str(refusal))
        raise
    end_run(run)
    shelf.path_of(folder(), run.source.file_sha256).unlink(missing_ok=True)
    return run


def _check(run: ImportRun, tell: Tell) -> None:
    place, personal = _file(run.source), _personal(run.source)
    writer, rules = _writer(run.source), science.rules_of(_outline(run.source), run.source.columns)
    run.n_refused, run.refused, run.n_there = 0, [], 0
    for line, cells in science.cells_of(place, run.source.file_name):
        xml, faults = writer.write(cells, row=line, instance_id="uuid:")
        faults = faults or rules.faults(xml, row=line)
        run.n_there += 1
        run.n_refused += len(faults)
        room = MOST_FAULTS_KEPT - len(run.refused)
        run.refused += [
            {
                "row": one.row,
                "column": one.column,
                "reason": science.fault_sentence(one, is_hidden=one.column in personal),
            }
            for one in faults[:room]
        ]
        if run.n_there % science.BATCH == 0:
            tell(10, f"{run.n_there}")
    if run.n_refused:
        told = {"n": run.n_refused}
        raise Unfit(
            ngettext(
                "%(n)s fault in the rows: nothing was kept. Correct the file, then bring it again.",
                "%(n)s faults in the rows: nothing was kept. Correct the file, then bring it again.",
                run.n_refused,
            )
            % told
        )


def _store(run: ImportRun, tell: Tell) -> None:
    """By bundles, each whole; a death between two is repaired by the job, which finds the first again by their names."""
    survey = run.source.survey
    if survey is None:
        raise Refused(_("This questionnaire has no published version: publish it first."))
    writer, seen, bundle = _writer(run.source), Counter[str](), list[Sending]()
    run.n_seen = 0
    for line, cells in science.cells_of(_file(run.source), run.source.file_name):
        xml, _faults = writer.write(
            cells, row=line, instance_id=_name(survey, run.source.columns, cells, seen)
        )
        bundle.append(Sending(xml))
        run.n_seen += 1
        if len(bundle) == STORED_TOGETHER:
            _store_bundle(run, survey, bundle)
            tell(10 + 89 * run.n_seen // max(run.n_there or 1, 1), f"{run.n_seen}")
            bundle = []
    _store_bundle(run, survey, bundle)


def _store_bundle(run: ImportRun, survey: Survey, bundle: list[Sending]) -> None:
    receive_all(survey=survey, sendings=bundle, origin=SubmissionOrigin.SPREADSHEET, by=run.started_by)
    run.n_new = came_since(run)
    run.save()


def _name(survey: Survey, columns: Mapping[str, str], cells: Mapping[str, Any], seen: Counter[str]) -> str:
    """A name drawn from what the row answers; the second of two equal rows has its own."""
    answered = {path: cells[column] for column, path in sorted(columns.items())}
    content = hashlib.sha256(json.dumps(answered, sort_keys=True, default=str).encode()).hexdigest()
    seen[content] += 1
    return f"uuid:{uuid.uuid5(NAMES, f'{survey.pk}:{content}:{seen[content]}')}"


def _writer(source: Source) -> Any:
    return science.writer_of(_outline(source), source.columns)


def _outline(source: Source) -> dict[str, Any]:
    return dict(FormVersion.objects.values_list("outline", flat=True).get(pk=int(source.form_ref)))


def _personal(source: Source) -> set[str]:
    """Columns whose cells are not quoted: those who read of a fault may not all read of a person."""
    paths = set(
        Question.objects.filter(version=int(source.form_ref), is_personal=True).values_list("path", flat=True)
    )
    return {column for column, path in source.columns.items() if path in paths}


def _file(source: Source) -> Path:
    place = shelf.path_of(folder(), source.file_sha256)
    if not place.is_file():
        raise Refused(_("This file was stored already and is no longer here. Bring it again."))
    return place


def folder() -> Path:
    """Where brought spreadsheets wait until their rows are answers."""
    return Path(settings.UPLOADS) / "answers"


def _record(verb: str, source: Source, *, by: Person, **facts: object) -> None:
    audit.record(verb, target=source, by=by, organisation=source.initiative.organisation, **facts)
