"""A form brought from another server: read, and put under the names its answers bear."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils import translation

from miqyas.data.intake.personal import suspected_by_header
from miqyas.errors import MiqyasError
from miqyas.interchange.form import Form, Question
from miqyas.interchange.xform import read_xform
from miqyas.interchange.xlsform.kobo import xform_of_kobo
from miqyas.reporting.refusals import refusal_sentence
from miqyas.types import LANGUAGES, Language
from miqyas_web.foundation.errors import Unfit

# What such a question holds says who or where somebody is, whatever it is called.
PERSONAL_KINDS = frozenset(
    {"geopoint", "geotrace", "geoshape", "image", "audio", "video", "file", "phonenumber", "email", "username",
     "deviceid", "subscriberid", "simserial", "audit", "background-audio"}
)  # fmt: skip


def form_brought(xform: bytes, *, root: str, form_id: str, version: str) -> Form:
    """Read a form for answers whose root is ``root``; ``Unfit`` with the sentence of the science when it is none.

    A server that draws its form anew gives it another root and another version than the answers it keeps.
    """
    try:
        form = read_xform(xform)
    except MiqyasError as error:
        raise Unfit(refusal_sentence(error, language())) from error
    old, new = f"/{form.root}/", f"/{root}/"
    return replace(
        form,
        form_id=form_id,
        version=version,
        root=root,
        questions=tuple(_moved(each, old, new) for each in form.questions),
        repeats=tuple(path.replace(old, new, 1) for path in form.repeats),
        group_conditions={
            path.replace(old, new, 1): condition.replace(old, new)
            for path, condition in (form.group_conditions or {}).items()
        },
        repeat_counts={
            path.replace(old, new, 1): count.replace(old, new) for path, count in form.repeat_counts.items()
        },
    )


def xform_of_rows(content: Mapping[str, Any], *, form_id: str) -> bytes | None:
    """The form of a version that KoboToolbox keeps as rows; None when they use what it alone turns into a form."""
    return xform_of_kobo(content, form_id=form_id)


def looks_personal(question: Question) -> bool:
    """Whether the answers may name or place a person: marked so until somebody says otherwise."""
    headers = (question.name, *question.labels.values())
    return question.kind in PERSONAL_KINDS or suspected_by_header(*headers) is not None


def language() -> Language:
    """Return the language of the page, as the science calls it."""
    code = translation.get_language()
    return next((known for known in LANGUAGES if known == code), "fr")


def _moved(question: Question, old: str, new: str) -> Question:
    return replace(
        question,
        path=question.path.replace(old, new, 1),
        repeat=question.repeat.replace(old, new, 1),
        relevant=question.relevant.replace(old, new),
        constraint=question.constraint.replace(old, new),
        calculation=question.calculation.replace(old, new),
        required=question.required.replace(old, new),
    )
