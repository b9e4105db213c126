"""Languages of a questionnaire, named as XLSForm asks: the name, then the code in brackets."""

import re

from django.utils.translation import gettext_lazy as _

# Code, name in a questionnaire, name for the person who chooses, direction of writing.
OFFERED = (
    ("fr", "Français (fr)", _("French"), "ltr"),
    ("ar", "العربية (ar)", _("Arabic"), "rtl"),
    ("en", "English (en)", _("English"), "ltr"),
    ("zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ (zgh)", _("Tamazight"), "ltr"),
)
NAME_OF_CODE = {code: name for code, name, _said, _direction in OFFERED}
_CODE = re.compile(r"\(([A-Za-z]{2,3})(?:-[A-Za-z0-9]+)*\)\s*$")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ary", "shi-Arab"})


def code_of(language: str) -> str:
    """The code of a language named as in a questionnaire; empty when it has none.

    >>> code_of("Français (fr)"), code_of("Arabe"), code_of("")
    ('fr', '', '')
    """
    found = _CODE.search(language)
    return found.group(1).lower() if found else ""


def direction_of(language: str) -> str:
    """``rtl``, ``ltr``, or ``auto`` when the language is not named."""
    code = code_of(language)
    if not code:
        return "auto"
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"
