"""What stands between a version and the field, all said at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.rules.consent import lacking_consent
from miqyas_web.surveys.rules.definition import (
    TRANSLATED,
    Definition,
    languages_of,
    rows_of,
    settings_of,
    text_of,
)


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing. ``where`` is the page that mends it; one that does not block is a warning."""

    sentence: str
    where: str
    is_blocking: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules need to know of a version to be published."""

    definition: Definition
    outline: Mapping[str, Any]
    findings: Sequence[Mapping[str, Any]]
    purpose: str
    consent: Mapping[str, str]
    authorisation: str
    media: Collection[str] = ()
    n_personal: int = 0


def lacks_of(facts: Facts) -> list[Lack]:
    """All that stands in the way, what blocks first."""
    found = [*_of_the_questions(facts), *_of_the_framing(facts)]
    return sorted(found, key=lambda lack: not lack.is_blocking)


def check_may_try(facts: Facts) -> None:
    """Raise ``Refused`` unless the form can be opened."""
    for lack in _of_the_questions(facts):
        if lack.is_blocking:
            raise Refused(lack.sentence)


def check_may_publish(facts: Facts) -> None:
    """Raise ``Refused`` with all that blocks."""
    blocking = [lack.sentence for lack in lacks_of(facts) if lack.is_blocking]
    if blocking:
        raise Refused(" ".join(blocking))


def _of_the_questions(facts: Facts) -> list[Lack]:
    found = []
    if settings_of(facts.definition).get("public_key"):
        found.append(Lack(_encrypted(), "version_show"))
    if not rows_of(facts.definition, "survey"):
        found.append(Lack(_("There is no question yet. Add the first one."), "version_show"))
    elif any(each["severity"] == "error" for each in facts.findings):
        found.append(
            Lack(_("The questions have errors. They are listed with their remedies."), "version_show")
        )
    elif not facts.outline:
        found.append(Lack(_("The questions are still being checked. Come back in a moment."), "version_show"))
    absent = [name for name in facts.outline.get("media", []) if name not in facts.media]
    if absent:
        sentence = _("The questionnaire reads files that were not brought: %(names)s. Bring them.")
        found.append(Lack(sentence % {"names": ", ".join(absent)}, "media_list"))
    return found


def _encrypted() -> str:
    return _(
        "This questionnaire encrypts its answers on the phone (“public_key” in its settings). The platform could not "
        "read them, nor check their quality. Take the key away: answers travel over a secure line and stand behind rights."
    )


def _of_the_framing(facts: Facts) -> list[Lack]:
    found = []
    if not facts.purpose.strip():
        found.append(Lack(_("Say what the questionnaire is for."), "survey_edit"))
    for language in lacking_consent(facts.definition, facts.consent):
        sentence = _("Write what people are told before they agree, in this language: %(language)s.")
        plain = _("Write what people are told before they agree.")
        found.append(Lack(sentence % {"language": language} if language else plain, "survey_edit"))
    if facts.n_personal and not facts.authorisation.strip():
        found.append(_no_authorisation(facts.n_personal))
    n_missing = n_missing_texts(facts.definition)
    if n_missing:
        sentence = ngettext(
            "%(n)s text is missing in one of the languages.",
            "%(n)s texts are missing in one of the languages.",
            n_missing,
        )
        found.append(Lack(sentence % {"n": n_missing}, "version_languages", is_blocking=False))
    return found


def _no_authorisation(n_personal: int) -> Lack:
    sentence = ngettext(
        "%(n)s question is personal, and no authorisation or declaration at the CNDP is given. Law 09-08 asks for one.",
        "%(n)s questions are personal, and no authorisation or declaration at the CNDP is given. Law 09-08 asks for one.",
        n_personal,
    )
    return Lack(sentence % {"n": n_personal}, "survey_edit", is_blocking=False)


def n_missing_texts(definition: Definition) -> int:
    """How many texts are written in one language of the questionnaire and lack in another."""
    languages = languages_of(definition)
    return sum(
        not text_of(row, name, language)
        for sheet in ("survey", "choices")
        for row in rows_of(definition, sheet)
        for name in TRANSLATED
        if any(text_of(row, name, each) for each in languages)
        for language in languages
    )
