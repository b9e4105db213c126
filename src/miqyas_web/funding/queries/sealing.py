"""The whole content of an application, as it is sealed."""

from typing import Any

from miqyas_web.evidence.models import Claim
from miqyas_web.evidence.queries import graded
from miqyas_web.funding.models import Application
from miqyas_web.funding.queries.facts import Parts
from miqyas_web.funding.science import sealing
from miqyas_web.indicators.models import Indicator


def content_of(application: Application, parts: Parts) -> dict[str, Any]:
    """Answers, money, partners, files, the parts of the initiative, and what is computed of them."""
    initiative = application.initiative
    organisation = initiative.organisation
    evidence = _evidence(application)
    return {
        "reference": application.reference,
        "title": initiative.title,
        "organisation": {"id": organisation.pk, "name": organisation.name, "kind": organisation.kind},
        "initiative": _initiative(application),
        "answers": application.answers,
        "theme": application.theme,
        "region": application.region.code if application.region else None,
        "asked_mad": f"{application.asked_mad or 0:.2f}",
        "cofunding_mad": f"{application.cofunding_mad:.2f}",
        "budget": application.budget,
        "partners": list(application.partners.order_by("pk").values("name", "part", "organisation_id")),
        "files": list(
            application.files.order_by("pk").values("name", "label", "sha256", "n_bytes", "media_type")
        ),
        "theory": parts.theory.graph.to_dict(),
        "indicators": [_indicator(each) for each in parts.indicators],
        "plan": _plan(parts),
        "evidence": evidence,
        "computed": {
            "theory_quality": sealing.theory_quality(parts.theory),
            "indicator_plan": sealing.indicator_plan(parts.indicators, parts.theory),
            "design_ceiling": sealing.design_ceiling(parts.plans),
            "evidence": sealing.evidence_there(evidence),
        },
    }


def _initiative(application: Application) -> dict[str, Any]:
    initiative = application.initiative
    return {
        "id": initiative.pk,
        "title": initiative.title,
        "problem": initiative.problem,
        "people_concerned": initiative.people_concerned,
        "n_people_aimed": initiative.n_people_aimed,
        "territories": [place.code for place in initiative.territories.order_by("code")],
        "sdg_goals": initiative.sdg_goals,
        "start_date": _day(initiative.start_date),
        "end_date": _day(initiative.end_date),
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "id": indicator.pk,
        "node": indicator.node.key,
        "name": indicator.name,
        "definition": indicator.definition,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "aggregation": indicator.aggregation,
        "source": indicator.source,
        "frequency": indicator.frequency,
        "baseline_value": _figure(indicator.baseline_value),
        "baseline_date": _day(indicator.baseline_date),
        "target_value": _figure(indicator.target_value),
        "target_date": _day(indicator.target_date),
    }


def _plan(parts: Parts) -> dict[str, Any] | None:
    """The plan sealed last, with its own seal."""
    last = max(parts.plans, key=lambda plan: plan.sealed_at, default=None)
    if last is None:
        return None
    return {"study": last.study.title, "number": last.number, "sha256": last.sha256, "content": last.content}


def _evidence(application: Application) -> list[dict[str, Any]]:
    """Claims on the links of the theory: the sentence in every language, and its levels."""
    claims = list(
        Claim.objects.filter(link__theory__initiative=application.initiative)
        .select_related(
            "link__source", "link__target", "link__theory", "estimation__plan", "estimation__run_by",
            "estimation__study__indicator", "estimation__study__dataset__dataset",
        )
        .prefetch_related("estimation__study__plans")
        .order_by("pk")
    )  # fmt: skip
    return [
        {
            "link": each.claim.link.key,
            "sentences": dict(each.judged.sentences),
            "nesta": each.judged.nesta.level,
            "maryland": each.judged.maryland.level,
            "grade": each.judged.grade.level,
        }
        for each in graded(claims, initiative=application.initiative)
    ]


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _figure(value: Any) -> str | None:
    return None if value is None else f"{value.normalize():f}"
