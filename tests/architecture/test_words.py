"""One word for one thing: the main terms of GLOSSARY.md, in French and in Arabic, in every catalogue of messages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import ROOT

from tools import catalogues

# What short vowels and lengthened letters add to an Arabic word.
ORNAMENTS = re.compile("[\u064b-\u0652\u0670\u0640]")
# English term: what its French and its Arabic are made of. A plural may change the inside of an Arabic word.
TERMS = {
    "questionnaire": {"fr": "questionnaire", "ar": "استبيان"},
    "initiative": {"fr": "initiative", "ar": "مبادر"},
    "indicator": {"fr": "indicateur", "ar": "مؤشر"},
    "theory": {"fr": "théorie", "ar": "نظري"},
    "target": {"fr": "cible", "ar": "هدف|أهداف"},
    "outcome": {"fr": "résultat", "ar": "نتيج|نتائج"},
    "output": {"fr": "réalisation", "ar": "مخرج"},
    "activity": {"fr": "activité", "ar": "نشاط|أنشط"},
    "evaluator": {"fr": "évaluat", "ar": "مقي"},
    "sample": {"fr": "échantillon", "ar": "عين"},
    "evidence": {"fr": "preuve", "ar": "دليل|أدل"},
    "report": {"fr": "rapport", "ar": "تقرير|تقارير"},
}
# By language and English message, why the term is said otherwise, or not at all.
OUTCOME_AIMED_AT = (
    "“We will train 200 women and their income will rise.” The activity is there, the outcome too. Nothing says why "
    "income would rise, nor how it will be known: no assumption, no indicator."
)
OTHERWISE = {
    "fr": {
        "Someone who measures the effect: designs, seals, estimates, reports.": "the verb",
        "Report on the grant “%(title)s”": "the verb",
        "Report on “%(study)s”": "the verb",
        OUTCOME_AIMED_AT: "an example in plain words, before the term is known",
    },
    "ar": {OUTCOME_AIMED_AT: "an example in plain words, before the term is known"},
}
# Arabic words that GLOSSARY.md sets aside, with the word it chose: an answer to a question is إجابة, and what one
# fills in is استبيان. جواب remains what someone is told in return: a decision on a file, the reply of a machine.
SET_ASIDE = {"جواب|أجوب": "إجابة", "استمار": "استبيان"}
REPLY = "what someone is told in return"
PAGE = "a form on a page, which is no questionnaire"
EDITION = "an edition that was published does not change; the next one will say it"
TOLD = "its team says it: applications are answered, and so are questions about a call"
ALLOWED_MESSAGES = {
    "The line was cut before the end of the answer. Try again.": REPLY,
    "One of these groups is no longer in the theory. Open the form again and choose anew.": PAGE,
    "The five dimensions could not be read. Open the form again.": PAGE,
    "A form": PAGE,
    "A form with something to correct": PAGE,
    "Your form could not be checked, or your role does not open this page. Go back, reload the page, and send it again.": PAGE,
}
ALLOWED_ROOMS = {"funding": TOLD}
ALLOWED_FILES = {
    "content/applying-for-funding/ar.md": TOLD,
    "content/calls-for-applications/ar.md": REPLY,
    "content/choosing-a-design/ar.md": "the reply of a study to its question",
    "content/diagnostic/2026-1/funder.toml": EDITION,
    "content/diagnostic/2026-1/innovator.toml": EDITION,
    "content/diagnostic/2026-1/public_body.toml": EDITION,
    "content/paying-on-results/ar.md": REPLY,
    "content/reference-sheet/ar.md": "an application that answers a call",
    "content/sample-size/ar.md": "the reply of a computation",
    "content/scoring-grids/ar.md": REPLY,
    "src/miqyas/indicators/smart.toml": "the reply to a test of words",
    "src/miqyas/judgement/grid_library/criteria.toml": "the reply to a risk",
    "src/miqyas/reporting/refusals/files.py": "the form of an application, written in Word",
    "src/miqyas/reporting/refusals/power.py": "the reply of a computation",
    "src/miqyas/reporting/refusals/sample.py": "the reply of a reader of files",
    "src/miqyas/reporting/refusals/series.py": "the reply of a method",
    "src/miqyas/reporting/refusals/synthesis.py": "the reply of a test",
    "src/miqyas/reporting/refusals/value.py": "the reply of a computation",
}


def messages(language: str) -> Iterator[tuple[str, str, str]]:
    """Room, English and translation of every message; of plurals, both and all."""
    for room in catalogues.rooms():
        for message in catalogues.read(room, language):
            if message.id:
                english = message.id if isinstance(message.id, str) else " / ".join(message.id)
                said = message.string if isinstance(message.string, str) else " / ".join(message.string)
                yield room, english, ORNAMENTS.sub("", said)


def texts_in_arabic() -> Iterator[Path]:
    yield from sorted((ROOT / "content").glob("*/ar.md"))
    yield from sorted((ROOT / "content" / "diagnostic").rglob("*.toml"))
    yield from sorted(
        path for path in (ROOT / "src" / "miqyas").rglob("*") if path.suffix in {".py", ".toml"}
    )


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_main_term_has_one_word(language):
    wrong, met = [], set()
    for room, english, said in messages(language):
        text = catalogues.NAMED.sub("", english)
        for term, words in TERMS.items():
            if re.search(rf"\b{term.removesuffix('y')}(y|ies|s)?\b", text, re.IGNORECASE):
                met.add(term)
                if not re.search(words[language], said, re.IGNORECASE) and english not in OTHERWISE[language]:
                    wrong.append(f"{room}: {english!r} has {term!r}, and not {words[language]}: {said!r}")
    assert met == set(TERMS)
    assert "\n".join(wrong) == ""


def test_words_set_aside_are_not_said_in_messages():
    wrong, met = [], set()
    for room, english, said in messages("ar"):
        for words, chosen in SET_ASIDE.items():
            if re.search(words, said):
                met |= {room, english}
                if english not in ALLOWED_MESSAGES and room not in ALLOWED_ROOMS:
                    wrong.append(f"{room}: {chosen}, not {words}: {said!r}")
    assert "\n".join(wrong) == ""
    assert ALLOWED_MESSAGES.keys() | ALLOWED_ROOMS.keys() <= met, "an exception that nothing needs any more"


def test_words_set_aside_are_not_said_in_sheets_and_sentences():
    found = {
        path.relative_to(ROOT).as_posix()
        for path in texts_in_arabic()
        if re.search("|".join(SET_ASIDE), ORNAMENTS.sub("", path.read_text(encoding="utf-8")))
    }
    assert found == set(ALLOWED_FILES)


def test_no_arabic_message_holds_a_line_of_english():
    """A merge can leave the English of another message behind a translation."""
    line = re.compile(r"[A-Za-z]+(?:,? [A-Za-z]+){4}")
    assert [(room, said) for room, _, said in messages("ar") if line.search(said)] == []
