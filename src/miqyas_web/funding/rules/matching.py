"""Which answers of one form can be carried to another: those whose questions say the same. No queries, no requests.

Keys are of a form, not of a question (every form has its "q1"): the words decide.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Question = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Carried:
    """Answers by key of the new form, and what could not be carried."""

    answers: dict[str, str]
    # Questions of the new form that nothing answers.
    unanswered: tuple[Question, ...]
    # Questions of the old form that were answered and are not asked again.
    left: tuple[Question, ...]


def carried(answers: Mapping[str, Any], asked: Sequence[Question], asks: Sequence[Question]) -> Carried:
    """Answers to questions ``asked``, put under the questions of a new form that ``asks`` the same."""
    by_words = {words: question for question in asked for words in _words(question)}
    found: dict[str, str] = {}
    used: set[str] = set()
    for question in asks:
        same = next((by_words[words] for words in _words(question) if words in by_words), None)
        answer = str(answers.get(same["key"], "")).strip() if same else ""
        if same and answer:
            found[question["key"]] = answer
            used.add(same["key"])
    return Carried(
        found,
        tuple(question for question in asks if question["key"] not in found),
        tuple(
            question
            for question in asked
            if question["key"] not in used and str(answers.get(question["key"], "")).strip()
        ),
    )


def _words(question: Question) -> list[tuple[str, str]]:
    """What a question says in each language, without case, accents, vowel signs or punctuation."""
    return [(code, kept) for code, text in (question.get("label") or {}).items() if (kept := bare(str(text)))]


def bare(text: str) -> str:
    """A text without case, accents, vowel signs or punctuation, by which two are compared."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", kept))
