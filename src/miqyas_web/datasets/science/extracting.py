"""The answers to a questionnaire as a table to freeze: laid out, protected, measured."""

import hashlib
import hmac
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from miqyas.data.anonymity import (
    Drop,
    Pseudonymise,
    Step,
    apply_steps,
    k_anonymity,
    step_from_record,
    step_record,
    suppress_rows,
)
from miqyas.errors import MiqyasError
from miqyas.interchange.answers import AnswerColumn, AnswerTable, Flat, flatten
from miqyas.interchange.answers.own_words import own_words
from miqyas.interchange.answers.reasons import WHY_EMPTY, write_with_reasons
from miqyas.interchange.form import Form
from miqyas.reporting.refusals import refusal_sentence
from miqyas_web.datasets.models import SurveyExtract
from miqyas_web.datasets.science.files import language
from miqyas_web.datasets.science.weighing import WEIGHT, weighed
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.surveys.science.answers import Wanted, note_sentence, personal_names, tables_of, versions_of
from miqyas_web.surveys.science.cleaning import clean_file

JsonFacts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OfferedColumn:
    """A column an extract may hold."""

    name: str
    type: str
    label: str
    # Marked so in the questionnaire, or personal by its nature.
    is_personal: bool


@dataclass(frozen=True, slots=True)
class Made:
    """A table ready to be frozen, in a folder that goes with it."""

    path: Path
    labels: dict[str, str]
    value_labels: dict[str, dict[str, str]]
    personal: frozenset[str]
    facts: JsonFacts


def offered(extract: SurveyExtract) -> list[OfferedColumn]:
    """The columns of the table, without reading an answer."""
    forms = [Form.from_data(version.outline) for version in versions_of(extract.survey, extract.versions)]
    if not forms:
        raise Refused(_("This questionnaire has no published version, so there is no answer to lay out."))
    with flatten(forms, []) as flat:
        table = _table(flat, extract.table)
        personal = personal_names(extract.survey, flat)[extract.table]
        return [
            OfferedColumn(column.name, column.type, column.label(extract.language), column.name in personal)
            for column in table.columns
        ]


def check_step(record: JsonFacts) -> None:
    """Raise ``Unfit`` when a step makes no sense."""
    with _sentences():
        step_from_record(record)


def measured(extract: SurveyExtract) -> JsonFacts:
    """What the extract would hold, and how much it would tell of each person."""
    with _laid(extract) as (flat, table, path, facts), _sentences():
        sensitive = [name for name, said in extract.columns.items() if said.get("is_sensitive")]
        report: JsonFacts = {
            **facts,
            "n_rows": table.n_rows,
            "n_misfits": len(flat.misfits),
            "differs": [note_sentence(note, language()) for note in flat.notes],
            "measured_at": timezone.now().isoformat(),
        }
        if extract.weighting:
            kept, _n = _kept(extract, path)
            report["weights"] = weighed(kept, extract.weighting)[1]
        known = _known(extract)
        if known:
            found = k_anonymity(path, quasi_identifiers=known, k=extract.k, sensitive=sensitive)
            report["anonymity"] = {
                "k": found.k,
                "wanted_k": found.wanted_k,
                "holds": found.holds,
                "n_unique": found.n_unique,
                "n_at_risk": found.n_at_risk,
                "known": known,
                "risky": [
                    {"values": [_shown(value) for value in risky.values], "n_rows": risky.n_rows}
                    for risky in found.risky
                ],
                "sensitive": [
                    {"name": name, "least": found.least_values[name], "n_revealed": found.n_revealed[name]}
                    for name in sensitive
                ],
            }
        return report


@contextmanager
def made(extract: SurveyExtract) -> Iterator[Made]:
    """Make the table to freeze; its file is gone when the block ends."""
    with _laid(extract) as (flat, table, stepped_path, facts), _sentences():
        path, facts["n_suppressed"] = _kept(extract, stepped_path)
        if extract.weighting:
            path, facts["weights"] = weighed(path, extract.weighting)
        stepped = {step.column for step in _steps(extract)}
        yield Made(
            path=path,
            labels={column.name: column.label(extract.language) for column in table.columns}
            | {WEIGHT: _("Weight of the row"), WHY_EMPTY: own_words(WHY_EMPTY, extract.language)},
            value_labels={
                column.name: _words(column, extract.language)
                for column in table.columns
                if column.kind.startswith("select_one") and column.name not in stepped
            },
            personal=personal_names(extract.survey, flat)[extract.table] - stepped,
            facts=facts,
        )


def _kept(extract: SurveyExtract, path: Path) -> tuple[Path, int]:
    """The table without the rows at risk, when they are to be left out; and how many they are."""
    known = _known(extract)
    if not extract.suppresses or not known:
        return path, 0
    kept = path.with_name("kept.parquet")
    return kept, suppress_rows(path, kept, quasi_identifiers=known, k=extract.k)


@contextmanager
def _laid(extract: SurveyExtract) -> Iterator[tuple[Flat, AnswerTable, Path, JsonFacts]]:
    """The table after its steps, as a file."""
    with (
        tempfile.TemporaryDirectory(prefix="miqyas-") as folder,
        tables_of(extract.survey, _wanted(extract)) as flat,
    ):
        table = _table(flat, extract.table)
        if not table.n_rows:
            raise Refused(
                _("There is no row to take yet. Wait for answers, or widen the days and the versions.")
            )
        raw, path = Path(folder) / "raw.parquet", Path(folder) / "steps.parquet"
        received = raw.with_name("received.parquet")
        _write(extract, flat, table, received)
        cleaning = clean_file(extract.survey, extract.table, received, raw)
        steps = _steps(extract)
        with _sentences():
            apply_steps(raw, path, steps, key=_key(extract) if _needs_key(steps) else None)
        yield flat, table, path, _facts(extract, flat, steps) | cleaning


def _write(extract: SurveyExtract, flat: Flat, table: AnswerTable, path: Path) -> None:
    """The table as received; with the reasons of its empty cells when asked, but of what is personal or taken away."""
    if not extract.keeps_reasons:
        table.write(path)
        return
    gone = {step.column for step in _steps(extract) if isinstance(step, Drop)}
    write_with_reasons(table, path, without=personal_names(extract.survey, flat)[extract.table] | gone)


def _facts(extract: SurveyExtract, flat: Flat, steps: list[Step]) -> JsonFacts:
    """Where the rows come from and what was done to them: kept with the frozen version."""
    received = [at for at in flat[""].values("_received_at") if at is not None]
    return {
        "survey": extract.survey_id,
        "questionnaire": extract.survey.title,
        "form_id": extract.survey.form_id,
        "versions": sorted({str(version) for version in flat[""].values("_version")}),
        "table": extract.table,
        "n_answers": flat.n_read,
        "n_left_out": flat.n_left_out,
        "last_received_at": max(received).replace(tzinfo=UTC).isoformat() if received else "",
        "language": extract.language,
        "steps": [step_record(step) for step in steps],
        "known": _known(extract),
        "k": extract.k,
        "n_suppressed": 0,
    }


def _wanted(extract: SurveyExtract) -> Wanted:
    def midnight(day: Any) -> datetime:
        return timezone.make_aware(datetime.combine(day, time.min))

    return Wanted(
        versions=tuple(extract.versions),
        since=midnight(extract.since_date) if extract.since_date else None,
        until=midnight(extract.until_date + timedelta(days=1)) if extract.until_date else None,
    )


def _table(flat: Flat, name: str) -> AnswerTable:
    if name not in flat:
        raise Refused(
            _("The versions chosen do not have this part of the questionnaire. Choose other versions.")
        )
    return flat[name]


def _steps(extract: SurveyExtract) -> list[Step]:
    with _sentences():
        return [step_from_record(said["step"]) for said in extract.columns.values() if said.get("step")]


def _known(extract: SurveyExtract) -> list[str]:
    return [name for name, said in extract.columns.items() if said.get("is_known")]


def _needs_key(steps: list[Step]) -> bool:
    return any(isinstance(step, Pseudonymise) for step in steps)


def _key(extract: SurveyExtract) -> bytes:
    """One key for each initiative, so that its questionnaires and rounds can be linked; it stands with no data."""
    message = f"pseudonyms of initiative {extract.survey.initiative_id}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).digest()


def _words(column: AnswerColumn, spoken: str) -> dict[str, str]:
    return {
        choice.name: choice.labels.get(spoken) or next(iter(choice.labels.values()), choice.name)
        for choice in column.choices
    }


def _shown(value: object) -> str:
    return "—" if value is None else str(value)


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except MiqyasError as error:
        raise Unfit(refusal_sentence(error, language())) from error
