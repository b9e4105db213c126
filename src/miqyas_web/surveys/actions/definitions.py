"""Writing the questions of a version: checked, its form made, its questions told apart, all or nothing."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock, jobs
from miqyas_web.surveys.actions.surveys import check_may_write
from miqyas_web.surveys.enums import VersionState
from miqyas_web.surveys.models import FormVersion, Question, Survey
from miqyas_web.surveys.queries.media import contents_of
from miqyas_web.surveys.rules.compiling import compiled, is_heavy
from miqyas_web.surveys.rules.consent import row_written
from miqyas_web.surveys.rules.definition import Definition, languages_of, texts_of
from miqyas_web.surveys.rules.naming import version_name
from miqyas_web.surveys.rules.states import check_fresh, check_writable
from miqyas_web.surveys.rules.structure import items_of
from miqyas_web.surveys.science.forms import Checked, check
from miqyas_web.surveys.science.personal import suspicion_of

# What is said of a question beyond the form, by its path.
Marks = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Said:
    """What a change says beside the rows: more of some questions, by name; the old and the new name of one."""

    marks: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    renamed: tuple[str, str] | None = None


NOTHING = Said()


@transaction.atomic
def change_definition(
    *,
    version: FormVersion,
    change: Callable[[Definition], Definition],
    what: str,
    by: Person,
    seen: int | None = None,
    said: Said = NOTHING,
) -> FormVersion:
    """Change the rows of a version that is being written. ``seen``: the revision the person had before their eyes."""
    held = locked(version)
    check_may_write(held.survey.initiative, by)
    check_writable(held.state)
    check_fresh(held.revision, seen)
    definition = change(held.definition)
    standing = marks_of(held)
    held.previous = {"definition": held.definition, "marks": standing}
    held.definition = definition
    write_or_ask(held, standing, said, by=by)
    audit.record(
        "questions_changed",
        target=held,
        by=by,
        organisation=held.survey.initiative.organisation,
        what=what,
        revision=held.revision,
    )
    return held


@transaction.atomic
def undo_change(*, version: FormVersion, by: Person, seen: int | None = None) -> FormVersion:
    """Take the last change back; once more brings it again."""
    held = locked(version)
    check_may_write(held.survey.initiative, by)
    check_writable(held.state)
    check_fresh(held.revision, seen)
    if not held.previous:
        return held
    before, marks = held.previous["definition"], held.previous["marks"]
    held.previous = {"definition": held.definition, "marks": marks_of(held)}
    held.definition = before
    write_or_ask(held, marks, NOTHING, by=by)
    audit.record(
        "questions_change_undone", target=held, by=by, organisation=held.survey.initiative.organisation
    )
    return held


def new_version(survey: Survey, *, definition: Definition, by: Person) -> FormVersion:
    """The next draft of a questionnaire held by the transaction of an action, not checked yet."""
    number = (survey.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    return FormVersion.objects.create(
        survey=survey,
        number=number,
        version=version_name(clock.now(), number),
        definition=definition,
        made_by=by,
    )


def locked(version: FormVersion) -> FormVersion:
    """The version as it stands now, held until the transaction ends."""
    return (
        FormVersion.objects.select_for_update(of=("self",))
        .select_related("survey__initiative__organisation")
        .get(pk=version.pk)
    )


def write_or_ask(version: FormVersion, marks: Marks, said: Said, *, by: Person) -> None:
    """Check a definition at once, or ask for a job when it is heavy. Inside the transaction of an action."""
    if not is_heavy(version.definition):
        keep_checked(version, checked_now(version), marks, said)
        return
    keep_checked(version, Checked(), marks, said)
    title = _("Checking the questionnaire “%(title)s”") % {"title": version.survey.title}
    jobs.ask("surveys.check_version", title=title, by=by, version_id=version.pk, revision=version.revision)


def check_again(version: FormVersion) -> None:
    """Check a heavy version, once its job runs: longer than a transaction should last, kept only if it is still that one."""
    checked = checked_now(version)
    with transaction.atomic():
        held = locked(version)
        if held.revision == version.revision and not held.outline:
            keep_checked(held, checked, marks_of(held), NOTHING)


def keep_checked(version: FormVersion, checked: Checked, marks: Marks, said: Said) -> None:
    """Keep what a check gave; the version is a draft again."""
    version.findings, version.outline, version.xform = checked.findings, checked.outline, checked.xform
    version.md5 = hashlib.md5(checked.xform, usedforsecurity=False).hexdigest() if checked.xform else ""
    version.sha256 = hashlib.sha256(checked.xform).hexdigest() if checked.xform else ""
    version.state = VersionState.DRAFT
    version.revision += 1
    version.save()
    _write_questions(version, marks, said)


def checked_now(version: FormVersion) -> Checked:
    """What a check gives of the rows of a version; nothing of one without rows."""
    if not version.definition.get("survey"):
        return Checked()
    checked = check(rows_to_compile(version), media=contents_of(version))
    consent = version.survey.consent
    findings = [
        {**each, "row": row_written(each["row"], version.definition, consent)}
        if each["sheet"] == "survey" and each["row"]
        else each
        for each in checked.findings
    ]
    return replace(checked, findings=findings)


def rows_to_compile(version: FormVersion) -> Definition:
    """The rows of a version as an engine is given them."""
    survey = version.survey
    return compiled(
        version.definition,
        form_id=survey.form_id,
        title=survey.title,
        version=version.version,
        consent=survey.consent,
    )


def marks_of(version: FormVersion) -> Marks:
    """What is said of the questions of a version, by path."""
    return {
        question.path: {
            "name": question.name,
            "is_personal": question.is_personal,
            "indicator_id": question.indicator_id,
        }
        for question in version.questions.all()
    }


def _write_questions(version: FormVersion, marks: Marks, said: Said) -> None:
    rows = _rows_from_outline(version) if version.outline else _rows_from_definition(version)
    names = {mark["name"]: mark for mark in marks.values()}
    if said.renamed:
        before, after = said.renamed
        names[after] = names.get(before, {})
    version.questions.all().delete()
    Question.objects.bulk_create(
        [
            _question(
                version,
                place,
                row,
                {
                    **(marks.get(row["path"]) or names.get(row["name"], {})),
                    **said.marks.get(row["name"], {}),
                },
            )
            for place, row in enumerate(rows)
        ]
    )


def _question(version: FormVersion, place: int, row: dict[str, Any], mark: dict[str, Any]) -> Question:
    suspected = bool(suspicion_of(row["kind"], row["name"], *row["labels"].values()))
    return Question(
        version=version,
        position=place,
        name=row["name"],
        path=row["path"],
        repeat=row["repeat"],
        kind=row["kind"],
        labels=row["labels"],
        # What seems to tell who a person is counts as personal until a person says otherwise.
        is_personal=mark.get("is_personal", suspected),
        indicator_id=mark.get("indicator_id"),
    )


def _rows_from_outline(version: FormVersion) -> list[dict[str, Any]]:
    columns = ("name", "path", "repeat", "kind", "labels")
    return [{column: each[column] for column in columns} for each in version.outline["questions"]]


def _rows_from_definition(version: FormVersion) -> list[dict[str, Any]]:
    languages = languages_of(version.definition)
    rows: dict[str, dict[str, Any]] = {}
    for item in items_of(version.definition):
        if item.kind and item.name and not item.is_group and not item.is_end:
            labels = texts_of(item.row, "label", languages)
            rows.setdefault(
                item.path,
                {
                    "name": item.name,
                    "path": item.path,
                    "repeat": item.repeat,
                    "kind": item.kind,
                    "labels": labels,
                },
            )
    return list(rows.values())
