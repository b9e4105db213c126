"""Questions about feeds: which indicators are fed, which could be, from which column and how."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import translation

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.models import Column, DatasetVersion, Feed, Feeding
from miqyas_web.datasets.suggestions import suggested_parameters
from miqyas_web.indicators.enums import MeasurementOrigin
from miqyas_web.indicators.models import Indicator, Measurement
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.models import Question

TEMPLATE_OF_INDICATOR = "datasets/parts/feeds_of_indicator.html"


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed and what its last version gave."""

    feed: Feed
    last: Feeding | None

    @property
    def trouble(self) -> str:
        """Why the last version gave nothing, in the language of the page; empty when it gave a value."""
        return trouble_of(self.last) if self.last else ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question made for an indicator that is not fed yet, and the column its answers stand in."""

    question: Question
    indicator: Indicator
    version: DatasetVersion
    column: str
    # None: its answers do not say by themselves how the value is made.
    parameters: dict[str, Any] | None


def trouble_of(feeding: Feeding) -> str:
    """Why a version gave nothing, in the language of the page."""
    told: Mapping[str, str] = feeding.trouble
    return told.get(translation.get_language() or "fr", "") or next(iter(told.values()), "")


def feeds_visible_to(person: Person) -> QuerySet[Feed]:
    """Feeds of the initiatives a person may read."""
    initiatives = Initiative.objects.visible_to(person)
    return Feed.objects.filter(dataset__initiative__in=initiatives).select_related(
        "indicator__node__theory__initiative__organisation", "dataset", "declared_by"
    )


def feeds_of(dataset: Any) -> QuerySet[Feed]:
    """Those that a new version of a dataset serves."""
    return (
        Feed.objects.filter(dataset=dataset, stopped_at__isnull=True)
        .select_related("indicator__node__theory__initiative__organisation", "dataset", "declared_by")
        .order_by("pk")
    )


def feed_rows(initiative: Initiative, indicator: Indicator | None = None) -> list[FeedRow]:
    """What feeds an initiative, or one of its indicators. Two queries, however many there are."""
    feedings = Feeding.objects.select_related("version", "measurement").order_by("-version__number")
    feeds = (
        Feed.objects.filter(dataset__initiative=initiative, stopped_at__isnull=True)
        .select_related("indicator", "dataset", "declared_by")
        .prefetch_related(Prefetch("feedings", feedings))
        .order_by("indicator__name", "pk")
    )
    if indicator is not None:
        feeds = feeds.filter(indicator=indicator)
    return [FeedRow(feed, next(iter(feed.feedings.all()), None)) for feed in feeds]


def feedings_of(feed: Feed) -> QuerySet[Feeding]:
    """What each version gave, the latest first."""
    return feed.feedings.select_related("version", "measurement").order_by("-version__number")


def computed_waiting(initiative: Initiative) -> list[Measurement]:
    """Values computed from a dataset whose indicator nothing feeds yet: the latest of each indicator."""
    found = (
        Measurement.objects.filter(
            indicator__node__theory__initiative=initiative, origin=MeasurementOrigin.FORMULA
        )
        .exclude(indicator__feeds__stopped_at__isnull=True, indicator__feeds__isnull=False)
        .select_related("indicator")
        .order_by("indicator_id", "-recorded_at")
    )
    latest: dict[int, Measurement] = {}
    for one in found:
        latest.setdefault(one.indicator_id, one)
    return list(latest.values())


def proposals_of(initiative: Initiative) -> list[Proposal]:
    """Questions marked with an indicator that nothing feeds, whose column stands in a frozen version."""
    questions = (
        Question.objects.filter(
            version__survey__initiative=initiative, indicator__isnull=False, is_personal=False
        )
        .exclude(indicator__feeds__stopped_at__isnull=True, indicator__feeds__isnull=False)
        .select_related("indicator", "version")
        .order_by("-version__number", "position")
    )
    marked: dict[int, Question] = {}
    for one in questions:
        if one.indicator_id is not None:
            marked.setdefault(one.indicator_id, one)
    if not marked:
        return []
    latest = _latest_versions(initiative)
    return [found for one in marked.values() if (found := _proposal(one, latest)) is not None]


def _proposal(question: Question, versions: list[DatasetVersion]) -> Proposal | None:
    indicator = question.indicator
    for version in versions:
        columns: list[Column] = list(version.columns.all())
        column = next((one for one in columns if _names(one.name, question)), None)
        if column is not None and indicator is not None:
            parameters = suggested_parameters(
                indicator, column, columns, choices=dict(_choices(question)), kind=question.kind
            )
            return Proposal(question, indicator, version, column.name, parameters)
    return None


def _names(column: str, question: Question) -> bool:
    """Columns of an extract bear the name of the question, or its path without the root."""
    return column in {question.name, question.path.partition("/")[2].partition("/")[2]}


def _choices(question: Question) -> Iterator[tuple[str, list[str]]]:
    """By code, the words of each choice in every language."""
    for each in question.version.outline.get("questions", []):
        if each["path"] == question.path:
            yield from ((one["name"], list(one["labels"].values())) for one in each["choices"])


def _latest_versions(initiative: Initiative) -> list[DatasetVersion]:
    columns = Prefetch("columns", Column.objects.filter(is_personal=False).order_by("position"))
    versions = (
        DatasetVersion.objects.filter(dataset__initiative=initiative)
        .select_related("dataset")
        .prefetch_related(columns)
        .order_by("dataset_id", "-number")
    )
    latest: dict[int, DatasetVersion] = {}
    for version in versions:
        latest.setdefault(version.dataset_id, version)
    return sorted(latest.values(), key=lambda one: one.frozen_at, reverse=True)


@dataclass(frozen=True, slots=True)
class IndicatorPart:
    """What feeds an indicator, for its page (slot ``indicator_parts``)."""

    template: str
    rows: list[FeedRow]


def part_of_indicator(indicator: Indicator, initiative: Initiative) -> IndicatorPart:
    """Two queries."""
    return IndicatorPart(TEMPLATE_OF_INDICATOR, feed_rows(initiative, indicator))
