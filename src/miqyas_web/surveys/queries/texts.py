"""The words of a questionnaire side by side: one line by text, one column by language."""

from dataclasses import dataclass

from miqyas_web.surveys.models import FormVersion
from miqyas_web.surveys.rules.definition import TRANSLATED, languages_of, rows_of, text_of
from miqyas_web.surveys.rules.structure import list_name

LINES_BY_PAGE = 40


@dataclass(frozen=True, slots=True)
class TextLine:
    """One text: where it stands, what it is, its words by language in the order of the questionnaire."""

    sheet: str
    row: int
    part: str
    owner: str
    words: tuple[str, ...]

    @property
    def n_missing(self) -> int:
        return sum(not word for word in self.words)


def text_lines(version: FormVersion) -> list[TextLine]:
    """Texts written in one language at least, and the labels of what is asked; in order."""
    languages = languages_of(version.definition)
    lines = []
    for sheet in ("survey", "choices"):
        for index, row in enumerate(rows_of(version.definition, sheet)):
            name = str(row.get("name") or "")
            owner = name if sheet == "survey" else f"{list_name(row)} / {name}"
            for part in TRANSLATED:
                words = tuple(text_of(row, part, language) for language in languages)
                if any(words):
                    lines.append(TextLine(sheet, index, part, owner, words))
    return lines
