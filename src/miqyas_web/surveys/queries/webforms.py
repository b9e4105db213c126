"""What a page that fills in a questionnaire needs: the version, its files, who is asked, the answer to correct."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.enums import CollectorKind, VersionState
from miqyas_web.surveys.models import Collector, FormMedia, FormVersion, Submission, Survey
from miqyas_web.surveys.queries.versions import HEAVY
from miqyas_web.surveys.refusals import ClosedAddress, UnknownAddress

# Answers under way may be to a version retired since.
READABLE = (VersionState.TEST, VersionState.PUBLISHED, VersionState.RETIRED)


@dataclass(frozen=True, slots=True)
class Link:
    """A web link that is open, and the questionnaire it serves."""

    collector: Collector
    survey: Survey


def link_of(token: str, survey_pk: int) -> Link:
    """The web link of this secret; raise ``UnknownAddress`` or ``ClosedAddress``."""
    sha256 = hashlib.sha256(token.encode()).hexdigest()
    links = Collector.objects.filter(kind=CollectorKind.LINK).select_related("initiative__organisation")
    collector = links.filter(token_sha256=sha256).first()
    if collector is None:
        raise UnknownAddress
    survey = collector.surveys.filter(pk=survey_pk, initiative=collector.initiative_id).first()
    if survey is None:
        raise UnknownAddress
    if collector.revoked_at is not None:
        raise ClosedAddress
    survey.initiative = collector.initiative
    return Link(collector, survey)


def version_to_fill(survey: Survey, *, is_test: bool) -> FormVersion:
    """The newest version that is published, or on trial; refused when there is none."""
    state = VersionState.TEST if is_test else VersionState.PUBLISHED
    version = survey.versions.filter(state=state).defer(*HEAVY).order_by("-number").first()
    if version is None:
        raise Refused(_("There is no version to fill in yet."))
    return version


def version_published(survey: Survey, person: Person) -> str | None:
    """The version that may be filled in now, in words; None for who may not, or when there is none."""
    return _version_in_words(survey, person, VersionState.PUBLISHED)


def version_on_trial(survey: Survey, person: Person) -> str | None:
    """The version that may be tried now, in words; None for who may not, or when there is none."""
    return _version_in_words(survey, person, VersionState.TEST)


def _version_in_words(survey: Survey, person: Person, state: VersionState) -> str | None:
    if Permission.BRING_DATA not in permissions_in(survey.initiative.organisation, person):
        return None
    versions = survey.versions.filter(state=state).order_by("-number")
    number = versions.values_list("number", flat=True).first()
    return None if number is None else _("version %(number)s") % {"number": number}


def xform_of(survey: Survey, sha256: str) -> bytes | None:
    """The bytes of a version that could be filled in, by their hash."""
    versions = survey.versions.filter(sha256=sha256, state__in=READABLE)
    found = versions.values_list("xform", flat=True).first()
    return None if found is None else bytes(found)


def media_of(survey: Survey, sha256: str, name: str) -> FormMedia | None:
    """A file that a version reads."""
    return FormMedia.objects.filter(
        version__survey=survey, version__sha256=sha256, version__state__in=READABLE, name=name
    ).first()


def names_of_media(version: FormVersion) -> list[str]:
    return list(version.media.order_by("name").values_list("name", flat=True))


def names_of_files(answer: Submission) -> list[str]:
    """The files that came with an answer."""
    return list(answer.attachments.order_by("name").values_list("name", flat=True))


def answer_to_correct(person: Person, survey: Survey, pk: int) -> Submission | None:
    """An answer the person may see whole, with its version; refused when it is not the latest state.

    None for an answer that is not theirs to see. Whoever corrects reads every field: personal ones ask for the right to.
    """
    answers = Submission.objects.visible_to(person).filter(survey=survey, pk=pk)
    answer = answers.select_related("version").defer(*(f"version__{name}" for name in HEAVY)).first()
    if answer is None:
        return None
    if not answer.is_current or answer.withdrawn_at is not None:
        raise Refused(_("This answer was already corrected or withdrawn: open its latest state."))
    is_personal = answer.version.questions.filter(is_personal=True).exists()
    if is_personal and Permission.READ_PERSONAL not in permissions_in(survey.initiative.organisation, person):
        raise Refused(_("This answer holds personal fields: only those who may see them can correct it."))
    return answer
