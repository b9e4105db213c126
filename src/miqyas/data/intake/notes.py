"""What a reader of a file must be told although nothing is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from miqyas.data.intake.note_words import SENTENCES
from miqyas.types import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Note:
    """One remark on a table or on a column.

    Attributes
    ----------
    key : str
        Its stable name, a key of ``note_words.SENTENCES``.
    facts : Mapping
        What the sentence speaks about.

    Examples
    --------
    >>> print(Note("blank_lines", {"count": 2}).text["en"])
    2 empty lines were skipped.
    """

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> dict[Language, str]:
        """Return the sentence in each language."""
        return {language: SENTENCES[self.key][language].format(**self.facts) for language in LANGUAGES}
