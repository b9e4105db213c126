"""Words in several languages, and what is said of questions beyond the form."""

from collections.abc import Mapping

from django.db import transaction

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit
from miqyas_web.surveys.actions.definitions import change_definition, locked
from miqyas_web.surveys.actions.surveys import check_may_write
from miqyas_web.surveys.models import FormVersion
from miqyas_web.surveys.rules.definition import Definition, column_of, languages_of, rows_of, with_settings
from miqyas_web.surveys.rules.states import check_writable

Words = Mapping[tuple[str, int, str, str], str]


def write_texts(*, version: FormVersion, words: Words, by: Person, seen: int | None = None) -> FormVersion:
    """Write words by sheet, row, part and language; an empty one is taken away."""
    return change_definition(
        version=version, change=lambda each: _with_words(each, words), what="texts", by=by, seen=seen
    )


def _with_words(definition: Definition, words: Words) -> Definition:
    changed = dict(definition)
    for sheet in ("survey", "choices"):
        rows = [dict(row) for row in rows_of(definition, sheet)]
        for (there, index, part, language), text in words.items():
            if there == sheet and index < len(rows):
                rows[index][column_of(part, language)] = text
        changed[sheet] = [
            {column: cell for column, cell in row.items() if cell not in {"", None}} for row in rows
        ]
    return changed


def add_language(*, version: FormVersion, language: str, by: Person, seen: int | None = None) -> FormVersion:
    """Add a language; words without any language take its name when they are all there is."""
    return change_definition(
        version=version,
        change=lambda each: _with_language(each, language),
        what="language_added",
        by=by,
        seen=seen,
    )


def _with_language(definition: Definition, language: str) -> Definition:
    languages = languages_of(definition)
    if languages == [""]:
        return with_settings(
            {**_named(definition, language), "languages": [language]}, default_language=language
        )
    return {**definition, "languages": [*languages, language]}


def _named(definition: Definition, language: str) -> Definition:
    def named(column: str) -> str:
        return column_of(column, language) if column in TEXTS else column

    return {
        **definition,
        **{
            sheet: [
                {named(column): cell for column, cell in row.items()} for row in rows_of(definition, sheet)
            ]
            for sheet in ("survey", "choices")
        },
    }


TEXTS = frozenset({"label", "hint", "constraint_message", "required_message", "guidance_hint"})


@transaction.atomic
def mark_questions(
    *, version: FormVersion, said: Mapping[int, tuple[bool, int | None]], by: Person
) -> FormVersion:
    """Say which questions are personal and which indicator each feeds. The form itself does not change.

    A question may become personal after publication: it hides more, never less. The other way needs a draft.
    """
    held = locked(version)
    check_may_write(held.survey.initiative, by)
    changed = []
    for question in held.questions.filter(pk__in=said):
        is_personal, indicator_id = said[question.pk]
        if (question.is_personal, question.indicator_id) == (is_personal, indicator_id):
            continue
        if question.is_personal and not is_personal:
            check_writable(held.state)
        question.is_personal, question.indicator_id = is_personal, indicator_id
        question.save(update_fields=["is_personal", "indicator"])
        changed.append(question.name)
    audit.record(
        "questions_marked",
        target=held,
        by=by,
        organisation=held.survey.initiative.organisation,
        questions=changed,
        personal=list(held.questions.filter(is_personal=True).values_list("name", flat=True)),
    )
    return held
