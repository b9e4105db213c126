"""Designs other than a plain trial, from the form to an estimation that can be computed again."""

import numpy as np
import pytest
from django.urls import reverse

from miqyas.reporting.comparison import differences_between
from miqyas.reporting.recompute import KINDS
from miqyas_web.datasets.queries import frozen_path
from miqyas_web.foundation.errors import Unfit
from miqyas_web.studies import actions
from miqyas_web.studies.models import Estimation, Study
from miqyas_web.studies.science import reading_of
from tests import web_cast

pytestmark = pytest.mark.django_db

RNG = np.random.default_rng(4)


def cross_csv(n=300):
    lines = ["lot,took,age,score,before,y"]
    for _ in range(n):
        lot, age, score, before = RNG.integers(2), RNG.normal(40, 9), RNG.normal(0, 10), RNG.normal(100, 10)
        took = int(lot and RNG.random() < 0.7)
        y = 0.5 * before + 5 * took + 0.1 * age + 8 * (score >= 0) + RNG.normal(0, 3)
        lines.append(f"{lot},{took},{age:.3f},{score:.4f},{before:.3f},{y:.4f}")
    return "\n".join(lines).encode()


def panel_csv(n=60, periods=6):
    lines = ["unit,time,cohort,reached,on,y"]
    for unit in range(n):
        cohort = (0, 3, 5)[unit % 3]
        for time in range(1, periods + 1):
            on = int(cohort > 0 and time >= cohort)
            lines.append(
                f"{unit},{time},{cohort},{int(cohort > 0)},{on},{0.1 * unit + time + 2 * on + RNG.normal():.4f}"
            )
    return "\n".join(lines).encode()


def two_csv(n=80):
    lines = ["unit,time,reached,y"]
    for unit in range(n):
        for time in (0, 1):
            lines.append(
                f"{unit},{time},{unit % 2},{0.1 * unit + time + 3 * (unit % 2) * time + RNG.normal():.4f}"
            )
    return "\n".join(lines).encode()


BARE = {"treatment": "", "cluster": "", "strata": "", "covariates": [], "outcome": "y"}
CASES = {
    "randomised_means": (cross_csv, {"treatment": "lot"}, ["attrition"]),
    "randomised_baseline": (cross_csv, {"treatment": "lot", "baseline": "before"}, ["attrition"]),
    "instrument": (cross_csv, {"treatment": "took", "instrument": "lot"}, ["weak_instruments"]),
    "discontinuity": (cross_csv, {"running": "score", "cutoff": 0.0}, ["density"]),
    "difference_in_differences": (two_csv, {"treatment": "reached", "time": "time", "unit_id": "unit"}, []),
    "panel_fixed_effects": (
        panel_csv,
        {"treatment": "on", "unit_id": "unit", "time": "time"},
        ["negative_weights"],
    ),
    "event_study": (panel_csv, {"unit_id": "unit", "time": "time", "cohort": "cohort"}, ["pretrends"]),
    "staggered": (panel_csv, {"unit_id": "unit", "time": "time", "cohort": "cohort"}, ["pretrends"]),
    "weighting": (cross_csv, {"treatment": "lot", "covariates": ["age"]}, ["overlap"]),
    "before_after": (two_csv, {"time": "time", "unit_id": "unit"}, []),
    "naive_comparison": (cross_csv, {"treatment": "lot"}, []),
}


@pytest.fixture
def initiative(tifawin, amina):
    return web_cast.initiative(tifawin, amina)


@pytest.mark.parametrize("design", CASES)
def test_a_design_goes_from_its_plan_to_a_page_and_every_figure_comes_out_again(
    client, initiative, amina, design
):
    content, columns, checks = CASES[design]
    web_cast.frozen_trial(initiative, amina, content())
    estimation = web_cast.estimated_study(initiative, amina, design=design, **{**BARE, **columns})
    assert [check["name"] for check in estimation.checks] == checks
    assert estimation.estimate["low"] < estimation.estimate["value"] < estimation.estimate["high"]
    path = frozen_path(estimation.study.dataset)
    for record in estimation.records:
        assert differences_between(record["row"], KINDS[record["kind"]](path, record["parameters"])) == ()
    assert len(reading_of(estimation).checks) == len(checks)
    client.force_login(amina)
    page = client.get(
        reverse("studies:estimation_show", args=[initiative.pk, estimation.study_id, estimation.pk])
    ).content.decode()
    assert "MAD" in page


def test_a_form_asks_for_the_columns_its_design_needs(client, initiative, amina):
    link = web_cast.theory_link(initiative)
    version = web_cast.frozen_trial(initiative, amina, panel_csv())
    client.force_login(amina)
    address = reverse("studies:study_create", args=[initiative.pk]) + f"?link={link.pk}&dataset={version.pk}"
    said = {
        "title": "Vagues", "question": "Que change l'appui ?", "design": "staggered", "outcome": "y",
        "outcome_label": "revenu", "treatment_label": "appui", "unit_id": "unit", "time": "time", "level": "0.95",
        "data_seen": "no",
    }  # fmt: skip
    answer = client.post(address, said)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"cohort": ["Ce dispositif a besoin de cette réponse."]}
    more = {
        "secondary_outcomes": ["on"],
        "multiple_testing": "holm",
        "subgroups": ["reached"],
        "exclusions": "Refus",
    }
    assert client.post(address, {**said, "cohort": "cohort", **more}).status_code == 302
    study = Study.objects.get()
    plan = actions.seal_study(study=study, by=amina)
    assert plan.content["schema"] == "miqyas.plan/2"
    assert (plan.content["secondary_outcomes"], plan.content["subgroups"]) == (["on"], ["reached"])


def test_a_text_cannot_be_an_outcome_nor_a_score(initiative, amina):
    web_cast.frozen_trial(
        initiative, amina, b"y,score,place\n" + b"\n".join(b"%d,%d,a" % (i, i) for i in range(40))
    )
    with pytest.raises(Unfit, match="place"):
        web_cast.draft_study(
            initiative, amina, **{**BARE, "design": "discontinuity", "running": "place", "cutoff": 3.0}
        )
    assert (Study.objects.count(), Estimation.objects.count()) == (0, 0)
