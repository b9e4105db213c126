"""A spreadsheet of answers: brought, its sheets arranged, its columns matched to questions, or given up."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, shelf
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import Job
from miqyas_web.surveys.actions.sources import ask_run, check_may_bring
from miqyas_web.surveys.enums import SubmissionOrigin
from miqyas_web.surveys.models import FormVersion, Source, Survey
from miqyas_web.surveys.queries.sheets import folder, outline_of, sheets_of
from miqyas_web.surveys.queries.versions import TAKEN
from miqyas_web.surveys.science import books as science
from miqyas_web.surveys.science.books import SheetSeen

# Of a sheet: its repeat, or None when it is left out; the column of the row above; where that key stands there.
SheetSaid = tuple[str | None, str, str]


def bring_sheet(*, survey: Survey, name: str, content: bytes, by: Person) -> Source:
    """Take a spreadsheet in and propose a question for each column; nothing is stored as an answer yet."""
    check_may_bring(survey.initiative, by)
    version = version_for_rows(survey)
    if len(content) > science.MOST_BYTES:
        raise Unfit(
            _("This file is too heavy: at most %(most)s MB.") % {"most": science.MOST_BYTES // 1_000_000}
        )
    sha256 = shelf.keep(folder(), content)
    sheets = science.sheets_in(shelf.path_of(folder(), sha256), name, version.outline)
    source = Source(
        initiative=survey.initiative,
        kind=SubmissionOrigin.SPREADSHEET,
        survey=survey,
        form_ref=str(version.pk),
        form_title=name[:255],
        file_name=name[:255],
        file_sha256=sha256,
        created_by=by,
    )
    _keep(source, sheets)
    with transaction.atomic():
        source.save()
        n_rows = sum(each.n_rows for each in sheets if each.is_main)
        _record("sheet_brought", source, by=by, sha256=sha256, n_rows=n_rows)
    return source


def arrange_sheets(*, source: Source, said: Mapping[str, SheetSaid], by: Person) -> Source:
    """Keep what each sheet holds: the answers, the rows of a repeat and what ties them, or nothing of use."""
    check_may_bring(source.initiative, by)
    outline = outline_of(source)
    sheets = science.arranged(sheets_of(source), said, outline)
    check_sheets(sheets, outline)
    _keep(source, sheets)
    with transaction.atomic():
        source.save(update_fields=["sheets", "columns"])
        _record("sheets_arranged", source, by=by, n_sheets=sum(each.repeat is not None for each in sheets))
    return source


def match_sheets(*, source: Source, columns: Mapping[str, Mapping[str, str]], by: Person) -> Job:
    """Keep which column answers which question, by sheet, and have the rows stored apart from the page."""
    check_may_bring(source.initiative, by)
    sheets = [
        replace(each, columns=dict(columns.get(each.title, each.columns))) for each in sheets_of(source)
    ]
    check_sheets(sheets, outline_of(source))
    for each in sheets:
        check_columns(each)
    _keep(source, sheets)
    with transaction.atomic():
        source.save(update_fields=["sheets", "columns"])
        _record("sheet_matched", source, by=by, n_columns=sum(len(each.columns) for each in sheets))
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


def check_sheets(sheets: Sequence[SheetSeen], outline: Mapping[str, Any]) -> None:
    """Raise ``Unfit`` unless one sheet holds the answers, and each repeat is tied to what is around it."""
    kept = [each for each in sheets if each.repeat is not None]
    by_repeat = {each.repeat: each for each in kept}
    if sum(each.is_main for each in kept) != 1:
        raise Unfit(_("Say which sheet holds the answers themselves: one, and only one."))
    if len(by_repeat) < len(kept):
        raise Unfit(_("Two sheets hold the rows of the same repeat: put them together in one sheet."))
    for each in kept:
        if each.trouble:
            raise Unfit(f"{each.title}: {each.trouble}")
        if each.repeat:
            _check_tied(each, by_repeat.get(science.holder_of(outline, each.repeat)))


def _check_tied(sheet: SheetSeen, above: SheetSeen | None) -> None:
    if above is None:
        raise Unfit(
            _(
                "The rows of “%(sheet)s” stand in a repeat inside another one: the sheet of that one is needed too."
            )
            % {"sheet": sheet.title}
        )
    if sheet.parent not in sheet.names or sheet.key not in above.names:
        raise Unfit(
            _(
                "Say which column of “%(sheet)s” holds the key of a row of “%(above)s”, and where it stands there."
            )
            % {"sheet": sheet.title, "above": above.title}
        )


def check_columns(sheet: SheetSeen) -> None:
    """Raise ``Unfit`` when two columns answer one question, or when the answers have no column at all."""
    twice = [path for path, n in Counter(sheet.columns.values()).items() if n > 1]
    if twice:
        raise Unfit(
            _("Two columns answer the same question: %(question)s.")
            % {"question": twice[0].rpartition("/")[2]}
        )
    if sheet.is_main and not sheet.columns:
        raise Unfit(_("Say for one column at least which question it answers."))


def _keep(source: Source, sheets: Sequence[SheetSeen]) -> None:
    source.sheets = [each.to_record() for each in sheets]
    source.columns = next((each.columns for each in sheets if each.is_main), {})


def _record(verb: str, source: Source, *, by: Person, **facts: object) -> None:
    audit.record(verb, target=source, by=by, organisation=source.initiative.organisation, **facts)
