"""Questions about the quality of the answers of a questionnaire."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from miqyas_web.surveys.enums import AlertState
from miqyas_web.surveys.models import BackCheck, QualityRun, QualitySettings, Question, Submission, Survey
from miqyas_web.surveys.queries.shown_tables import ShownTable, shown_table
from miqyas_web.surveys.rules.batteries import batteries_in
from miqyas_web.surveys.rules.consent import NAME as CONSENT
from miqyas_web.surveys.rules.consent import YES
from miqyas_web.surveys.rules.quality import CHECKS, Settings, settings_with_defaults
from miqyas_web.surveys.science.fieldwork import AssignmentAsked
from miqyas_web.surveys.science.quality import Looking, QuotaAsked, language, share_with_interval
from miqyas_web.surveys.science.reading import Arrived, Asked, read

DAYS_SHOWN = 14
_WAITING = Q(alerts__state__in=[AlertState.OPEN, AlertState.ASSIGNED])


@dataclass(frozen=True, slots=True)
class CheckShown:
    """One check on the page of quality."""

    name: str
    label: str
    tone: str
    sentence: str
    n_waiting: int
    table: ShownTable | None


@dataclass(frozen=True, slots=True)
class GroupShown:
    """Answers of one collector or one day, and how many of them need a look."""

    name: "str | date"
    n: int
    n_flagged: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The quality of the answers of a questionnaire, as it stands."""

    n_answers: int
    n_flagged: int
    ran_at: datetime | None
    # Answers received since the checks looked.
    n_new: int
    checks: list[CheckShown]
    collectors: list[GroupShown]
    days: list[GroupShown]


def looking_at(survey: Survey) -> Looking | None:
    """What the checks need; None while no answer counts."""
    asked = questions_of(survey)
    submissions = survey.submissions.standing().order_by("received_at", "pk")
    if not asked or not submissions.exists():
        return None
    checks, roles = quality_settings(survey)
    return Looking(
        read=read(_arrived(submissions), asked),
        asked=asked,
        roles=roles,
        settings=checks,
        quotas=[
            QuotaAsked(each.name, each.question, each.value, each.target) for each in survey.quotas.all()
        ],
        linked=second_visits(survey),
        assignments=_assignments(survey),
    )


def _assignments(survey: Survey) -> list[AssignmentAsked]:
    given = survey.assignments.select_related("collector", "territory").order_by("collector__name", "pk")
    return [
        AssignmentAsked(
            name=one.group,
            sender=one.collector.name,
            place_code=one.place_code,
            target=one.target,
            at=(one.latitude, one.longitude)
            if one.latitude is not None and one.longitude is not None
            else None,
        )
        for one in given
    ]


def second_visits(survey: Survey) -> dict[str, str]:
    """Number of each answer collected a second time, with that of the first."""
    linked = BackCheck.objects.filter(draw__survey=survey, again__isnull=False)
    return {str(again): str(original) for again, original in linked.values_list("again_id", "original_id")}


def n_standing(survey: Survey) -> int:
    """How many answers count."""
    return int(survey.submissions.standing().count())


def n_flagged(survey: Survey) -> int:
    """How many answers that count have an alert that waits."""
    standing = survey.submissions.standing()
    return int(standing.filter(_WAITING).distinct().count())


def _arrived(submissions: QuerySet[Submission]) -> Iterator[Arrived]:
    rows = submissions.values_list("pk", "xml", "collector__name", "sent_by__name")
    for pk, xml, collector, person in rows.iterator(chunk_size=500):
        yield Arrived(str(pk), bytes(xml), collector or person or "")


def questions_of(survey: Survey) -> list[Asked]:
    """The questions of all versions, once by name; the newest version says what each is."""
    found: dict[str, Asked] = {}
    for each in Question.objects.filter(version__survey=survey).order_by("version__number", "position"):
        found[each.name] = Asked(each.name, each.path, each.kind, each.repeat, each.is_personal)
    return list(found.values())


def quality_settings(survey: Survey) -> tuple[Settings, dict[str, Any]]:
    """Thresholds of every check, and which question says what."""
    newest = survey.versions.exclude(outline={}).order_by("-number").values_list("outline", flat=True).first()
    found: dict[str, Any] = {"batteries": batteries_in(newest or {})}
    said = QualitySettings.objects.filter(survey=survey).first()
    if said is not None:
        return settings_with_defaults(said.checks), found | said.roles
    ours = Question.objects.filter(version__survey=survey, name=CONSENT, kind="select_one")
    if ours.exists():
        found |= {"consent": CONSENT, "consent_yes": YES}
    return settings_with_defaults({}), found


def dashboard_of(survey: Survey, labels: Mapping[str, str]) -> Dashboard:
    """Five queries, however many answers there are."""
    standing = survey.submissions.standing()
    counts = {"n": Count("pk", distinct=True), "flagged": Count("pk", filter=_WAITING, distinct=True)}
    total = standing.aggregate(**counts)
    run = QualityRun.objects.filter(survey=survey).first()
    by_check = dict(
        survey.alerts.waiting()
        .filter(submission__in=standing.values("pk"))
        .values_list("check_name")
        .annotate(n=Count("pk"))
    )
    by_collector = standing.annotate(who=Coalesce("collector__name", "sent_by__name")).values("who")
    by_day = standing.annotate(day=TruncDate("received_at")).values("day")
    return Dashboard(
        n_answers=total["n"],
        n_flagged=total["flagged"],
        ran_at=run.ran_at if run else None,
        n_new=max(0, total["n"] - run.n_answers) if run else total["n"],
        checks=_checks(run, by_check, labels),
        collectors=_groups(by_collector.annotate(**counts).order_by("who"), "who"),
        days=_groups(by_day.annotate(**counts).order_by(F("day").desc())[:DAYS_SHOWN], "day"),
    )


def _checks(
    run: QualityRun | None, waiting: Mapping[str, int], labels: Mapping[str, str]
) -> list[CheckShown]:
    shown = []
    for result in run.results if run else []:
        tone = {True: "supported", False: "contradicted"}.get(result["passed"], "uncertain")
        table = shown_table(result, labels) if result["rows"] else None
        name = result["name"]
        sentence = str(result["text"][language()])
        for question in [result["facts"].get("question", "")]:
            sentence = (
                sentence.replace(str(question), labels.get(question, question)) if question else sentence
            )
        shown.append(CheckShown(name, str(CHECKS[name]), tone, sentence, waiting.get(name, 0), table))
    return shown


def _groups(rows: Any, name: str) -> list[GroupShown]:
    groups = []
    for row in rows:
        found = share_with_interval(row["flagged"], row["n"])
        if found is not None:
            groups.append(GroupShown(row[name], row["n"], row["flagged"], *(100 * each for each in found)))
    return groups
