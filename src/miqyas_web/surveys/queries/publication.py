"""What the rules of publication need to know of a version."""

from miqyas_web.surveys.models import FormVersion
from miqyas_web.surveys.rules.publication import Facts


def facts_of(version: FormVersion) -> Facts:
    """The facts of one version. Two queries."""
    survey = version.survey
    return Facts(
        definition=version.definition,
        outline=version.outline,
        findings=version.findings,
        purpose=survey.purpose,
        consent=survey.consent,
        authorisation=survey.authorisation,
        media=frozenset(version.media.values_list("name", flat=True)),
        n_personal=version.questions.filter(is_personal=True).count(),
    )
