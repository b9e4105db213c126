"""Which version of a questionnaire an answer is to, and which a phone is given."""

from functools import lru_cache

from miqyas_web.surveys.enums import VersionState
from miqyas_web.surveys.models import FormVersion, Survey
from miqyas_web.surveys.refusals import UnknownVersion

# Those whose answers are known: of a retired one no new answer is taken, but one received is completed or corrected
# (actions.storing).
TAKEN = (VersionState.PUBLISHED, VersionState.RETIRED)
WITH_A_FILE = frozenset({"image", "photo", "audio", "video", "file", "background-audio"})
# Kept out of every query that does not serve the form itself: hundreds of kilobytes.
HEAVY = ("definition", "outline", "xform")


def version_answered(survey: Survey, version: str, *, is_test: bool) -> FormVersion:
    """The version an answer names; raise ``UnknownVersion`` when it was never published.

    On trial the version is not checked: the newest serves when none has that name.
    """
    versions = FormVersion.objects.filter(survey=survey).defer(*HEAVY)
    if not is_test:
        found = versions.filter(version=version, state__in=TAKEN).first()
    else:
        found = (
            versions.filter(version=version).first()
            or versions.filter(state=VersionState.TEST).order_by("-number").first()
        )
    if found is None:
        raise UnknownVersion(version)
    return found


def paths_of_files(version: FormVersion) -> frozenset[str]:
    """Where an answer to this version names files."""
    return _paths_of_files(version.pk, version.sha256)


@lru_cache(maxsize=512)
def _paths_of_files(version_pk: int, _sha256: str) -> frozenset[str]:
    outline = FormVersion.objects.values_list("outline", flat=True).get(pk=version_pk)
    root = outline.get("root", "data")
    asked = {each["path"] for each in outline.get("questions", ()) if each["kind"] in WITH_A_FILE}
    # The trace of how a form was filled in, when it keeps one.
    return frozenset(asked | {f"/{root}/meta/audit"})
