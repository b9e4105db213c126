"""Which designs a situation allows: from a few plain answers, by published rules that only ever add.

A design is possible when each answer allows at least what it needs. Options of a question go from what allows least to
what allows most, so an added possibility never removes a design (`advice.toml`, where every rule stands).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from miqyas.errors import InvalidField, UnknownField
from miqyas.types import LANGUAGES

Texts = Mapping[str, str]
RULES = "advice.toml"
# Registers that exist already make a study one class cheaper.
CHEAPER = "administrative"


@dataclass(frozen=True, slots=True)
class Question:
    """One plain question.

    Attributes
    ----------
    key : str
        Stable name.
    options : tuple of str
        Stable names of the answers, from what allows least to what allows most.
    text, short : mapping of str
        The question, and its name in a list of reasons, by language.
    labels : mapping of str
        Words of each option, by option then language.
    """

    key: str
    options: tuple[str, ...]
    text: Texts
    short: Texts
    labels: Mapping[str, Texts]


@dataclass(frozen=True, slots=True)
class Rule:
    """What one design needs and gives.

    Attributes
    ----------
    key, design, ceiling : str
        Stable name; the design of `miqyas.design.designs` that analyses it; the design whose comparison decides how
        much it can show.
    cost : int
        1 little, 2 one survey, 3 several; one less where registers hold the outcome.
    next : {'draw', 'plan', 'theory', 'library'}
        Where to go on.
    needs : mapping of str
        Least option of each question.
    says, assumes, collect : mapping of str
        What it would let one say, what must hold, what must be collected; by language.
    """

    key: str
    design: str
    ceiling: str
    cost: int
    next: str
    needs: Mapping[str, str]
    says: Texts
    assumes: Texts
    collect: Texts


@dataclass(frozen=True, slots=True)
class Advised:
    """One design for a situation.

    Attributes
    ----------
    rule : Rule
        The design.
    is_possible : bool
        Whether every need is met.
    met, unmet : tuple of (str, str)
        Question and option, for each need: the answer given where it is met, the least that would do where not.
    cost : int
        Class of cost in this situation, 1 to 3.
    """

    rule: Rule
    is_possible: bool
    met: tuple[tuple[str, str], ...]
    unmet: tuple[tuple[str, str], ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The published rules."""

    version: str
    date: str
    questions: Mapping[str, Question]
    designs: tuple[Rule, ...]


@cache
def rules() -> Rules:
    """Read the rules of this version of the library."""
    written = tomllib.loads((files("miqyas.design") / RULES).read_text(encoding="utf-8"))
    questions = {said["key"]: _question(said) for said in written["questions"]}
    designs = tuple(_rule(said) for said in written["designs"])
    return Rules(written["version"], str(written["date"]), MappingProxyType(questions), designs)


def advise(answers: Mapping[str, str]) -> tuple[Advised, ...]:
    """Say which designs a situation allows, the strongest comparison first, then those that lack something.

    Parameters
    ----------
    answers : mapping of str
        Option by question; a question left out is answered by what allows least.

    Returns
    -------
    tuple of Advised
        Every design: possible ones in the order of the rules, then the others, those that lack least first.

    Raises
    ------
    UnknownField, InvalidField
        No such question, no such option.

    Examples
    --------
    >>> [found.rule.key for found in advise({"threshold": "yes", "units": "some", "budget": "medium"})][:2]
    ['discontinuity', 'contribution_analysis']
    """
    known = rules()
    given = _checked(answers, known)
    found = [_advised(rule, given, known) for rule in known.designs]
    # Sorted in place: rules of the same standing keep their order.
    return tuple(sorted(found, key=lambda one: (not one.is_possible, len(one.unmet))))


def _checked(answers: Mapping[str, str], known: Rules) -> dict[str, str]:
    for name, option in answers.items():
        if name not in known.questions:
            raise UnknownField(field=name)
        options = known.questions[name].options
        if option not in options:
            raise InvalidField(field=name, found=option, expected=", ".join(options))
    return {name: answers.get(name, question.options[0]) for name, question in known.questions.items()}


def _advised(rule: Rule, given: Mapping[str, str], known: Rules) -> Advised:
    cost = max(1, rule.cost - (given[CHEAPER] == "yes"))
    needs = {**rule.needs, "budget": known.questions["budget"].options[cost - 1]}
    met, unmet = [], []
    for name, least in needs.items():
        options = known.questions[name].options
        if options.index(given[name]) >= options.index(least):
            met.append((name, given[name]))
        else:
            unmet.append((name, least))
    return Advised(rule, not unmet, tuple(met), tuple(unmet), cost)


def _question(said: Mapping[str, Any]) -> Question:
    options = tuple(said["options"])
    return Question(
        key=said["key"],
        options=options,
        text={language: said[language][0] for language in LANGUAGES},
        short={language: said[language][1] for language in LANGUAGES},
        labels={
            option: {language: said[language][2 + place] for language in LANGUAGES}
            for place, option in enumerate(options)
        },
    )


def _rule(said: Mapping[str, Any]) -> Rule:
    texts: list[dict[str, str]] = [
        {str(language): said[language][place] for language in LANGUAGES} for place in range(3)
    ]
    return Rule(
        key=said["key"],
        design=said["design"],
        ceiling=said.get("ceiling", said["design"]),
        cost=said["cost"],
        next=said["next"],
        needs=MappingProxyType(said["needs"]),
        says=texts[0],
        assumes=texts[1],
        collect=texts[2],
    )
