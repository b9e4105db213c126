"""The questions of a questionnaire as other questions may speak of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from miqyas_web.surveys.queries.sights import choices_by_list, labels_by_name, language_shown
from miqyas_web.surveys.rules.definition import languages_of, list_of
from miqyas_web.surveys.rules.structure import items_of

# A person's words keep their own direction inside an option, where no markup can stand (Unicode first strong isolate).
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
SILENT = frozenset({"note", "begin_group"})


@dataclass(frozen=True, slots=True)
class Known:
    """A question that a condition may speak of: its words, the words of its choices by code."""

    name: str
    label: str
    choices: Mapping[str, str]
    is_repeat: bool = False

    @property
    def option(self) -> tuple[str, str]:
        """Value and words of an option."""
        words = isolated(self.label)
        return (self.name, words if self.label == self.name else f"{words} ({isolated(self.name)})")


def isolated(text: str) -> str:
    """A text that keeps its own direction."""
    return f"{ISOLATE}{text}{END_ISOLATE}"


def known_in(definition: Mapping[str, Any]) -> list[Known]:
    """The questions in order, with the words closest to the language of the page."""
    language = language_shown(languages_of(definition))
    labels, lists = labels_by_name(definition, language), choices_by_list(definition, language)
    return [
        Known(item.name, labels[item.name], lists.get(list_of(item.row), {}), item.kind == "begin_repeat")
        for item in items_of(definition)
        if item.name and item.kind not in SILENT and not item.is_end
    ]
