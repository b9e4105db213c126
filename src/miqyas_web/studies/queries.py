"""Questions about studies."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.datasets.queries import frozen_path
from miqyas_web.foundation import slots
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies import science
from miqyas_web.studies.enums import DrawKind
from miqyas_web.studies.models import Advice, Draw, Estimation, SampleSize, SealedPlan, Study
from miqyas_web.territories.enums import Level
from miqyas_web.territories.models import Territory
from miqyas_web.territories.queries import with_population
from miqyas_web.theories.models import Link

NUMBERS = frozenset(("number", "integer", "boolean"))


def studies_visible_to(person: Person, *, initiative: Initiative) -> QuerySet[Study]:
    """Studies of one initiative, latest first, with all that a list or a page shows of them."""
    return (
        Study.objects.visible_to(person)
        .filter(initiative=initiative)
        .select_related(
            "link__source",
            "link__target",
            "dataset__dataset",
            "indicator",
            "created_by",
            "initiative__organisation",
        )
        .prefetch_related(
            Prefetch("plans", SealedPlan.objects.select_related("sealed_by").order_by("number")),
            Prefetch("sample_sizes", SampleSize.objects.select_related("kept_by", "study").order_by("-pk")),
            Prefetch("estimations", Estimation.objects.select_related("plan", "run_by").order_by("-pk")),
        )
        .order_by("-pk")
    )


def links_to_study(initiative: Initiative) -> QuerySet[Link]:
    """Links of the initiative's theory, in the order they are read."""
    links = Link.objects.filter(theory__initiative=initiative)
    return links.select_related("source", "target").order_by("source__pk", "target__pk")


def versions_to_study(initiative: Initiative) -> QuerySet[DatasetVersion]:
    """Frozen versions of the initiative's datasets, latest first."""
    versions = DatasetVersion.objects.filter(dataset__initiative=initiative)
    return versions.select_related("dataset").prefetch_related("columns").order_by("-frozen_at", "-pk")


def sample_sizes_of(person: Person, *, initiative: Initiative) -> QuerySet[SampleSize]:
    """Sample sizes kept for an initiative, latest first; those of a study are ``study.sample_sizes``."""
    sizes = SampleSize.objects.visible_to(person).filter(initiative=initiative)
    return sizes.select_related("study", "kept_by").order_by("-pk")


def size_to_cite(initiative: Initiative, study: Study | None = None) -> str:
    """What a plan may say of its size: the last one kept with the study, or with the initiative and no study."""
    kept = SampleSize.objects.filter(initiative=initiative, study=study).order_by("-pk").first()
    return f"{kept.said} {kept.why}" if kept else ""


def ready_to_study(initiative: Initiative) -> dict[str, bool]:
    """Whether there is a link to test, and data to test it with."""
    return {
        "has_links": links_to_study(initiative).exists(),
        "has_data": versions_to_study(initiative).exists(),
    }


@dataclass(frozen=True, slots=True)
class Amendment:
    """What changed after sealing, why, and when."""

    plan: SealedPlan
    changes: list[science.PlanChange]


def amendments_of(plans: list[SealedPlan]) -> list[Amendment]:
    """Each amendment with what it changed in the plan before it. ``plans`` in order of number."""
    return [
        Amendment(after, science.changes_between(before.content, after.content))
        for before, after in pairwise(plans)
    ]


def columns_in_plan(study: Study) -> list[tuple[Any, str, str]]:
    """Role, column and label of each column that the plan uses, in the order of the form."""
    labels = dict(study.dataset.columns.values_list("name", "label"))
    roles = [
        (pgettext_lazy("of a study", "Outcome"), study.outcome),
        (_("Treatment"), study.treatment),
        (_("Measure before"), study.baseline),
        (_("Instrument"), study.instrument),
        (_("Score of the rule"), study.running),
        (_("Unit followed"), study.unit_id),
        (_("Period"), study.time),
        (_("First period of treatment"), study.cohort),
        (_("Cluster"), study.cluster),
        (_("Strata"), study.strata),
        *((_("Covariate"), name) for name in study.covariates),
        (_("Weights"), study.weights),
        *((_("Secondary outcome"), name) for name in study.secondary_outcomes),
        *((_("Subgroup"), name) for name in study.subgroups),
    ]
    return [(role, name, labels.get(name, "")) for role, name in roles if name]


def labels_of(study: Study) -> dict[str, str]:
    """What each column means, in the words of whoever froze the data; the outcome in those of the study."""
    found = dict(study.dataset.columns.exclude(label="").values_list("name", "label"))
    return {**found, **({study.outcome: study.outcome_label} if study.outcome_label else {})}


def cards_of(estimation: Estimation, person: Person) -> list[Any]:
    """What upper rooms say of an estimation: its grade, the reports that use it."""
    return [card for make in slots.items("estimation_cards") for card in make(estimation, person)]


def advice_visible_to(person: Person, *, initiative: Initiative) -> QuerySet[Advice]:
    """Advice asked for one initiative, latest first."""
    found = Advice.objects.visible_to(person).filter(initiative=initiative)
    return found.select_related("asked_by").order_by("-pk")


def draws_visible_to(person: Person, *, initiative: Initiative) -> QuerySet[Draw]:
    """Draws of one initiative, latest first; their rows only where they are asked for."""
    return (
        Draw.objects.visible_to(person)
        .filter(initiative=initiative)
        .select_related("dataset__dataset", "territory", "drawn_by", "initiative__organisation")
        .defer("rows")
        .order_by("-pk")
    )


def draws_to_cite(initiative_pk: int) -> list[tuple[str, str]]:
    """Seal and title of each draw of an initiative."""
    draws = Draw.objects.filter(initiative_id=initiative_pk).defer("rows", "record").order_by("-pk")
    return [(drawn.sha256, f"{drawn.title} ({DrawKind(drawn.kind).label})") for drawn in draws]


def draws_from_same_frame(drawn: Draw) -> QuerySet[Draw]:
    """The other draws of this kind made from the same units: they are shown beside it."""
    frame = drawn.record["frame"]["sha256"]
    same = Draw.objects.filter(initiative_id=drawn.initiative_id, kind=drawn.kind)
    return same.filter(record__frame__sha256=frame).exclude(pk=drawn.pk).defer("rows").order_by("pk")


def territories_to_draw_from() -> QuerySet[Territory]:
    """Regions and provinces whose communes are known."""
    communes = Territory.objects.open().filter(level=Level.COMMUNE)
    provinces = communes.values("parent_id")
    regions = Territory.objects.filter(pk__in=provinces).values("parent_id")
    return Territory.objects.open().filter(Q(pk__in=provinces) | Q(pk__in=regions)).order_by("code")


def frame_source(frame: DatasetVersion | Territory) -> science.FrameSource:
    """Where the units of a dataset or of a territory are listed."""
    if isinstance(frame, DatasetVersion):
        return science.FrameSource(str(frame), path=frozen_path(frame))
    return science.FrameSource(frame.name_fr, rows=commune_rows(frame))


def source_of(drawn: Draw) -> science.FrameSource:
    """The units of a draw as they stood when it was made."""
    if drawn.dataset is not None:
        return frame_source(drawn.dataset)
    return science.FrameSource(str(drawn.territory), rows=drawn.rows)


def commune_rows(territory: Territory) -> list[dict[str, Any]]:
    """Communes of a region or of a province: code, names, setting, province, population where it is known."""
    within = Q(parent=territory) | Q(parent__parent=territory)
    communes = Territory.objects.open().filter(within, level=Level.COMMUNE).select_related("parent")
    found = list(with_population(communes).order_by("code"))
    is_counted = bool(found) and all(commune.population for commune in found)
    return [
        {
            "code": commune.code,
            "name_fr": commune.name_fr,
            "name_ar": commune.name_ar,
            "setting": commune.setting,
            "province": commune.parent.code if commune.parent else "",
            **({"population": int(commune.population)} if is_counted else {}),
        }
        for commune in found
    ]


def columns_of_frame(frame: DatasetVersion | Territory) -> list[tuple[str, str, bool]]:
    """Name, label and whether it holds numbers, for each column one may draw by."""
    if isinstance(frame, DatasetVersion):
        columns = [column for column in frame.columns.all() if not column.is_personal]
        columns.sort(key=lambda column: column.position)
        return [(column.name, column.label, column.type in NUMBERS) for column in columns]
    rows = commune_rows(frame)
    return [(name, "", name == "population") for name in (rows[0] if rows else {})]
