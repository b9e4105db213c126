"""Questions about answers: which have come, one of them in the words of its form, what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.surveys.enums import AlertState
from miqyas_web.surveys.models import Alert, Attachment, Question, Submission, Survey
from miqyas_web.surveys.models.answers import SubmissionQuerySet
from miqyas_web.surveys.science.reading import Entry, entries_of, said_in

# Stands for a value this person may not see.
HIDDEN = "•••"
POSITIONS = frozenset({"geopoint", "start-geopoint", "geotrace", "geoshape"})
FILES = frozenset({"image", "audio", "video", "file"})
NOT_SHOWN = frozenset({"note"})
INSTANTS = frozenset({"start", "end", "dateTime"})
# What the phone fills has no words in the form.
OF_THE_PHONE = {"start": _("Begun"), "end": _("Ended"), "deviceid": _("Telephone"), "today": _("Day")}


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of answers is narrowed to."""

    state: str = "standing"
    collector_id: int | None = None
    from_date: date | None = None
    to_date: date | None = None
    with_alerts: bool = False


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One question and its answer, as a given person may read it."""

    label: str
    name: str
    value: str
    is_hidden: bool
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class ShownPart:
    """The answers outside of repeats, or one row of a repeat."""

    title: str
    rows: list[ShownValue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer in the words of its form."""

    parts: list[ShownPart]
    n_not_asked: int
    # Files that came and that the form does not name; a person without the right sees none.
    others: list[Attachment]
    # Files the answer names that have not come.
    awaited: list[str]


def submissions_of(survey: Survey, wanted: Filter) -> SubmissionQuerySet:
    """The answers of a questionnaire, last received first, with how many of their alerts wait."""
    states: Mapping[str, Q] = {
        "standing": Q(is_test=False, is_current=True, withdrawn_at__isnull=True),
        "corrected": Q(is_current=False),
        "withdrawn": Q(withdrawn_at__isnull=False),
        "test": Q(is_test=True),
    }
    found = Submission.objects.filter(states.get(wanted.state, states["standing"]), survey=survey)
    if wanted.collector_id:
        found = found.filter(collector_id=wanted.collector_id)
    if wanted.from_date:
        found = found.filter(received_at__date__gte=wanted.from_date)
    if wanted.to_date:
        found = found.filter(received_at__date__lte=wanted.to_date)
    waiting = Count("alerts", filter=~Q(alerts__state=AlertState.RESOLVED), distinct=True)
    if wanted.with_alerts:
        waits = Alert.objects.waiting().filter(submission=OuterRef("pk"))
        found = found.filter(Exists(waits))
    return (
        found.annotate(n_waiting=waiting)
        .select_related("version", "collector", "sent_by")
        .defer("xml", "version__xform", "version__definition", "version__outline")
        .order_by("-received_at", "-pk")
    )


def submission_for(person: Person, survey: Survey, pk: int) -> Submission:
    """The answer of this questionnaire under this number; 404 for whoever may not read it."""
    found = (
        Submission.objects.visible_to(person)
        .filter(survey=survey, pk=pk)
        .select_related("version", "collector", "sent_by", "withdrawal__by", "corrects")
        .defer("version__xform", "version__definition")
        .first()
    )
    if found is None:
        raise Http404
    return found


def history_of(submission: Submission) -> list[Submission]:
    """The line of corrections an answer belongs to, the first of them first."""
    first = submission.first_id or submission.pk
    return list(
        Submission.objects.filter(Q(pk=first) | Q(first_id=first))
        .select_related("collector", "sent_by")
        .defer("xml")
        .order_by("received_at", "pk")
    )


def hides(question: Question, *, may_see_personal: bool) -> bool:
    """Whether the value of a question is kept from this person: a position tells where someone lives."""
    return (question.is_personal or question.kind in POSITIONS) and not may_see_personal


def shown_answer(submission: Submission, *, may_see_personal: bool) -> ShownAnswer:
    """The answer in the words of its form, in the language of the page. Two queries."""
    questions = {each.path: each for each in submission.version.questions.order_by("position")}
    repeats = {each.repeat for each in questions.values() if each.repeat}
    entries = entries_of(bytes(submission.xml), repeats)
    files = {each.name: each for each in submission.attachments.order_by("name")}
    reader = _Reader(submission, questions, files, may_see_personal)
    parts = _parts(reader, entries)
    came = {entry.path for entry in entries}
    asked = [path for path, each in questions.items() if each.kind not in NOT_SHOWN]
    named = {entry.text for entry in entries if entry.path in questions}
    others = [each for name, each in files.items() if name not in named] if may_see_personal else []
    awaited = sorted(set(submission.expected_files) - set(files))
    return ShownAnswer(parts, sum(path not in came for path in asked), others, awaited)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What reading one answer needs."""

    submission: Submission
    questions: Mapping[str, Question]
    files: Mapping[str, Attachment]
    may_see_personal: bool

    @property
    def own_language(self) -> str:
        return str(self.submission.version.outline.get("default_language", ""))

    def said(self, texts: Mapping[str, str]) -> str:
        return said_in(texts, (get_language() or "fr")[:2], self.own_language)

    def choices(self) -> dict[str, dict[str, str]]:
        """By path of question, the words of each choice."""
        return {
            each["path"]: {choice["name"]: self.said(choice["labels"]) for choice in each["choices"]}
            for each in self.submission.version.outline.get("questions", [])
        }


def _parts(reader: _Reader, entries: Iterable[Entry]) -> list[ShownPart]:
    choices = reader.choices()
    parts: dict[tuple[str, tuple[int, ...]], ShownPart] = {}
    for entry in entries:
        question = reader.questions.get(entry.path)
        if question is None or question.kind in NOT_SHOWN:
            continue
        place = (question.repeat, entry.rows)
        title = f"{question.repeat.rsplit('/', 1)[-1]} {'.'.join(map(str, entry.rows))}" if entry.rows else ""
        part = parts.setdefault(place, ShownPart(title))
        part.rows.append(_shown(reader, question, entry.text, choices.get(entry.path, {})))
    return list(parts.values())


def _shown(reader: _Reader, question: Question, text: str, choices: Mapping[str, str]) -> ShownValue:
    label = reader.said(question.labels) or str(OF_THE_PHONE.get(question.kind, question.name))
    if text and hides(question, may_see_personal=reader.may_see_personal):
        return ShownValue(label, question.name, HIDDEN, is_hidden=True)
    value = text
    if question.kind.startswith("select_multiple"):
        value = " · ".join(choices.get(code, code) for code in text.split())
    elif question.kind in INSTANTS:
        value = _instant_said(text)
    elif question.kind in POSITIONS:
        value = ", ".join(text.split()[:2])
    elif choices:
        value = choices.get(text, text)
    attachment = reader.files.get(text) if question.kind in FILES else None
    return ShownValue(label, question.name, value, is_hidden=False, attachment=attachment)


def _instant_said(text: str) -> str:
    """An instant by the clock of the phone, written as the language writes it."""
    try:
        return date_format(datetime.fromisoformat(text).replace(tzinfo=None), "SHORT_DATETIME_FORMAT")
    except ValueError:
        return text


def attachment_for(submission: Submission, pk: int, *, may_see_personal: bool) -> Attachment:
    """A file of an answer; 404 when a question keeps it from this person, or none names it."""
    attachment = submission.attachments.filter(pk=pk).first()
    if attachment is None:
        raise Http404
    if not may_see_personal:
        shown = shown_answer(submission, may_see_personal=False)
        seen = {row.attachment.pk for part in shown.parts for row in part.rows if row.attachment}
        if attachment.pk not in seen:
            raise Http404
    return attachment


def labels_of(survey: Survey) -> dict[str, str]:
    """The words of each question of the newest version that has it, by name, in the language of the page. One query."""
    rows: Any = (
        Question.objects.filter(version__survey=survey)
        .order_by("version__number")
        .values_list("name", "labels")
    )
    language = (get_language() or "fr")[:2]
    return {name: said_in(labels, language) or name for name, labels in rows}


def key_of(survey: Survey, number: str) -> str:
    """The identifier of the answer under this number; empty when there is none."""
    if not number.isdecimal():
        return ""
    found = Submission.objects.filter(survey=survey, pk=int(number)).values_list("instance_id", flat=True)
    return found.first() or ""
