"""A published report as its pages show it."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from miqyas.reporting.archive_words import STATES
from miqyas.reporting.documents.blocks import verify_command
from miqyas.reporting.documents.content import Amendment, Check, Document, Figure, Finding
from miqyas.reporting.documents.words import WORDS, day, written_note
from miqyas.reporting.numbers import format_number
from miqyas.reporting.recompute import ESTIMATORS
from miqyas.types import Language
from miqyas_web.reports.models import Report, Verification
from miqyas_web.studies.science import page_language

# Options of `miqyas estimate itt`, in the order of its help.
OPTIONS = ("outcome", "treatment", "strata", "cluster", "covariates", "weights", "level", "unit")


def document_in(report: Report) -> Document:
    """What a published report says."""
    return Document.from_dict(report.content)


def note_for(document: Document) -> str:
    """In which language the author wrote, for a reader of another one."""
    return written_note(document.written_in, page_language())


def command_for(document: Document) -> str:
    """The command that computes the whole report again."""
    return verify_command(document)


def words() -> Mapping[str, str]:
    """The fixed words of a report in the language of the page: the same as in its PDF."""
    return WORDS[page_language()]


def said(texts: Mapping[str, str]) -> str:
    """A text held by language, in the language of the page."""
    return texts[page_language()]


# Kinds of figures that are an effect, not a check or a mean.
EFFECTS = frozenset((*ESTIMATORS, "group_time_overall", "event_study_overall"))


@dataclass(frozen=True, slots=True)
class Origin:
    """One figure and its way back to the data."""

    figure: Figure
    finding: Finding
    check: Check | None
    method: str
    cells: list[tuple[str, str]]
    command: str
    verify_command: str
    note: str

    @property
    def is_effect(self) -> bool:
        return self.figure.kind in EFFECTS

    @property
    def amended(self) -> Amendment | None:
        """The amendment that was run instead of the first plan, if any."""
        sha = self.figure.plan_sha256
        return next((found for found in self.finding.amendments if found.sha256 == sha), None)


def origins_of(document: Document) -> list[tuple[Figure, str, str]]:
    """Every figure with the name of its method and the title of its study."""
    titles = {finding.key: finding.title for finding in document.findings}
    return [
        (figure, words().get(figure.kind, figure.kind), titles[figure.finding]) for figure in document.figures
    ]


def origin_of(report: Report, key: str) -> Origin | None:
    """One figure of a published report; None when there is none of that name."""
    document = document_in(report)
    figure = next((figure for figure in document.figures if figure.key == key), None)
    if figure is None:
        return None
    finding = next(found for found in document.findings if found.key == figure.finding)
    record = next(stored for stored in report.manifest["figures"] if stored["key"] == key)
    language = page_language()
    return Origin(
        figure=figure,
        finding=finding,
        check=next((check for check in finding.checks if figure.kind.endswith(check.key)), None),
        method=words().get(figure.kind, figure.kind),
        cells=[
            (name, _cell(cell, language)) for name, cell in record["row"].items() if cell not in (None, "")
        ],
        command=_command(record) if figure.kind == "itt" else "",
        verify_command=command_for(document),
        note=note_for(document),
    )


def _cell(cell: Any, language: Language) -> str:
    if isinstance(cell, bool):
        return WORDS[language]["yes" if cell else "no"]
    return format_number(cell, language) if isinstance(cell, (int, float)) else str(cell)


def _command(record: Mapping[str, Any]) -> str:
    """The command that computes this one figure from its frozen file."""
    asked = record["parameters"]
    given = [(name, asked.get(name)) for name in OPTIONS if asked.get(name) not in (None, "", [])]
    shown = (
        f"--{name} {shlex.quote(','.join(value) if isinstance(value, list) else str(value))}"
        for name, value in given
    )
    return f"miqyas estimate itt {record['dataset_sha256']}.parquet {' '.join(shown)} --json"


def verdict_lines(verification: Verification) -> list[tuple[str, str, str, str]]:
    """Key, tone, word and reason of each figure of a verification, in the language of the page."""
    language = page_language()
    tones = {"same": "supported", "different": "contradicted"}
    return [
        (
            str(figure["key"]),
            tones.get(figure["state"], "none"),
            STATES[figure["state"]][language],
            " ".join(text[language] for text in (figure["reason"], figure["note"]) if text),
        )
        for figure in verification.verdicts["figures"]
    ]


def said_day(instant: str) -> str:
    """The day of an ISO instant, in the language of the page."""
    return day(instant, page_language())
