"""A version as its page shows it: its rows in order, in words, and what stands in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext

from miqyas_web.surveys.models import FormVersion, Question
from miqyas_web.surveys.queries.publication import facts_of
from miqyas_web.surveys.rules.changes import Change, changes_between
from miqyas_web.surveys.rules.conditions import CONSTRAINTS, ITSELF, OPERATORS, Condition, sentence_of
from miqyas_web.surveys.rules.consent import OF_THE_DEVICE, own_consent
from miqyas_web.surveys.rules.definition import (
    WITH_CHOICES,
    languages_of,
    list_of,
    rows_of,
    text_of,
    texts_of,
)
from miqyas_web.surveys.rules.kinds import kind_name
from miqyas_web.surveys.rules.languages import code_of
from miqyas_web.surveys.rules.publication import Lack, lacks_of
from miqyas_web.surveys.rules.structure import Item, items_of, list_name

ROWS_BY_PAGE = 60


@dataclass(frozen=True, slots=True)
class ShownCondition:
    """A condition in words: about which question, compared how, with what."""

    about: str
    words: "str | Promise"
    values: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of the questionnaire, in words."""

    item: Item
    label: str
    kind: "str | Promise"
    choices: list[str]
    conditions: list[ShownCondition]
    joined_by: str
    # What the sentences cannot say, as it is written.
    expression: str
    is_required: bool
    mark: Question | None

    @property
    def is_asked(self) -> bool:
        """Whether words are expected: devices and computations say nothing."""
        return self.item.kind not in {"calculate", "hidden", *OF_THE_DEVICE}

    @property
    def indent(self) -> int:
        return min(self.item.depth, 4)


@dataclass(frozen=True, slots=True)
class VersionSight:
    """A version: its rows, its languages, what is missing before it is published."""

    version: FormVersion
    languages: list[str]
    rows: list[ShownRow]
    lacks: list[Lack]
    n_questions: int
    asks_consent: bool

    @property
    def errors(self) -> list[Mapping[str, Any]]:
        return [each for each in self.version.findings if each["severity"] == "error"]

    @property
    def warnings(self) -> list[Mapping[str, Any]]:
        return [each for each in self.version.findings if each["severity"] != "error"]


def sight_of(version: FormVersion) -> VersionSight:
    """A version in words. Four queries whatever its length."""
    languages = languages_of(version.definition)
    said = _said_in(version.definition, language_shown(languages))
    marks = {question.path: question for question in version.questions.select_related("indicator")}
    items = [item for item in items_of(version.definition) if item.kind and not item.is_end]
    rows = [_row(item, said, marks.get(item.path)) for item in items]
    asks = own_consent(version.definition) is not None
    n_questions = sum(not item.is_group for item in items)
    return VersionSight(version, languages, rows, lacks_of(facts_of(version)), n_questions, asks)


def previous_of(version: FormVersion) -> FormVersion | None:
    """The version before, if any."""
    return version.survey.versions.filter(number__lt=version.number).order_by("-number").first()


def compared_with(version: FormVersion, before: FormVersion) -> list[Change]:
    """What changed since a version before."""
    return changes_between(before.definition, version.definition)


def language_shown(languages: Sequence[str]) -> str:
    """The language of the questionnaire closest to that of the page."""
    code = get_language() or ""
    return next((each for each in languages if code_of(each) == code), languages[0])


def choices_by_list(definition: Mapping[str, Any], language: str) -> dict[str, dict[str, str]]:
    """Name of each choice by code, by list."""
    lists: dict[str, dict[str, str]] = {}
    languages = languages_of(definition)
    for row in rows_of(definition, "choices"):
        lists.setdefault(list_name(row), {})[str(row.get("name") or "")] = any_text(row, language, languages)
    return lists


def labels_by_name(definition: Mapping[str, Any], language: str) -> dict[str, str]:
    """What each question says, by its name; the name itself when it says nothing."""
    languages = languages_of(definition)
    return {
        item.name: any_text(item.row, language, languages) or item.name
        for item in items_of(definition)
        if item.name
    }


def any_text(row: Mapping[str, Any], language: str, languages: Sequence[str]) -> str:
    """The label in a language, or else in the first that has one."""
    return text_of(row, "label", language) or next(iter(texts_of(row, "label", languages).values()), "")


def _row(item: Item, said: "_Said", mark: Question | None) -> ShownRow:
    expression = str(item.row.get("relevant") or "")
    sentence = sentence_of(expression)
    choices = said.lists.get(list_of(item.row), {}) if item.kind in WITH_CHOICES else {}
    return ShownRow(
        item=item,
        label=any_text(item.row, said.language, said.languages),
        kind=kind_name(item.kind),
        choices=list(choices.values()),
        conditions=[shown_condition(each, said.labels, said.codes) for each in sentence.conditions]
        if sentence
        else [],
        joined_by=gettext("and") if not sentence or sentence.joined_by == "and" else gettext("or"),
        expression=expression if sentence is None else "",
        is_required=is_yes(item.row.get("required")),
        mark=mark,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of a questionnaire in one language: of its questions by name, of its choices by list and by code."""

    language: str
    languages: Sequence[str]
    labels: Mapping[str, str]
    lists: Mapping[str, Mapping[str, str]]
    codes: Mapping[str, str]


def _said_in(definition: Mapping[str, Any], language: str) -> _Said:
    lists = choices_by_list(definition, language)
    codes = {code: name for names in lists.values() for code, name in names.items()}
    return _Said(language, languages_of(definition), labels_by_name(definition, language), lists, codes)


def shown_condition(
    condition: Condition, labels: Mapping[str, str], codes: Mapping[str, str]
) -> ShownCondition:
    """A condition with the words of its question and of its values."""
    table = CONSTRAINTS if condition.question == ITSELF else OPERATORS
    words = table[condition.operator][0] if condition.operator in table else OPERATORS[condition.operator][0]
    values = [labels.get(v[2:-1], v) if v.startswith("${") else codes.get(v) or v for v in condition.values]
    return ShownCondition(
        labels.get(condition.question, condition.question),
        words,
        pgettext("between items of a list", ", ").join(values),
    )


def is_yes(cell: Any) -> bool:
    """Whether a cell of a workbook says yes."""
    return str(cell or "").strip().lower() in {"yes", "true", "true()", "1", "oui"}
