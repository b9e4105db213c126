"""The applications between which a budget is allocated, with what the reviews say of each."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import ApplicationState, ConflictState, StageKind
from miqyas_web.funding.models import (
    Application,
    Call,
    Conflict,
    Interview,
    Lottery,
    Ranking,
    Stage,
)
from miqyas_web.funding.queries.counting import counted_reviews
from miqyas_web.funding.queries.seals import SealedFigures, figures_at
from miqyas_web.funding.queries.stages import last_stage, stage_decided_on
from miqyas_web.funding.refusals import NotYetDecidable, Unheard
from miqyas_web.funding.rules.calls import Moment, moment_of
from miqyas_web.funding.science.allocating import Entry
from miqyas_web.funding.science.scoring import Standing, standings_of

# At a stage without a grid nothing is scored.
UNREAD = Standing(score=None, n_reviews=0, is_admitted=False, gates=(), levels={})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One application and how it stands. ``ranked`` is its row in the last ranking, empty without one.

    ``sealed``: what it asks as it was sent; the application itself may have been written on since.
    """

    application: Application
    standing: Standing
    ranked: Mapping[str, Any]
    sealed: SealedFigures

    @property
    def reference(self) -> str:
        return self.application.reference

    @property
    def score(self) -> float | None:
        """The calibrated quality where reviews were calibrated, otherwise the mean of their totals."""
        quality = self.ranked.get("quality")
        return self.standing.score if quality is None else float(quality)

    @property
    def is_open(self) -> bool:
        """Whether it may be funded: read, and admitted by the gates."""
        return self.standing.is_admitted and self.score is not None

    @property
    def is_stopped(self) -> bool:
        """Whether it was read and a gate stopped it."""
        return self.score is not None and not self.standing.is_admitted

    @property
    def entry(self) -> Entry:
        return Entry(
            reference=self.reference,
            cost=float(self.sealed.asked_mad or 0),
            score=float(self.score or 0),
            region=self.sealed.region,
            theme=self.sealed.theme,
            applicant=str(self.application.initiative.organisation_id),
        )


@dataclass(frozen=True, slots=True)
class Round:
    """What a budget is allocated between: the stage decided on, its candidates, the ranking they come from."""

    call: Call
    stage: Stage
    candidates: tuple[Candidate, ...]
    ranking: Ranking | None
    lottery: Lottery | None

    @property
    def open(self) -> list[Candidate]:
        return [one for one in self.candidates if one.is_open]

    @property
    def kept_out(self) -> list[Candidate]:
        """Read, and stopped by a gate."""
        return [one for one in self.candidates if one.is_stopped]

    @property
    def unread(self) -> list[Candidate]:
        return [one for one in self.candidates if one.score is None]

    @property
    def left_by_lot(self) -> set[str]:
        """In the draw that was made, and not drawn."""
        return set(self.lottery.references) - set(self.lottery.drawn) if self.lottery else set()

    def by_reference(self) -> dict[str, Candidate]:
        return {one.reference: one for one in self.candidates}


def round_of(call: Call) -> Round:
    """The candidates of the last stage of a call, by reference; refused before its deadline."""
    last, stage = last_stage(call), stage_decided_on(call)
    if (
        last is None
        or stage is None
        or moment_of(last.opens_at, last.closes_at, now=clock.now()) is not Moment.AFTER
    ):
        raise NotYetDecidable
    if n := _n_unheard(last):
        raise Unheard(n)
    ranking = last_ranking_of(stage)
    return Round(
        call=call,
        stage=stage,
        candidates=tuple(candidates_at(stage, standing_at=last)),
        ranking=ranking,
        lottery=Lottery.objects.filter(call=call, drawn_at__isnull=False).order_by("-pk").first(),
    )


def _n_unheard(stage: Stage) -> int:
    """Files at a stage of interviews that have no record of theirs."""
    if stage.kind != StageKind.INTERVIEW:
        return 0
    standing = Application.objects.filter(stage=stage).exclude(
        state__in=[ApplicationState.WITHDRAWN, ApplicationState.INELIGIBLE]
    )
    heard = Interview.objects.filter(stage=stage, recorded_at__isnull=False).values("application")
    return standing.exclude(pk__in=heard).count()


def candidates_at(stage: Stage, *, standing_at: Stage | None = None) -> list[Candidate]:
    """Files sealed at a stage, as its reviews and its last ranking tell them; ``standing_at``: those that stand there."""
    applications = (
        Application.objects.sealed_at(stage, clock.now())
        .exclude(state__in=[ApplicationState.WITHDRAWN, ApplicationState.INELIGIBLE])
        .select_related("initiative__organisation", "region")
        .order_by("reference", "pk")
    )
    if standing_at is not None:
        applications = applications.filter(stage=standing_at)
    rows, figures = _rows(last_ranking_of(stage)), figures_at(stage)
    scores: defaultdict[int, list[Any]] = defaultdict(list)
    for review in counted_reviews(stage):
        if review.application_id is not None:
            scores[review.application_id].append(review.scores)
    content = stage.grid.content if stage.grid else {}
    standings = standings_of(content, scores) if content else {}
    return [
        Candidate(
            each,
            standings.get(each.pk, UNREAD),
            rows.get(each.reference) or rows.get(str(each.pk)) or {},
            figures[each.pk],
        )
        for each in applications
    ]


def last_ranking_of(stage: Stage) -> Ranking | None:
    """The newest ranking of a stage."""
    return Ranking.objects.filter(stage=stage).order_by("-pk").first()


def _rows(ranking: Ranking | None) -> dict[str, Mapping[str, Any]]:
    """The rows of a ranking, by identifier."""
    result = ranking.result if ranking else {}
    rows = result.get("files") or result.get("rows") or []
    return {str(row.get("id", row.get("reference"))): row for row in rows}


def hidden_from(person: Person, call: Call) -> set[str]:
    """References of the applications that a conflict hides from this person, with their scores."""
    return set(
        Conflict.objects.filter(application__call=call, person=person)
        .exclude(state=ConflictState.LIFTED)
        .values_list("application__reference", flat=True)
    )


def without(found: Round, hidden: set[str]) -> Round:
    """The round as a person with conflicts sees it: their files are left out."""
    return replace(found, candidates=tuple(one for one in found.candidates if one.reference not in hidden))
