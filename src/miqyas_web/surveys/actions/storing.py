"""One answer into the tables: what is already there, what it corrects, its files. No transaction of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import OperationalError
from django.utils import translation

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock, shelf
from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.actions.asking import ask_look_soon
from miqyas_web.surveys.enums import SubmissionOrigin, VersionState
from miqyas_web.surveys.models import Attachment, Collector, FormVersion, Submission, Survey
from miqyas_web.surveys.refusals import (
    AlreadyCorrected,
    ClosedSurvey,
    OtherContent,
    RetiredVersion,
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
    # Of the sentence that refuses it: the writing may be another sender's thread.
    language: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an arrival: the row, whether it is new, the files that were added."""

    submission: Submission
    is_new: bool
    added: tuple[ShelvedFile, ...] = field(default=())


Key = tuple[int, bool, str]
AS_COLLECTED = frozenset({SubmissionOrigin.PHONE, SubmissionOrigin.WEB, SubmissionOrigin.API})


def store_all(arrivals: Sequence[Arrival]) -> list[Stored | Refused]:
    """Write answers, or know them again; each is refused by itself, before anything of it is written.

    The same number of queries for one as for fifty, as long as they are new and correct nothing.
    """
    outcomes: dict[int, Stored | Refused] = {}
    known = _known(arrivals) if arrivals else {}
    fresh: dict[Key, int] = {}
    for place, arrival in enumerate(arrivals):
        key = _key(arrival)
        if key in known or key in fresh or arrival.deprecated_id:
            continue
        if not _is_over(arrival):
            fresh[key] = place
    created = _create_all([arrivals[place] for place in fresh.values()])
    for (key, place), submission in zip(fresh.items(), created, strict=True):
        known[key] = submission
        outcomes[place] = Stored(submission, is_new=True, added=arrivals[place].files)
    for place, arrival in enumerate(arrivals):
        if place not in outcomes:
            with translation.override(arrival.language):
                outcomes[place] = _store_with_past(arrival, known)
    return [outcomes[place] for place in range(len(arrivals))]


def _store_with_past(arrival: Arrival, known: dict[Key, Submission]) -> Stored | Refused:
    """An answer that is here already, or that corrects one."""
    key = _key(arrival)
    try:
        if key in known:
            return _complete(known[key], arrival)
        _check_not_over(arrival)
        previous = _corrected(arrival)
    except Refused as refusal:
        return refusal
    (submission,) = _create_all([arrival], corrects=previous)
    known[key] = submission
    Submission.objects.filter(pk=previous.pk).update(is_current=False)
    _carry_over(previous, submission, sent={file.name for file in arrival.files})
    return Stored(submission, is_new=True, added=arrival.files)


def _is_over(arrival: Arrival) -> bool:
    return arrival.survey.closed_at is not None or _is_out_of_use(arrival)


def _is_out_of_use(arrival: Arrival) -> bool:
    """Retired: nothing new is taken, but what is here is put right, and what was collected elsewhere is brought."""
    return (
        arrival.version.state == VersionState.RETIRED
        and arrival.origin in AS_COLLECTED
        and not arrival.deprecated_id
    )


def _check_not_over(arrival: Arrival) -> None:
    if arrival.survey.closed_at is not None:
        raise ClosedSurvey
    if _is_out_of_use(arrival):
        raise RetiredVersion(arrival.version.version)


def _key(arrival: Arrival) -> Key:
    return (arrival.survey.pk, arrival.is_test, arrival.instance_id)


def _known(arrivals: Sequence[Arrival]) -> dict[Key, Submission]:
    # All three, in the order of the constraint: its index answers.
    surveys, tests, names = (set(part) for part in zip(*map(_key, arrivals), strict=True))
    rows = Submission.objects.filter(survey__in=surveys, is_test__in=tests, instance_id__in=names).only(
        "survey", "is_test", "instance_id", "sha256", "withdrawn_at", "version"
    )
    return {(row.survey_id, row.is_test, row.instance_id): row for row in rows}


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
    previous = (
        Submission.objects.select_for_update()
        .filter(survey=arrival.survey, is_test=arrival.is_test, instance_id=arrival.deprecated_id)
        .first()
    )
    if previous is None:
        raise UnknownAnswer
    if previous.withdrawn_at is not None:
        raise Withdrawn
    if not previous.is_current:
        raise AlreadyCorrected
    return previous


def _create_all(arrivals: Sequence[Arrival], *, corrects: Submission | None = None) -> list[Submission]:
    """Write rows that are new, and their files."""
    if not arrivals:
        return []
    now = clock.now()
    first_pk = (corrects.first_id or corrects.pk) if corrects else None
    created = Submission.objects.bulk_create(
        Submission(
            survey_id=arrival.survey.pk,
            version_id=arrival.version.pk,
            is_test=arrival.is_test,
            instance_id=arrival.instance_id,
            xml=arrival.xml,
            sha256=arrival.sha256,
            origin=arrival.origin,
            collector_id=arrival.collector.pk if arrival.collector else None,
            sent_by_id=arrival.by.pk if arrival.by else None,
            device_id=arrival.device_id,
            received_at=now,
            expected_files=arrival.expected_files,
            corrects=corrects,
            first_id=first_pk,
        )
        for arrival in arrivals
    )
    for arrival, submission in zip(arrivals, created, strict=True):
        _attach(submission, arrival.files)
    return created


def _attach(submission: Submission, files: Sequence[ShelvedFile]) -> None:
    if not files:
        return
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
        # Rows first, the end of the audit chain last: everyone takes them in this order.
        ask_look_soon(arrival.survey)
        audit.record(
            "answers_received",
            target=arrival.survey,
            by=arrival.by,
            organisation=arrival.survey.initiative.organisation,
            n_answers=len(together),
            answers=[_trace(each, outcome) for each, outcome in together],
        )
        _check_files_stand(file for _, outcome in together for file in outcome.added)


class FileGone(OperationalError):
    """A file was swept away between its writing and its row: the sender is told to send again."""


def _check_files_stand(files: Iterable[ShelvedFile]) -> None:
    """A sweep may have passed since they were written; it cannot any more, as it waits for our audit row."""
    for file in files:
        if not shelf.path_of(settings.ATTACHMENTS, file.sha256).is_file():
            raise FileGone(file.sha256)


def _trace(arrival: Arrival, stored: Stored) -> dict[str, object]:
    """Enough to prove later which bytes came, by which address, and nothing of what was answered."""
    return {
        "id": stored.submission.pk,
        "sha256": arrival.sha256,
        "is_new": stored.is_new,
        "collector": arrival.collector.pk if arrival.collector else None,
        "files": [file.sha256 for file in stored.added],
    }
