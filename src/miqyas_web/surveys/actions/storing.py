"""One answer into the tables: what is already there, what it corrects, its files. No transaction of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.surveys.actions.asking import ask_look_soon
from miqyas_web.surveys.models import Attachment, Collector, FormVersion, Submission, Survey
from miqyas_web.surveys.models.answers import SubmissionQuerySet
from miqyas_web.surveys.refusals import (
    AlreadyCorrected,
    ClosedSurvey,
    OtherContent,
    UnknownAnswer,
    Withdrawn,
)


@dataclass(frozen=True, slots=True)
class ShelvedFile:
    """A file of an answer, already on the disk under its sha256."""

    name: str
    sha256: str
    n_bytes: int
    media_type: str
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """An answer read, its version found and its files on the disk: all that remains is the row."""

    survey: Survey
    version: FormVersion
    instance_id: str
    deprecated_id: str
    xml: bytes
    sha256: str
    expected_files: list[str]
    files: tuple[ShelvedFile, ...]
    origin: str
    collector: Collector | None
    by: Person | None
    is_test: bool
    device_id: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an arrival: the row, whether it is new, the files that were added."""

    submission: Submission
    is_new: bool
    added: tuple[ShelvedFile, ...] = field(default=())


def store(arrival: Arrival) -> Stored:
    """Write the answer, or know it again. Everything that may be refused is refused before anything is written."""
    known = _of_its_survey(arrival).filter(instance_id=arrival.instance_id).first()
    if known is not None:
        return _complete(known, arrival)
    if arrival.survey.closed_at is not None:
        raise ClosedSurvey
    previous = _corrected(arrival) if arrival.deprecated_id else None
    return _create(arrival, previous)


def _of_its_survey(arrival: Arrival) -> SubmissionQuerySet:
    return Submission.objects.filter(survey=arrival.survey, is_test=arrival.is_test)


def _complete(known: Submission, arrival: Arrival) -> Stored:
    """The same answer again: its acknowledgement was lost, or more files come."""
    if known.withdrawn_at is not None:
        raise Withdrawn
    if known.sha256 != arrival.sha256:
        raise OtherContent
    if not arrival.files:
        return Stored(known, is_new=False)
    kept = dict(Attachment.objects.filter(submission=known).values_list("name", "sha256"))
    for file in arrival.files:
        if kept.get(file.name, file.sha256) != file.sha256:
            raise OtherContent(file.name)
    added = tuple(file for file in arrival.files if file.name not in kept)
    _attach(known, added)
    return Stored(known, is_new=False, added=added)


def _corrected(arrival: Arrival) -> Submission:
    """The answer this one replaces, held until the end of the transaction."""
    previous = _of_its_survey(arrival).select_for_update().filter(instance_id=arrival.deprecated_id).first()
    if previous is None:
        raise UnknownAnswer
    if previous.withdrawn_at is not None:
        raise Withdrawn
    if not previous.is_current:
        raise AlreadyCorrected
    return previous


def _create(arrival: Arrival, previous: Submission | None) -> Stored:
    submission = Submission.objects.create(
        survey=arrival.survey,
        version=arrival.version,
        is_test=arrival.is_test,
        instance_id=arrival.instance_id,
        xml=arrival.xml,
        sha256=arrival.sha256,
        origin=arrival.origin,
        collector=arrival.collector,
        sent_by=arrival.by,
        device_id=arrival.device_id,
        received_at=clock.now(),
        expected_files=arrival.expected_files,
        corrects=previous,
        first_id=(previous.first_id or previous.pk) if previous else None,
    )
    _attach(submission, arrival.files)
    if previous is not None:
        Submission.objects.filter(pk=previous.pk).update(is_current=False)
        _carry_over(previous, submission, sent={file.name for file in arrival.files})
    return Stored(submission, is_new=True, added=arrival.files)


def _attach(submission: Submission, files: Iterable[ShelvedFile]) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            submission=submission,
            name=file.name,
            sha256=file.sha256,
            n_bytes=file.n_bytes,
            media_type=file.media_type,
            is_doubtful=file.is_doubtful,
        )
        for file in files
    )


def _carry_over(previous: Submission, submission: Submission, *, sent: set[str]) -> None:
    """A phone does not send again the files of the answer it corrects: those still named are taken from there."""
    named = set(submission.expected_files) - sent
    for attachment in Attachment.objects.filter(submission=previous, name__in=named):
        attachment.pk, attachment.submission = None, submission
        attachment.save(force_insert=True)


def record(stored: Iterable[tuple[Arrival, Stored]]) -> None:
    """Leave the trace of what was taken together: one row by questionnaire and sender, each answer named in it."""
    by_source: dict[tuple[int, int | None], list[tuple[Arrival, Stored]]] = {}
    for arrival, outcome in stored:
        if outcome.is_new or outcome.added:
            key = (arrival.survey.pk, arrival.by.pk if arrival.by else None)
            by_source.setdefault(key, []).append((arrival, outcome))
    for together in by_source.values():
        arrival = together[0][0]
        audit.record(
            "answers_received",
            target=arrival.survey,
            by=arrival.by,
            organisation=arrival.survey.initiative.organisation,
            n_answers=len(together),
            answers=[_trace(each, outcome) for each, outcome in together],
        )
        ask_look_soon(arrival.survey)


def _trace(arrival: Arrival, stored: Stored) -> dict[str, object]:
    """Enough to prove later which bytes came, by which address, and nothing of what was answered."""
    return {
        "id": stored.submission.pk,
        "sha256": arrival.sha256,
        "is_new": stored.is_new,
        "collector": arrival.collector.pk if arrival.collector else None,
        "files": [file.sha256 for file in stored.added],
    }
