"""Quotas and assignments are set; answers are drawn to be collected again."""

import random
import secrets
from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.surveys.actions.withdrawing import check_may_work
from miqyas_web.surveys.models import Assignment, BackCheck, BackCheckDraw, Collector, Quota, Survey
from miqyas_web.surveys.queries.team import answers_to_draw_from
from miqyas_web.territories.models import Territory

MOST_SEED = 2**32


@dataclass(frozen=True, slots=True)
class Where:
    """A place to collect in: in words, as a territory, as answers name it, as a point."""

    place: str = ""
    territory: Territory | None = None
    place_code: str = ""
    latitude: float | None = None
    longitude: float | None = None


def set_quota(*, survey: Survey, name: str, question: str, value: str, target: int, by: Person) -> Quota:
    """Ask for so many answers of one group."""
    check_may_work(survey.initiative, by)
    if survey.quotas.filter(name=name).exists():
        raise Unfit(_("A quota has this name already: give another."))
    try:
        with transaction.atomic():
            quota = Quota.objects.create(
                survey=survey, name=name, question=question, value=value if question else "", target=target
            )
            audit.record(
                "quota_set", target=quota, by=by, organisation=survey.initiative.organisation, n=target
            )
    except IntegrityError as twice:
        raise Unfit(_("This group has a quota already: take it away first.")) from twice
    return quota


@transaction.atomic
def remove_quota(*, quota: Quota, by: Person) -> None:
    """Ask for it no more."""
    check_may_work(quota.survey.initiative, by)
    audit.record("quota_removed", target=quota, by=by, organisation=quota.survey.initiative.organisation)
    quota.delete()


def assign(
    *, survey: Survey, collector: Collector, where: Where, target: int, due_date: date | None, by: Person
) -> Assignment:
    """Say how many answers someone is to collect, and where."""
    check_may_work(survey.initiative, by)
    if collector.initiative_id != survey.initiative_id:
        raise Unfit(_("This phone belongs to another initiative."))
    try:
        with transaction.atomic():
            given = Assignment.objects.create(
                survey=survey, collector=collector, target=target, due_date=due_date, **_fields(where)
            )
            audit.record(
                "assignment_given", target=given, by=by, organisation=survey.initiative.organisation, n=target
            )
    except IntegrityError as twice:
        raise Unfit(_("This person has this place already: take it away first.")) from twice
    return given


def _fields(where: Where) -> dict[str, Any]:
    """The columns of a place; a territory is kept as the row it is."""
    return {each.name: getattr(where, each.name) for each in fields(where)}


@transaction.atomic
def unassign(*, assignment: Assignment, by: Person) -> None:
    """Take an assignment away."""
    check_may_work(assignment.survey.initiative, by)
    audit.record(
        "assignment_removed", target=assignment, by=by, organisation=assignment.survey.initiative.organisation
    )
    assignment.delete()


@transaction.atomic
def draw_back_checks(*, survey: Survey, n: int, seed: int | None, by: Person) -> BackCheckDraw:
    """Draw answers to be collected again by someone else, spread over all who collect.

    The same seed over the same answers draws the same ones.
    """
    check_may_work(survey.initiative, by)
    Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    found = list(answers_to_draw_from(survey))
    if n > len(found):
        raise Refused(
            _("%(n)s answers can be drawn at most: the others are drawn already.") % {"n": len(found)}
        )
    seed = secrets.randbelow(MOST_SEED) if seed is None else seed
    drawn = spread_draw(found, n, seed)
    draw = BackCheckDraw.objects.create(
        survey=survey, seed=seed, n_drawn=n, n_among=len(found), drawn_by=by, drawn_at=clock.now()
    )
    BackCheck.objects.bulk_create(BackCheck(draw=draw, original_id=pk) for pk in drawn)
    audit.record(
        "back_checks_drawn", target=draw, by=by, organisation=survey.initiative.organisation, n=n, seed=seed
    )
    return draw


def spread_draw(found: list[tuple[int, str]], n: int, seed: int) -> list[int]:
    """Draw ``n`` numbers, each sender in turn: nobody is left out while another is drawn twice."""
    chance = random.Random(seed)  # noqa: S311 -- a draw that anyone can do again, not a secret
    by_sender: defaultdict[str, list[int]] = defaultdict(list)
    for pk, sender in found:
        by_sender[sender].append(pk)
    shuffled = [chance.sample(by_sender[sender], len(by_sender[sender])) for sender in sorted(by_sender)]
    chance.shuffle(shuffled)
    drawn: list[int] = []
    while len(drawn) < n:
        for theirs in shuffled:
            if theirs and len(drawn) < n:
                drawn.append(theirs.pop())
    return drawn
