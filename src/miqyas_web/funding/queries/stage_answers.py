"""How the applications of a stage stand, and what is answered to each."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import ApplicationState, CallState
from miqyas_web.funding.models import Appeal, Application, Stage, StageAnswer
from miqyas_web.funding.queries.appeals import appeal_days
from miqyas_web.funding.queries.candidates import Candidate, candidates_at
from miqyas_web.funding.queries.reviewers import hidden_applications
from miqyas_web.funding.queries.stages import next_stage
from miqyas_web.funding.rules.answers import appeal_ends


@dataclass(frozen=True, slots=True)
class StageRow:
    """One application at the close of a stage."""

    candidate: Candidate
    answer: StageAnswer | None
    # Mean of the reviews out of 100, expected rank and group of the last ranking; nothing where there is none.
    score: float | None
    rank: float | None
    group: str

    @property
    def application(self) -> Application:
        return self.candidate.application

    @property
    def appeal(self) -> Appeal | None:
        return next(iter(self.answer.appeals.all()), None) if self.answer else None


@dataclass(frozen=True, slots=True)
class StageRound:
    """The close of a stage, without the files hidden from who looks."""

    stage: Stage
    next: Stage | None
    rows: tuple[StageRow, ...]
    n_hidden: int
    n_waiting: int
    n_invited: int
    n_refused: int
    # What the invited ask together, and how many times the budget that is: two and a half to three is usual.
    asked_mad: Decimal
    times: Decimal | None
    is_told: bool


def stage_round(stage: Stage, person: Person) -> StageRound:
    """Rows by expected rank, then by mean, then by reference. The same number of queries whatever there is."""
    hidden = hidden_applications(stage.call, person)
    written = StageAnswer.objects.filter(stage=stage).prefetch_related("appeals")
    answers = {one.application_id: one for one in written}
    candidates = candidates_at(stage)
    rows = [_row(one, answers.get(one.application.pk)) for one in candidates]
    rows.sort(key=_place)
    invited = [row for row in rows if row.answer and row.answer.is_invited]
    asked = sum((row.candidate.sealed.asked_mad or Decimal(0) for row in invited), Decimal(0))
    free = (stage.call.budget_mad or Decimal(0)) - stage.call.reserve_mad
    return StageRound(
        stage=stage,
        next=next_stage(stage),
        rows=tuple(row for row in rows if row.application.pk not in hidden),
        n_hidden=sum(row.application.pk in hidden for row in rows),
        n_waiting=sum(row.answer is None for row in rows),
        n_invited=len(invited),
        n_refused=sum(row.answer is not None and not row.answer.is_invited for row in rows),
        asked_mad=asked,
        times=asked / free if free else None,
        is_told=bool(rows) and all(row.answer and row.answer.told_at for row in rows),
    )


def _row(candidate: Candidate, answer: StageAnswer | None) -> StageRow:
    ranked = candidate.ranked
    return StageRow(
        candidate, answer, candidate.score, ranked.get("expected_rank"), str(ranked.get("group", ""))
    )


def _place(row: StageRow) -> tuple[float, float, str]:
    rank, score = row.candidate.ranked.get("expected_rank"), row.candidate.score
    return (
        float("inf") if rank is None else float(rank),
        float("inf") if score is None else -score,
        row.candidate.reference,
    )


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """What an applicant was told at the end of a stage, their appeal if there is one, and until when there may be."""

    answer: StageAnswer
    appeal: Appeal | None
    appeal_end: datetime
    may_appeal: bool


def told_answer(answer: StageAnswer) -> ToldAnswer:
    """An answer that was told, with its appeal."""
    call, now = answer.application.call, clock.now()
    end = appeal_ends(answer.told_at or now, appeal_days(call))
    appeal = next(iter(answer.appeals.all()), None)
    is_open = call.state == CallState.PUBLISHED and answer.application.state == ApplicationState.NOT_RETAINED
    may_appeal = appeal is None and not answer.is_invited and is_open and now <= end
    return ToldAnswer(answer, appeal, end, may_appeal)


def answers_told(application: Application) -> list[ToldAnswer]:
    """What the applicant was told at the close of each stage, the last first. Two queries."""
    told = (
        application.stage_answers.filter(told_at__isnull=False)
        .select_related("stage")
        .prefetch_related("appeals")
        .order_by("-told_at", "-pk")
    )
    found = []
    for answer in told:
        answer.application = application
        found.append(told_answer(answer))
    return found
