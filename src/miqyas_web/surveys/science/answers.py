"""The standing answers to a questionnaire as flat tables, made anew each time from what was received."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from miqyas.errors import MiqyasError
from miqyas.interchange.answers import Answer, AnswerColumn, Flat, Misfit, UnionNote, flatten
from miqyas.interchange.form import Form
from miqyas.reporting.answers_page import union_sentence
from miqyas.reporting.refusals import refusal_sentence
from miqyas.types import Language
from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.enums import VersionState
from miqyas_web.surveys.models import FormVersion, Question, Submission, Survey

# Answers held in memory at once; the rest waits in the database, the tables on the disk.
ANSWERS_AT_ONCE = 500
OPEN_TO_ANSWERS = (VersionState.PUBLISHED, VersionState.RETIRED)
# What a phone says of itself or of its owner, and where it stands: of a person, whatever the form says.
PERSONAL_KINDS = frozenset(
    {
        "deviceid",
        "username",
        "email",
        "phonenumber",
        "subscriberid",
        "simserial",
        "start-geopoint",
        "image",
        "audio",
        "video",
        "file",
    }
)
# The name an answer gives itself is most often that of the person who answers.
PERSONAL_COLUMNS = frozenset({"_instance_name"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which answers: of some versions or of all, received in some days or whenever (universal time)."""

    versions: tuple[int, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


ALL = Wanted()


def tables_of(survey: Survey, wanted: Wanted = ALL) -> Flat:
    """Lay out the answers that stand (not on trial, not replaced, not withdrawn), in the order they came.

    Several may do so at once: each has its own temporary folder. Close what is returned, or use it in a ``with``.
    """
    versions = versions_of(survey, wanted.versions)
    forms = [Form.from_data(version.outline) for version in versions]
    if not forms:
        raise Refused(_("This questionnaire has no published version, so there is no answer to lay out."))
    try:
        return flatten(forms, _answers(survey, versions, wanted))
    except MiqyasError as error:
        raise Refused(str(error)) from error


def versions_of(survey: Survey, numbers: Collection[int] = ()) -> list[FormVersion]:
    """Versions that take or took answers, the oldest first."""
    found = survey.versions.filter(state__in=OPEN_TO_ANSWERS).exclude(outline={}).order_by("number")
    return list(found.filter(number__in=numbers) if numbers else found)


def _answers(survey: Survey, versions: Collection[FormVersion], wanted: Wanted) -> Iterator[Answer]:
    rows = Submission.objects.standing().filter(survey=survey, version__in=versions)
    if wanted.since is not None:
        rows = rows.filter(received_at__gte=wanted.since)
    if wanted.until is not None:
        rows = rows.filter(received_at__lt=wanted.until)
    found = rows.order_by("received_at", "pk").values_list("pk", "xml", "received_at")
    for pk, xml, received_at in found.iterator(chunk_size=ANSWERS_AT_ONCE):
        yield Answer(str(pk), bytes(xml), received_at)


def personal_names(survey: Survey, flat: Flat) -> dict[str, frozenset[str]]:
    """The personal columns of each table: marked so in any version, or personal by their nature."""
    marked = Question.objects.filter(version__survey=survey, is_personal=True).values_list("path", "name")
    paths, names = ({mark[place] for mark in marked} for place in (0, 1))
    return {
        table: frozenset(column.name for column in flat[table].columns if _is_personal(column, paths, names))
        for table in flat
    }


def _is_personal(column: AnswerColumn, paths: set[str], names: set[str]) -> bool:
    """A question that moved or was renamed keeps its mark: by its path or by its name."""
    if column.name in PERSONAL_COLUMNS or column.kind in PERSONAL_KINDS:
        return True
    return bool(column.path) and (column.path in paths or column.path.rsplit("/", 1)[-1] in names)


def misfit_sentence(misfit: Misfit, language: Language) -> str:
    """What does not fit, in a person's language."""
    return refusal_sentence(misfit.error, language)


def note_sentence(note: UnionNote, language: Language) -> str:
    """What differs between two versions, in a person's language."""
    return union_sentence(note.code, note.column, note.facts, language)
