"""The language of the page, and what the science refuses said in it."""

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import get_language

from miqyas.errors import MiqyasError
from miqyas.reporting.refusals import refusal_sentence
from miqyas.types import LANGUAGES, Language
from miqyas_web.foundation.errors import Unfit

Answer = TypeVar("Answer")


def page_language() -> Language:
    """The language of the page, as the science names it; English where it has no words yet."""
    code = (get_language() or "en")[:2]
    return next((language for language in LANGUAGES if language == code), "en")


def said_plainly(compute: Callable[[], Answer]) -> Answer:
    """Compute; what the science refuses becomes a sentence for the person."""
    try:
        return compute()
    except MiqyasError as error:
        raise Unfit(refusal_sentence(error, page_language())) from error
