"""What a few words find: in what the person may read, and in what is open to everyone.

Words are folded in Python (`foundation.folding`): neither database folds Arabic spelling habits. Each room costs
one query and at most ``MOST_READ`` short rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.models import Dataset
from miqyas_web.foundation.folding import fold
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiatives_of
from miqyas_web.reports.models import Report
from miqyas_web.studies.models import Study
from miqyas_web.territories import queries as territories
from miqyas_web.theories.models import Node
from miqyas_web.toolbox import queries as toolbox

MOST_SHOWN = 8
MOST_READ = 5000


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its title, where it stands, its address."""

    title: str
    where: str
    href: str


@dataclass(frozen=True, slots=True)
class Found:
    """What one room found; ``n`` counts what is not shown too."""

    room: str
    label: "str | Promise"
    hits: list[Hit]
    n: int

    @property
    def n_more(self) -> int:
        return self.n - len(self.hits)


# Text to look in, and the hit it makes.
Rows = Iterable[tuple[str, Hit]]


def search(words: str, *, person: Person) -> list[Found]:
    """What holds every word, room by room; rooms that found nothing are left out."""
    looked_for = fold(words).split()
    if not looked_for:
        return []
    found = [
        _initiatives(words, person),
        *(
            _matching(room, label, rows(person), looked_for)
            for room, label, rows in (
                ("theories", _("Theories of change"), _nodes),
                ("indicators", _("Indicators"), _indicators),
                ("datasets", _("Datasets"), _datasets),
                ("studies", _("Studies"), _studies),
                ("reports", _("Reports"), _reports),
            )
        ),
        _sheets(words),
        _territories(words),
    ]
    return [each for each in found if each.n]


def _matching(room: str, label: "str | Promise", rows: Rows, looked_for: list[str]) -> Found:
    hits = [hit for text, hit in rows if all(word in fold(text) for word in looked_for)]
    return Found(room, label, hits[:MOST_SHOWN], len(hits))


def _initiatives(words: str, person: Person) -> Found:
    found = initiatives_of(person, words=words).prefetch_related(None)
    n = found.count()
    hits = [
        Hit(
            initiative.title,
            initiative.organisation.name,
            reverse("initiatives:initiative_show", args=[initiative.pk]),
        )
        for initiative in found[:MOST_SHOWN]
    ]
    return Found("initiatives", _("Initiatives"), hits, n)


def _nodes(person: Person) -> Rows:
    rows = (
        Node.objects.filter(theory__initiative__in=Initiative.objects.visible_to(person))
        .order_by("title", "pk")
        .values_list("title", "description", "theory__initiative_id", "theory__initiative__title")
    )
    for title, description, initiative_pk, where in rows[:MOST_READ]:
        yield (
            f"{title} {description}",
            Hit(title, where, reverse("theories:theory_show", args=[initiative_pk])),
        )


def _indicators(person: Person) -> Rows:
    rows = (
        Indicator.objects.visible_to(person)
        .order_by("name", "pk")
        .values_list(
            "pk", "name", "definition", "node__theory__initiative_id", "node__theory__initiative__title"
        )
    )
    for pk, name, definition, initiative_pk, where in rows[:MOST_READ]:
        href = reverse("indicators:indicator_show", args=[initiative_pk, pk])
        yield f"{name} {definition}", Hit(name, where, href)


def _datasets(person: Person) -> Rows:
    rows = (
        Dataset.objects.visible_to(person)
        .order_by("title", "pk")
        .values_list("pk", "title", "description", "initiative_id", "initiative__title")
    )
    for pk, title, description, initiative_pk, where in rows[:MOST_READ]:
        href = reverse("datasets:dataset_show", args=[initiative_pk, pk])
        yield f"{title} {description}", Hit(title, where, href)


def _studies(person: Person) -> Rows:
    rows = (
        Study.objects.visible_to(person)
        .order_by("title", "pk")
        .values_list("pk", "title", "question", "initiative_id", "initiative__title")
    )
    for pk, title, question, initiative_pk, where in rows[:MOST_READ]:
        href = reverse("studies:study_show", args=[initiative_pk, pk])
        yield f"{title} {question}", Hit(title, where, href)


def _reports(person: Person) -> Rows:
    rows = (
        Report.objects.visible_to(person)
        .order_by("title", "pk")
        .values_list("pk", "title", "summary", "initiative_id", "initiative__title")
    )
    for pk, title, summary, initiative_pk, where in rows[:MOST_READ]:
        href = reverse("reports:report_show", args=[initiative_pk, pk])
        yield f"{title} {summary}", Hit(title, where, href)


def _sheets(words: str) -> Found:
    sheets = toolbox.sheets(words=words)
    hits = [
        Hit(sheet.title, sheet.summary, reverse("toolbox:sheet_show", args=[sheet.slug]))
        for sheet in sheets[:MOST_SHOWN]
    ]
    return Found("toolbox", _("Sheets of the toolbox"), hits, len(sheets))


def _territories(words: str) -> Found:
    found = list(territories.search(words).select_related("parent")[: MOST_SHOWN * 10])
    hits = [
        Hit(place.name, str(place.level_name), reverse("territories:territory_show", args=[place.code]))
        for place in found[:MOST_SHOWN]
    ]
    return Found("territories", _("Territories"), hits, len(found))
