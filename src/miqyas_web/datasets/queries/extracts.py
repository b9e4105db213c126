"""Questions about extracts of questionnaires."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.datasets.enums import ColumnType
from miqyas_web.datasets.models import SurveyExtract
from miqyas_web.datasets.rules import NUMERIC
from miqyas_web.datasets.science.extracting import offered
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.models import Survey
from miqyas_web.surveys.science.answers import versions_of


@dataclass(frozen=True, slots=True)
class ExtractChoices:
    """What may be chosen of a questionnaire: number and name of its versions, its tables, its languages."""

    versions: list[tuple[int, str]]
    tables: list[str]
    languages: list[str]


@dataclass(frozen=True, slots=True)
class ExtractColumn:
    """A column of an extract and what was said of it."""

    position: int
    name: str
    type: str
    label: str
    is_personal: bool
    step: Mapping[str, Any]
    role: str
    is_known: bool
    is_sensitive: bool

    @property
    def type_label(self) -> str:
        return str(ColumnType(self.type).label)


@dataclass(frozen=True, slots=True)
class ExtractLine:
    """An extract in a list."""

    extract: SurveyExtract
    n_versions: int


def extracts_visible_to(person: Person) -> QuerySet[SurveyExtract]:
    """Extracts with all that their page names."""
    return SurveyExtract.objects.visible_to(person).select_related(
        "survey__initiative__organisation", "dataset", "created_by"
    )


def extract_lines(survey: Survey) -> list[ExtractLine]:
    """The extracts of a questionnaire, the latest first. One query."""
    found = survey.extracts.select_related("dataset").annotate(n_frozen=Count("dataset__versions"))
    return [
        ExtractLine(extract, getattr(extract, "n_frozen", 0))
        for extract in found.order_by("-created_at", "-pk")
    ]


def surveys_to_extract(initiative: Initiative) -> list[Survey]:
    """The questionnaires of an initiative with something published. One query."""
    return list(
        initiative.surveys.filter(versions__published_at__isnull=False).distinct().order_by("title", "pk")
    )


def extracts_figure(survey: Survey, person: Person) -> "str | None":
    """How many extracts the questionnaire has, for those who may take one. Two queries at most."""
    if Permission.BRING_DATA not in permissions_in(survey.initiative.organisation, person):
        return None
    n = survey.extracts.count()
    return ngettext("%(n)s extract", "%(n)s extracts", n) % {"n": n} if n else _("No extract yet")


def choices_for(survey: Survey) -> ExtractChoices:
    """What may be chosen. One query."""
    versions = versions_of(survey)
    outlines = [version.outline for version in versions]
    tables = [""]
    for outline in outlines:
        root = f"/{outline['root']}/"
        tables += [repeat.removeprefix(root) for repeat in outline["repeats"]]
    return ExtractChoices(
        versions=[(version.number, version.version) for version in versions],
        tables=list(dict.fromkeys(tables)),
        languages=list(outlines[-1]["languages"]) if outlines else [""],
    )


def extract_columns(extract: SurveyExtract) -> list[ExtractColumn]:
    """The columns of an extract with what was said of each."""
    columns = []
    for position, column in enumerate(offered(extract)):
        said = extract.columns.get(column.name, {})
        columns.append(
            ExtractColumn(
                position=position,
                name=column.name,
                type=column.type,
                label=column.label,
                is_personal=column.is_personal,
                step=said.get("step") or {},
                role=said.get("role", ""),
                is_known=said.get("is_known", False),
                is_sensitive=said.get("is_sensitive", False),
            )
        )
    return columns


def columns_to_weigh(columns: Sequence[ExtractColumn]) -> list[ExtractColumn]:
    """Those that may hold a weight or a probability: numbers that stand in the extract."""
    return [
        each
        for each in columns
        if each.type in NUMERIC
        and each.step.get("step") != "drop"
        and not (each.is_personal and not each.step)
    ]
