"""The published trial studied from end to end, and a second study of it left for the newcomer to seal and run.

The data are real (`datasets.demonstration`); that these plans were written after the results were known is said.
"""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.actions import Naming, bring_file, freeze_upload
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.foundation import clock
from miqyas_web.foundation.enums import JobState
from miqyas_web.foundation.models import Job
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies import science
from miqyas_web.studies.actions import (
    draw,
    estimate_study,
    keep_advice,
    keep_sample_size,
    register_study,
    seal_study,
)
from miqyas_web.studies.enums import Design
from miqyas_web.studies.forms import PowerForm
from miqyas_web.studies.models import Study
from miqyas_web.theories.enums import NodeLevel
from miqyas_web.theories.models import Link

SLUG = "thornton-2008"
QUESTION = (
    "Tirer un bon d’un montant non nul fait-il venir davantage de personnes au centre apprendre le résultat de "
    "leur test ?"
)
PUBLISHED = (
    "Le tableau 4 de l’article, colonne 1, donne 0,431 (erreur type 0,023) sur 2 812 personnes, avec des variables "
    "de contrôle que le fichier publié avec le paquet ne contient pas toutes. Plan écrit après publication."
)
SIZE_WHY = (
    "Exemple inventé après coup : un tiers des personnes viennent d’elles-mêmes, et dix points de plus justifieraient le "
    "coût des bons. L’étude publiée ne dit pas comment sa taille fut choisie."
)
ANSWERS = {
    "assignment": "yes", "may_wait": "yes", "before": "once", "comparison": "yes", "units": "many", "groups": "many",
    "spillovers": "no", "budget": "large",
}  # fmt: skip
VILLAGES_SLUG = "village-microcredit"
SEED_SOURCE = "Exemple inventé : numéro gagnant annoncé le 12 décembre"
COVARIATES = ["age", "distvct", "hiv2004"]
COMMON: dict[str, Any] = {
    "question": QUESTION,
    "hypothesis": "Les personnes qui ont tiré un bon viennent plus souvent.",
    "design": Design.INDIVIDUALLY_RANDOMISED,
    "outcome": "got",
    "outcome_label": "part des personnes venues apprendre leur résultat",
    "unit": "",
    "treatment": "any",
    "treatment_label": "bon tiré au sort",
    "cluster": "villnum",
    "level": 0.95,
    "data_seen": True,
    "notes": PUBLISHED,
}


def fill(context: dict[str, Any]) -> None:
    """Study the trial where `datasets` could bring it; ``context["estimations"]`` holds what was found."""
    context.setdefault("estimations", {})
    _advice_and_draws(context)
    dataset = context.get("datasets", {}).get(SLUG)
    if dataset is None:
        return
    initiative = context["initiatives"][SLUG]
    by = initiative.created_by
    study = _register(initiative, dataset, by, title="Un bon fait-il venir ?", covariates=COVARIATES)
    seal_study(study=study, by=by)
    study.refresh_from_db()
    job = _job(study, by)
    estimation = estimate_study(study=study, by=by, job_id=job.pk, tell=lambda *_: None)
    context["estimations"][SLUG] = estimation
    science.draw_charts(estimation)
    _size(study, by)
    _register(
        initiative,
        dataset,
        by,
        title="Un bon fait-il venir ? Sans covariables (à sceller et à estimer)",
        covariates=[],
    )


def _advice_and_draws(context: dict[str, Any]) -> None:
    """Advice asked, forty villages drawn and households sampled: all invented, and the titles say so."""
    initiative = context["initiatives"].get(VILLAGES_SLUG)
    if initiative is None or initiative.draws.exists():
        return
    by = initiative.created_by
    keep_advice(initiative=initiative, by=by, answers=ANSWERS)
    file = SimpleUploadedFile("villages.csv", villages_csv().encode())
    upload = bring_file(initiative=initiative, file=file, by=by)
    naming = Naming(title="Quarante villages (exemple inventé)", origin="Inventé pour la démonstration.")
    frame = freeze_upload(upload=upload, naming=naming, by=by)
    common = {
        "initiative": initiative,
        "by": by,
        "frame": frame,
        "seed": 12122026,
        "seed_source": SEED_SOURCE,
    }
    lots = science.procedure_from(
        {"id": "village", "strata": ("commune",), "compare": ("menages", "distance_km")}
    )
    selection = science.selection_from({"n": 12, "id": "village", "size": "menages"})
    draw(**common, kind="assignment", title="Villages qui commencent cette année", declared=lots)
    draw(**common, kind="sample", title="Villages à visiter avant de commencer", declared=selection)


def villages_csv() -> str:
    """Forty invented villages of four invented communes."""
    lines = ["village,commune,menages,distance_km"]
    for place in range(40):
        households, distance = 35 + (place * 37) % 90, 3 + (place * 17) % 28
        lines.append(f"V{place + 1:02d},Commune {'ABCD'[place % 4]},{households},{distance}")
    return "\n".join(lines)


def _size(study: Study, by: Person) -> None:
    """A size kept with the study: what it could have been planned with; the figures are invented, and it says so."""
    asked = {"design": "itt", "outcome": "share", "share": "34", "effect_points": "10", "grouped": "no"}
    form = PowerForm(asked)
    if not form.is_valid():
        raise LookupError(str(form.errors))
    keep_sample_size(
        initiative=study.initiative,
        by=by,
        asked=form.typed(),
        sized=science.size_study(form.asked(), draw=False),
        why=SIZE_WHY,
        study=study,
    )


def _register(
    initiative: Initiative, dataset: DatasetVersion, by: Person, *, title: str, covariates: list[str]
) -> Study:
    link = Link.objects.select_related("source", "target").get(
        theory__initiative=initiative, target__level=NodeLevel.OUTCOME
    )
    return register_study(
        initiative=initiative,
        by=by,
        link=link,
        dataset=dataset,
        indicator=Indicator.objects.filter(node=link.target).first(),
        title=title,
        covariates=covariates,
        **COMMON,
    )


def _job(study: Study, by: Person) -> Job:
    """The job as a worker leaves it: no worker runs while the demonstration space is written."""
    now = clock.now()
    return Job.objects.create(
        task="studies.estimate",
        arguments={"study_id": study.pk, "person_id": by.pk},
        state=JobState.DONE,
        language="fr",
        person_id=by.pk,
        title=f"Estimation : {study}",
        progress_pct=100,
        asked_at=now,
        started_at=now,
        ended_at=now,
    )
