"""The adviser in the language of the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from miqyas.design.advice import Advised, advise, rules
from miqyas.reporting.advice_page import COSTS, ceiling_said, design_name, lacks_said
from miqyas_web.studies.science.words import page_language, said_plainly


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One design as the page shows it."""

    key: str
    name: str
    is_possible: bool
    says: str
    assumes: str
    collect: str
    ceiling: str
    cost: str
    reasons: list[str]
    lacks: list[str]
    next: str


def advice_version() -> str:
    """Version of the rules in force."""
    return rules().version


def advice_questions() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Key, question and options of each question, in the language of the page."""
    language = page_language()
    return [
        (key, asked.text[language], [(option, asked.labels[option][language]) for option in asked.options])
        for key, asked in rules().questions.items()
    ]


def answers_said(answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was answered, in short."""
    language, questions = page_language(), rules().questions
    return [
        (questions[key].short[language], questions[key].labels[option][language])
        for key, option in answers.items()
        if key in questions and option in questions[key].labels
    ]


def suggestions_for(answers: Mapping[str, str]) -> list[Suggestion]:
    """Every design for these answers, the possible ones first. Raises ``Unfit`` for an unknown answer."""
    return [_suggestion(one, answers) for one in said_plainly(lambda: advise(answers))]


def _suggestion(one: Advised, answers: Mapping[str, str]) -> Suggestion:
    language, questions = page_language(), rules().questions
    colon = " : " if language == "fr" else ": "
    return Suggestion(
        key=one.rule.key,
        name=design_name(one, language),
        is_possible=one.is_possible,
        says=one.rule.says[language],
        assumes=one.rule.assumes[language],
        collect=one.rule.collect[language],
        ceiling=ceiling_said(one, answers),
        cost=COSTS[one.cost][language],
        reasons=[
            f"{questions[name].short[language]}{colon}{questions[name].labels[option][language]}"
            for name, option in one.met
            # What costs next to nothing is allowed by any budget: that is no reason.
            if name != "budget" or one.cost > 1
        ],
        lacks=lacks_said(one, language),
        next=one.rule.next,
    )
