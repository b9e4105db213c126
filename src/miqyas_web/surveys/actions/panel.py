"""Answers are linked to people across rounds; what is known of someone is given or erased on request."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.folding import fold
from miqyas_web.surveys.actions.sweeping import remove_unreferred
from miqyas_web.surveys.actions.withdrawing import check_may_work
from miqyas_web.surveys.models import (
    Attachment,
    Respondent,
    RespondentAnswer,
    RespondentIdentity,
    Submission,
    Survey,
)
from miqyas_web.surveys.queries.quality import quality_settings, questions_of
from miqyas_web.surveys.science.reading import emptied, entries_of


def link_respondents(*, survey: Survey, by: Person) -> int:
    """Give each answer that counts to the person its identifier question names; return how many were new.

    The identifier stands in a table of its own; elsewhere the person is a code.
    """
    check_may_work(survey.initiative, by)
    check_has(Permission.READ_PERSONAL, permissions_in(survey.initiative.organisation, by))
    path = _identifier_path(survey)
    waiting = survey.submissions.standing().filter(respondent_link__isnull=True).order_by("received_at", "pk")
    found = {
        pk: fold(said)[:255]
        for pk, xml in waiting.values_list("pk", "xml").iterator(chunk_size=500)
        if (said := next((entry.text for entry in entries_of(bytes(xml)) if entry.path == path), ""))
    }
    return _link(survey, found, by=by)


@transaction.atomic
def _link(survey: Survey, found: Mapping[int, str], *, by: Person) -> int:
    initiative = survey.initiative
    Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    identities = RespondentIdentity.objects.filter(initiative=initiative)
    known = dict(identities.values_list("identifier", "respondent_id"))
    for identifier in dict.fromkeys(found.values()):
        if identifier not in known:
            respondent = Respondent.objects.create(initiative=initiative, linked_at=clock.now())
            RespondentIdentity.objects.create(
                respondent=respondent, initiative=initiative, identifier=identifier
            )
            known[identifier] = respondent.pk
    RespondentAnswer.objects.bulk_create(
        RespondentAnswer(respondent_id=known[identifier], submission_id=pk)
        for pk, identifier in found.items()
    )
    audit.record(
        "respondents_linked", target=survey, by=by, organisation=initiative.organisation, n_answers=len(found)
    )
    return len(found)


def _identifier_path(survey: Survey) -> str:
    name = quality_settings(survey)[1].get("identifier", "")
    path = next((each.path for each in questions_of(survey) if each.name == name and not each.repeat), "")
    if not path:
        raise Refused(_("Say first, in the settings of the checks, which question identifies people."))
    return path


@transaction.atomic
def export_respondent(*, respondent: Respondent, by: Person) -> dict[str, Any]:
    """All that is held of one person, to be handed over on request."""
    initiative = respondent.initiative
    check_has(Permission.READ_PERSONAL, permissions_in(initiative.organisation, by))
    audit.record("respondent_exported", target=respondent, by=by, organisation=initiative.organisation)
    identity = RespondentIdentity.objects.filter(respondent=respondent).first()
    answers = respondent.answers.select_related("submission__survey").order_by("submission__received_at")
    return {
        "code": str(respondent.code),
        "identifier": identity.identifier if identity else None,
        "answers": [_told(each.submission) for each in answers],
    }


def _told(submission: Submission) -> dict[str, Any]:
    return {
        "questionnaire": submission.survey.title,
        "received_at": submission.received_at.isoformat(),
        "instance": submission.instance_id,
        "values": [[entry.path, list(entry.rows), entry.text] for entry in entries_of(bytes(submission.xml))],
    }


@transaction.atomic
def erase_respondent(*, respondent: Respondent, by: Person) -> Respondent:
    """Forget who someone is: the identity goes, and what personal questions said in the answers is emptied.

    The one case in which an answer received is changed: the law gives people this right (09-08). What remains is
    under a code. The trace keeps the hash of each answer before and after, and nothing of what was erased.
    """
    initiative = respondent.initiative
    check_may_work(initiative, by)
    check_has(Permission.READ_PERSONAL, permissions_in(initiative.organisation, by))
    held = Respondent.objects.select_for_update(of=("self",)).get(pk=respondent.pk)
    if held.erased_at is not None:
        raise Refused(_("This person is already erased."))
    RespondentIdentity.objects.filter(respondent=held).delete()
    linked = Submission.objects.filter(respondent_link__respondent=held).values_list("pk", "first_id")
    lines = {first or pk for pk, first in linked}
    files = _files_of(lines)
    hashes = [
        _empty(each)
        for each in Submission.objects.filter(pk__in=lines) | Submission.objects.filter(first_id__in=lines)
    ]
    # Once it is sure that they are to go; what a crash would leave, a sweep takes.
    transaction.on_commit(lambda: remove_unreferred(files))
    held.erased_at = clock.now()
    held.save(update_fields=["erased_at"])
    audit.record(
        "respondent_erased", target=held, by=by, organisation=initiative.organisation, answers=hashes
    )
    return held


def _files_of(lines: set[int]) -> list[str]:
    """The files of these answers and of their corrections."""
    own, later = Q(submission__in=lines), Q(submission__first__in=lines)
    return list(Attachment.objects.filter(own | later).values_list("sha256", flat=True))


def _empty(submission: Submission) -> dict[str, Any]:
    personal = submission.version.questions.filter(is_personal=True).values_list("path", flat=True)
    xml, sha256 = emptied(bytes(submission.xml), frozenset(personal))
    before = submission.sha256
    submission.xml, submission.sha256 = xml, sha256
    submission.save(update_fields=["xml", "sha256"])
    submission.attachments.all().delete()
    return {"id": submission.pk, "before": before, "after": sha256}
