"""The checks look at the answers of a questionnaire; what they see is opened once."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.surveys.actions.matching import match_back_checks
from miqyas_web.surveys.models import Alert, QualityRun, Survey
from miqyas_web.surveys.queries import quality as queries
from miqyas_web.surveys.rules.quality import SEVERITIES
from miqyas_web.surveys.science.quality import Looked, look

BATCH = 500
# Those whose value is the answer itself; others tell a distance, a duration, a share.
TELL_THE_ANSWER = frozenset({"outlier_low", "outlier_high", "different"})
# Two answers of one household, collected on purpose, look alike.
ALIKE = frozenset({"repeated", "nearly_same", "similar_text", "same_sound"})


def look_at(survey: Survey, *, by: Person | None) -> QualityRun:
    """Run the checks over the answers that count. Doing it again opens nothing twice.

    The answers are read and judged outside of the transaction: other people go on working.
    """
    match_back_checks(survey)
    looking = queries.looking_at(survey)
    results = look(looking) if looking else []
    personal = {each.name for each in looking.asked if each.is_personal} if looking else set()
    n_answers = len(looking.answers.keys) if looking else 0
    return _keep(survey, results, personal, n_answers, by=by)


@transaction.atomic
def _keep(
    survey: Survey, results: Sequence[Looked], personal: set[str], n_answers: int, *, by: Person | None
) -> QualityRun:
    now = clock.now()
    before = survey.alerts.count()
    alerts = {alert.key: alert for alert in _alerts(survey, results, personal)}
    Alert.objects.bulk_create(alerts.values(), batch_size=BATCH, ignore_conflicts=True)
    run, _ = QualityRun.objects.update_or_create(
        survey=survey,
        defaults={"ran_at": now, "n_answers": n_answers, "results": [_told(each) for each in results]},
    )
    audit.record(
        "answers_looked_at",
        target=survey,
        by=by,
        organisation=survey.initiative.organisation,
        n_answers=n_answers,
        n_opened=survey.alerts.count() - before,
    )
    return run


def _alerts(survey: Survey, results: Iterable[Looked], personal: set[str]) -> Iterator[Alert]:
    now = clock.now()
    second_visits = queries.second_visits(survey)
    second_visits |= {original: again for again, original in second_visits.items()}
    for result in results:
        for flag in result.flags:
            if flag["reason"] in ALIKE and second_visits.get(flag["answer"]) == flag["other"]:
                continue
            said = {name: flag[name] for name in ("value", "limit") if flag[name] is not None}
            is_kept_quiet = flag["reason"] in TELL_THE_ANSWER and bool(
                personal & set(str(flag["question"]).split(", "))
            )
            yield Alert(
                survey=survey,
                submission_id=int(flag["answer"]),
                other_id=int(flag["other"]) if flag["other"] else None,
                check_name=result.name,
                kind=flag["reason"],
                severity=SEVERITIES[flag["reason"]],
                question=flag["question"],
                facts={} if is_kept_quiet else said,
                key=_key(flag),
                opened_at=now,
            )


def _key(flag: Any) -> str:
    told = "|".join(str(flag[name]) for name in ("reason", "answer", "question", "other"))
    return hashlib.sha256(told.encode()).hexdigest()


def _told(result: Looked) -> dict[str, Any]:
    """What is kept of a result: its flags are alerts."""
    kept = asdict(result)
    del kept["flags"]
    return kept
