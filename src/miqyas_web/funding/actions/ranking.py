"""Reviews are calibrated into a ranking, kept with its inputs."""

import secrets
from importlib.metadata import version

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock, jobs
from miqyas_web.foundation.models import Job
from miqyas_web.funding.actions.reviewers import check_may_run
from miqyas_web.funding.actions.reviews import digest_of
from miqyas_web.funding.models import Ranking, Stage
from miqyas_web.funding.queries.candidates import hidden_from
from miqyas_web.funding.queries.counting import counted_reviews
from miqyas_web.funding.queries.ranking import reviews_read
from miqyas_web.funding.rules.settings import settings_of
from miqyas_web.funding.science.judging import calibrated

MOST_SEED = 2**32
PERCENT = 100


@transaction.atomic
def ask_ranking(*, stage: Stage, top: int, by: Person) -> Job:
    """Ask for a calibration; it is a long piece of work."""
    check_may_run(stage.call, by)
    return jobs.ask(
        "funding.calibrate",
        title=_("Calibrating the reviews"),
        by=by,
        stage_id=stage.pk,
        top=top,
        seed=secrets.randbelow(MOST_SEED),
        person_id=by.pk,
    )


@transaction.atomic
def make_ranking(*, stage: Stage, top: int, seed: int, by: Person, job_id: int | None = None) -> Ranking:
    """Calibrate the reviews sent at a stage, by the opinions that the call counts."""
    check_may_run(stage.call, by)
    reviews, settings = reviews_read(stage), settings_of(stage.call.settings)
    level = settings.draw_level_pct / PERCENT
    content = stage.grid.content if stage.grid else {"criteria": []}
    anchors = {one.file for one in counted_reviews(stage) if one.application_id is None}
    result, leniencies = calibrated(
        reviews, content, unranked=sorted(anchors), top=top, group_level=level, seed=seed,
        hidden=hidden_from(by, stage.call),
    )  # fmt: skip
    inputs = {
        "reviews": [
            {"file": one.file, "reviewer": one.reviewer, "panel": one.panel, "levels": dict(one.levels)}
            for one in reviews
        ],
        "grid": stage.grid.sha256 if stage.grid else "",
        "top": top,
        "unranked": sorted(anchors),
        "opinions": settings.opinions,
        "group_level": level,
        "seed": seed,
        "library": version("miqyas"),
        "job": job_id,
    }
    ranking = Ranking.objects.create(
        stage=stage,
        inputs=inputs,
        result=result,
        leniencies=leniencies,
        sha256=digest_of([inputs, result]),
        made_by=by,
        made_at=clock.now(),
    )
    audit.record(
        "ranking_made", target=ranking, by=by, organisation=stage.call.organisation, sha256=ranking.sha256
    )
    return ranking
