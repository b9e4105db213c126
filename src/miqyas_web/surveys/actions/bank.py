"""Questions made from an indicator, which then know which indicator they feed; questions of other questionnaires."""

from collections.abc import Sequence

from miqyas_web.accounts.models import Person
from miqyas_web.indicators.models import Indicator
from miqyas_web.surveys.actions.definitions import Said, change_definition
from miqyas_web.surveys.models import FormVersion
from miqyas_web.surveys.rules.bank import ASKED_AS, YES_NO, NewQuestion, taken_from, with_new
from miqyas_web.surveys.rules.definition import Definition, languages_of
from miqyas_web.surveys.rules.languages import code_of
from miqyas_web.surveys.rules.naming import code_from
from miqyas_web.surveys.science.bank import groups, words_of


def ask_indicator(
    *,
    version: FormVersion,
    indicator: Indicator,
    kind: str,
    dimensions: Sequence[str],
    by: Person,
    seen: int | None = None,
) -> FormVersion:
    """Add the question of an indicator, and one by dimension it is told apart by."""
    default = code_of(languages_of(version.definition)[0])
    main = NewQuestion(
        code_from(indicator.name, otherwise="indicator"),
        kind,
        words_of(indicator, default),
        YES_NO if kind in {"select_one", "select_multiple"} else (),
    )
    questions = [main, *(_of_dimension(indicator, each, default) for each in dimensions)]
    definition, names = _added(version.definition, questions)
    return change_definition(
        version=version,
        change=lambda _standing: definition,
        what="indicator_asked",
        said=Said({names[0]: {"indicator_id": indicator.pk}}),
        by=by,
        seen=version.revision if seen is None else seen,
    )


def _added(definition: Definition, questions: Sequence[NewQuestion]) -> tuple[Definition, list[str]]:
    names = []
    for question in questions:
        definition, name = with_new(definition, question)
        names.append(name)
    return definition, names


def _of_dimension(indicator: Indicator, dimension: str, default: str) -> NewQuestion:
    words = ASKED_AS.get(dimension, {default: indicator.own_dimension})
    choices = [
        (code_from(each.code, otherwise=f"c{n}"), each.words)
        for n, each in enumerate(groups(indicator, dimension), 1)
    ]
    kind = "select_one" if choices else "integer"
    name = dimension if dimension in ASKED_AS else code_from(indicator.own_dimension, otherwise="group")
    return NewQuestion(name, kind, words, choices)


def take_questions(
    *, version: FormVersion, other: FormVersion, names: Sequence[str], by: Person, seen: int | None = None
) -> FormVersion:
    """Take questions of another questionnaire of the organisation, with their lists and what is said of them."""
    definition, came = taken_from(version.definition, other.definition, names)
    same = other.survey.initiative_id == version.survey.initiative_id
    marks = {
        came[question.name]: {
            "is_personal": question.is_personal,
            # An indicator belongs to its initiative.
            "indicator_id": question.indicator_id if same else None,
        }
        for question in other.questions.filter(name__in=came)
    }
    return change_definition(
        version=version,
        change=lambda _standing: definition,
        what="questions_taken",
        said=Said(marks),
        by=by,
        seen=version.revision if seen is None else seen,
    )
