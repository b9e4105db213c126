"""A language is data: its code, direction, own name and style sheet. Never an ``if ar`` anywhere."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the interface."""

    code: str
    own_name: str
    direction: str
    bootstrap: str
    # The subset of the letter that the page shows first: the only font asked for in advance.
    first_font: str

    @property
    def sheet(self) -> str:
        return f"dist/{self.bootstrap}"

    @property
    def font(self) -> str:
        return f"dist/fonts/{self.first_font}"


LATIN = "ibm-plex-sans-latin-400-normal.woff2"
ARABIC = "ibm-plex-sans-arabic-arabic-400-normal.woff2"

KNOWN = {
    language.code: language
    for language in (
        Language("fr", "Français", "ltr", "bootstrap.min.css", LATIN),
        Language("ar", "العربية", "rtl", "bootstrap.rtl.min.css", ARABIC),
        Language("en", "English", "ltr", "bootstrap.min.css", LATIN),
        # Tifinagh reads left to right. Offered once its catalogues are complete.
        Language("zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "ltr", "bootstrap.min.css", LATIN),
    )
}


def current() -> Language:
    """The language of the page being made."""
    return KNOWN.get(get_language() or "", KNOWN[settings.LANGUAGE_CODE])


def offered() -> list[Language]:
    """The languages a person may choose."""
    return [KNOWN[code] for code, _ in settings.LANGUAGES]
