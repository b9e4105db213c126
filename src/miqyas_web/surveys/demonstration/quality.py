"""The team of the demonstration sets its checks, looks, and puts right what it can."""

from typing import Any

from miqyas_web.surveys.actions.alerts import assign_alerts, resolve_alerts
from miqyas_web.surveys.actions.cleaning import StepSaid, add_step
from miqyas_web.surveys.actions.looking import look_at
from miqyas_web.surveys.actions.quality_settings import set_quality
from miqyas_web.surveys.actions.team import Where, assign, draw_back_checks, set_quota
from miqyas_web.surveys.demonstration.answers import PLACES
from miqyas_web.surveys.enums import Outcome, StepKind
from miqyas_web.surveys.models import Survey
from miqyas_web.surveys.rules.quality import settings_with_defaults

COMMUNES = (("Commune A (inventée)", "z1"), ("Commune B (inventée)", "z2"), ("Commune C (inventée)", "t1"))
SEED = 2026


def fill(context: dict[str, Any]) -> None:
    """Do it once."""
    survey: Survey = context["surveys"]["household"]
    if survey.quotas.exists():
        return
    by = survey.created_by
    checks = settings_with_defaults({})
    # A short questionnaire: two households alike are no copy.
    checks["percent_match"]["is_on"] = False
    checks["duration"]["shortest"] = 5
    roles = {
        "place": "commune",
        "places": {code: list(at) for code, at in PLACES.items()},
        "names": ["respondent_name"],
        "consent": "consent",
        "consent_yes": "yes",
        "back_check_kinds": {"n_people": 1, "water_source": 1, "water_minutes": 2},
        "back_check_tolerances": {"water_minutes": 10.0},
    }
    set_quality(survey=survey, checks=checks, roles=roles, by=by)
    for name, code in COMMUNES:
        set_quota(survey=survey, name=name, question="commune", value=code, target=25, by=by)
    phones = survey.initiative.collectors.filter(submissions__survey=survey).distinct().order_by("name")
    for collector in phones:
        for name, code in COMMUNES:
            where = Where(name, None, code, *PLACES[code])
            assign(survey=survey, collector=collector, where=where, target=10, due_date=None, by=by)
    draw_back_checks(survey=survey, n=6, seed=SEED, by=by)
    look_at(survey, by=by)
    _work_through(survey, by)


def _work_through(survey: Survey, by: Any) -> None:
    """One alert resolved, one put right by a step, the quick ones given to someone."""
    seen = list(survey.alerts.select_related("submission").order_by("pk"))
    night = [alert.pk for alert in seen if alert.kind == "odd_hour"]
    reason = "Appelé : la famille rentrait des champs (exemple inventé)."
    resolve_alerts(survey=survey, alerts=night, outcome=Outcome.TRUE, reason=reason, by=by)
    assign_alerts(
        survey=survey, alerts=[alert.pk for alert in seen if alert.kind == "too_short"], to=by, by=by
    )
    slips = [alert for alert in seen if alert.question == "water_minutes" and alert.kind == "outlier_high"]
    for slip in slips[:1]:
        said = StepSaid(
            StepKind.REPLACE,
            "Faute de frappe : 45 minutes, confirmé au téléphone (exemple inventé).",
            column="water_minutes",
            selection={"keys": [slip.submission.instance_id]},
            change={"value": "45"},
        )
        add_step(survey=survey, said=said, by=by)
        resolve_alerts(survey=survey, alerts=[slip.pk], outcome=Outcome.CLEANED, reason=said.reason, by=by)
