"""Answers of another server, one after the other, into the same store as those of a phone.

Run again after a death, it finds what it brought by its identifier and goes on; the instant from which the next import
asks moves only when this one came to its end.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace

from django.db import transaction
from django.db.models import Max

from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.addresses import NoAnswer
from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.actions.receiving import ReceivedFile, receive
from miqyas_web.surveys.actions.sources import check_may_bring, server_at
from miqyas_web.surveys.elsewhere.server import Absent, AnswerThere, FileThere, Page, Server, WrongKey
from miqyas_web.surveys.enums import VersionState
from miqyas_web.surveys.envelopes import Envelope, read_envelope
from miqyas_web.surveys.models import FormVersion, ImportRun, Question, Submission, Survey
from miqyas_web.surveys.refusals import UnknownForm
from miqyas_web.surveys.science.brought import form_brought, looks_personal

MOST_REFUSED_KEPT = 200
Tell = Callable[[int, str], None]


def bring_answers(*, run: ImportRun, tell: Tell, server: Server | None = None) -> ImportRun:
    """Bring what is new of a source; a server that refuses ends the run with its sentence, and keeps what came.

    ``server``: another than the one the source connects to, for the demonstration.
    """
    if run.ended_at is not None:
        return run
    _begin_again(run)
    try:
        check_may_bring(run.source.initiative, run.started_by)
        latest = _bring(run, server or server_at(run.source), tell)
    except Refused as refusal:
        end_run(run, trouble=str(refusal))
        raise
    end_run(run, since=latest)
    return run


def _begin_again(run: ImportRun) -> None:
    run.n_seen = run.n_new = run.n_rejected = run.n_refused = run.n_files_absent = 0
    run.refused = []


def _bring(run: ImportRun, server: Server, tell: Tell) -> str:
    source, latest = run.source, run.source.since
    for page in server.pages(source.form_ref, "" if run.is_whole else source.since):
        run.n_there = page.n_there if page.n_there is not None else run.n_there
        _bring_page(run, server, page)
        latest = max([latest, *(answer.at for answer in page.answers)])
        run.n_new = came_since(run)
        run.save()
        tell(min(99, 100 * run.n_seen // max(run.n_there or run.n_seen, 1)), f"{run.n_seen}")
    return latest


def _bring_page(run: ImportRun, server: Server, page: Page) -> None:
    survey = run.source.survey
    if survey is None:
        raise UnknownForm("")
    named = [answer.instance_id for answer in page.answers]
    known = set(
        survey.submissions.filter(instance_id__in=named, is_test=False).values_list("instance_id", flat=True)
    )
    for answer in page.answers:
        run.n_seen += 1
        if answer.is_rejected:
            run.n_rejected += 1
        elif answer.instance_id not in known or answer.is_edited or run.is_whole:
            _bring_answer(run, survey, server, answer)


def _bring_answer(run: ImportRun, survey: Survey, server: Server, answer: AnswerThere) -> None:
    try:
        states = answer.states()
        for position, xml in enumerate(states, start=1):
            # Files are those of the latest state: a correction carries over those it still names.
            files = _files(run, answer) if position == len(states) else iter(())
            _receive(run, survey, server, xml, files)
    except (NoAnswer, WrongKey):
        # The line or the key: nothing more would come. Any other refusal concerns this answer alone.
        raise
    except Refused as refusal:
        _refuse(run, answer, refusal)


def _receive(
    run: ImportRun, survey: Survey, server: Server, xml: bytes, files: Iterator[ReceivedFile]
) -> None:
    envelope = read_envelope(xml)
    if envelope.form_id != survey.form_id:
        raise UnknownForm(envelope.form_id)
    _version(run, survey, server, envelope)
    if envelope.deprecated_id and not _is_here(survey, envelope.deprecated_id):
        # That server kept the latest state alone: for us it is the first.
        envelope = replace(envelope, deprecated_id="")
    receive(survey=survey, xml=xml, files=files, origin=run.source.kind, by=run.started_by, envelope=envelope)


def _is_here(survey: Survey, instance_id: str) -> bool:
    return Submission.objects.filter(survey=survey, instance_id=instance_id, is_test=False).exists()


def _files(run: ImportRun, answer: AnswerThere) -> Iterator[ReceivedFile]:
    for file in answer.files():
        try:
            yield _brought(file)
        except Absent:
            run.n_files_absent += 1


def _brought(file: FileThere) -> ReceivedFile:
    return ReceivedFile(file.name, file.bring())


def _refuse(run: ImportRun, answer: AnswerThere, refusal: Refused) -> None:
    run.n_refused += 1
    if len(run.refused) < MOST_REFUSED_KEPT:
        run.refused.append({"instance_id": answer.instance_id, "reason": str(refusal)})


def came_since(run: ImportRun) -> int:
    """Counted where they are kept: right also after a death in the middle of a page."""
    came = Submission.objects.filter(
        survey=run.source.survey_id, origin=run.source.kind, received_at__gte=run.started_at, is_test=False
    )
    return came.filter(first__isnull=True).count()


def _version(run: ImportRun, survey: Survey, server: Server, envelope: Envelope) -> None:
    """Have the version an answer names: brought with its questions, frozen, and not offered to phones."""
    if survey.versions.filter(version=envelope.version).exists():
        return
    xform = server.xform(run.source.form_ref, envelope)
    root = envelope.root.tag.rpartition("}")[2]
    form = form_brought(xform, root=root, form_id=survey.form_id, version=envelope.version)
    with transaction.atomic():
        held = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
        last = held.versions.aggregate(last=Max("number"))["last"] or 0
        version = FormVersion.objects.create(
            survey=held,
            number=last + 1,
            version=envelope.version,
            state=VersionState.RETIRED,
            outline=form.to_data(),
            xform=xform,
            md5=hashlib.md5(xform, usedforsecurity=False).hexdigest(),
            sha256=hashlib.sha256(xform).hexdigest(),
            source_name=str(run.source)[:255],
            made_by=run.started_by,
            published_by=run.started_by,
            published_at=clock.now(),
        )
        Question.objects.bulk_create(
            Question(
                version=version,
                position=position,
                name=each.name,
                path=each.path,
                repeat=each.repeat,
                kind=each.kind,
                labels=dict(each.labels),
                is_personal=looks_personal(each),
            )
            for position, each in enumerate(form.questions)
        )
        audit.record(
            "version_brought",
            target=held,
            by=run.started_by,
            organisation=survey.initiative.organisation,
            version=envelope.version,
            sha256=version.sha256,
        )


@transaction.atomic
def end_run(run: ImportRun, *, since: str = "", trouble: str = "") -> None:
    run.n_new, run.ended_at, run.trouble = came_since(run), clock.now(), trouble
    run.save()
    source = run.source
    if not trouble:
        source.since = since
        source.save(update_fields=["since"])
    audit.record(
        "answers_brought",
        target=source,
        by=run.started_by,
        organisation=source.initiative.organisation,
        n_new=run.n_new,
        n_refused=run.n_refused,
        is_stopped=bool(trouble),
    )
