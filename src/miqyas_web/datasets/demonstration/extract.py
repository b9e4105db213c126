"""An extract of the invented questionnaire, protected and, once its invented answers are there, frozen."""

from typing import Any

from miqyas_web.datasets.actions import (
    ExtractSaid,
    create_extract,
    describe_extract,
    freeze_extract,
    measure_extract,
)
from miqyas_web.datasets.models import SurveyExtract
from miqyas_web.surveys.models import Survey

TITLE = "Visites des ménages, première tournée (réponses inventées)"
LANGUAGE = "Français (fr)"
# Among as many others: the example has about sixty visits.
K = 3
COLUMNS: dict[str, dict[str, Any]] = {
    "province": {"is_known": True},
    "commune": {"role": "cluster"},
    "n_people": {"step": {"step": "band", "edges": [4, 7]}, "is_known": True},
    "water_source": {"role": "outcome", "is_sensitive": True},
    "water_minutes": {"step": {"step": "round", "to": 5}},
    "device": {"step": {"step": "pseudonymise"}},
}
# Households of the three invented communes, invented too; those who refused say no commune.
WEIGHTING = {
    "totals": [
        {"columns": ["commune"], "values": [commune], "total": households}
        for commune, households in (("z1", 1200), ("z2", 800), ("t1", 1500))
    ],
    "leaves_out_empty": True,
}


def fill(context: dict[str, Any]) -> None:
    """Describe it, once; freeze it when there are answers; where the example has no questionnaire, nothing."""
    survey: Survey | None = context.get("surveys", {}).get("household")
    if survey is not None and not survey.extracts.exists():
        take(survey)


def take(survey: Survey) -> SurveyExtract:
    """As a person would: say what is taken, protect, measure, freeze."""
    by = survey.created_by
    said = ExtractSaid(title=TITLE, language=LANGUAGE)
    extract = create_extract(survey=survey, said=said, by=by)
    columns = {name: _said(name, **column) for name, column in COLUMNS.items()}
    extract = describe_extract(
        extract=extract, columns=columns, k=K, suppresses=True, by=by, weighting=WEIGHTING
    )
    if survey.submissions.standing().exists():
        freeze_extract(extract=measure_extract(extract=extract, by=by), by=by)
    return extract


def _said(name: str, *, step: dict[str, Any] | None = None, **said: Any) -> dict[str, Any]:
    blank = {"step": None, "role": "", "is_known": False, "is_sensitive": False}
    return {**blank, **said, "step": {**step, "column": name} if step else None}
