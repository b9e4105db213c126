"""The diagnostics of the organisations a person belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q
from django.urls import reverse

from miqyas_web.accounts.enums import Permission, Role
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import organisations_of, permissions_in
from miqyas_web.accounts.rules import ROLES
from miqyas_web.adoption import rules, science
from miqyas_web.adoption.enums import DiagnosticState
from miqyas_web.adoption.models import Answer, Diagnostic, DiagnosticQuerySet
from miqyas_web.adoption.science import reading
from miqyas_web.foundation import clock
from miqyas_web.initiatives.models import Initiative
from miqyas_web.ui.navigation import StepItem


def diagnostics_visible_to(person: Person) -> DiagnosticQuerySet:
    """Those of the person's organisations, with what every page shows of them."""
    return Diagnostic.objects.visible_to(person).select_related(
        "organisation", "region", "started_by", "completed_by"
    )


def may_answer(diagnostic: Diagnostic, person: Person) -> bool:
    return Permission.DESCRIBE in permissions_in(diagnostic.organisation, person)


def answers_of(diagnostic: Diagnostic) -> list[Answer]:
    """Its answers with who gave them, in the order of the questions."""
    asked = science.questionnaire_of(diagnostic)
    places = {item.key: place for place, item in enumerate(asked.items)}
    held = diagnostic.answers.select_related("answered_by")
    return sorted(held, key=lambda answer: places[answer.item])


@dataclass(frozen=True, slots=True)
class Screen:
    """One dimension of an open diagnostic: how far it is."""

    key: str
    name: str
    says: str
    n_items: int
    n_given: int

    @property
    def status(self) -> str:
        if self.n_given == self.n_items:
            return "done"
        return "started" if self.n_given else "empty"


def screens_of(diagnostic: Diagnostic, answers: Sequence[Answer]) -> list[Screen]:
    """The screens in order."""
    asked, language = science.questionnaire_of(diagnostic), science.page_language()
    given = {answer.item for answer in answers if answer.is_given}
    return [
        Screen(
            key=dimension.key,
            name=dimension.names[language],
            says=dimension.says[language],
            n_items=len(items := asked.items_of(dimension.key)),
            n_given=sum(item.key in given for item in items),
        )
        for dimension in asked.dimensions
    ]


def step_items(diagnostic: Diagnostic, screens: Sequence[Screen]) -> list[StepItem]:
    """The screens for the component ``steps``."""
    return [
        StepItem(
            each.key,
            each.name,
            reverse("adoption:dimension_edit", args=[diagnostic.pk, each.key]),
            each.status,
        )
        for each in screens
    ]


def before(diagnostic: Diagnostic) -> Diagnostic | None:
    """The one completed before it by the same organisation for the same audience."""
    if diagnostic.completed_at is None:
        return None
    earlier = Diagnostic.objects.complete().filter(
        organisation=diagnostic.organisation_id,
        audience=diagnostic.audience,
        completed_at__lt=diagnostic.completed_at,
    )
    return earlier.prefetch_related("answers").order_by("-completed_at").first()


def result_of(diagnostic: Diagnostic) -> reading.Result:
    """What a completed diagnostic says, in the language of the page."""
    earlier = before(diagnostic)
    # The initiative last worked on: the screens of the path open on it.
    last = Initiative.objects.filter(organisation=diagnostic.organisation_id).order_by("-changed_at")
    return reading.result_of(
        diagnostic,
        answers_of(diagnostic),
        before=earlier,
        answers_before=earlier.answers.all() if earlier else (),
        initiative=last.values_list("pk", flat=True).first(),
    )


@dataclass(frozen=True, slots=True)
class Seat:
    """One organisation of the person: its open diagnostics, its completed ones, what they may do."""

    organisation: Organisation
    may_answer: bool
    open: list[Diagnostic]
    complete: list[Diagnostic]

    @property
    def pk_text(self) -> str:
        return str(self.organisation.pk)

    @property
    def last(self) -> Diagnostic | None:
        return self.complete[0] if self.complete else None

    @property
    def is_due(self) -> bool:
        """Whether nothing is open and it is time to take stock, for the first time or again."""
        if self.open:
            return False
        when = self.last.completed_at if self.last else None
        return when is None or rules.is_due_again(when, clock.now())


def seats_of(person: Person) -> list[Seat]:
    """Every organisation of the person, by name: two queries."""
    given = Count("answers", filter=Q(answers__answered_at__isnull=False))
    held = Diagnostic.objects.annotate(n_given=given, n_items=Count("answers")).order_by(
        "-completed_at", "-pk"
    )
    seats = []
    organisations = organisations_of(person).prefetch_related(Prefetch("diagnostics", held, to_attr="held"))
    for organisation in organisations:
        mine: list[Diagnostic] = organisation.held
        seats.append(
            Seat(
                organisation,
                Permission.DESCRIBE in ROLES[Role(organisation.role)].permissions,
                [each for each in mine if each.state == DiagnosticState.OPEN],
                [each for each in mine if each.state == DiagnosticState.COMPLETE],
            )
        )
    return seats


@dataclass(frozen=True, slots=True)
class Time:
    """One completed diagnostic in a history: level by dimension."""

    diagnostic: Diagnostic
    cells: list[tuple[str, reading.Grade]]


@dataclass(frozen=True, slots=True)
class History:
    """The times an organisation took stock for one audience, the latest first."""

    audience: str
    names: list[str]
    times: list[Time]


def histories_of(organisation: Organisation) -> list[History]:
    """One history by audience. One query."""
    held = organisation.diagnostics.complete().order_by("-completed_at")
    by_audience: dict[str, list[Diagnostic]] = {}
    for diagnostic in held:
        by_audience.setdefault(diagnostic.audience, []).append(diagnostic)
    language = science.page_language()
    found = []
    for times in by_audience.values():
        dimensions = science.questionnaire_of(times[0]).dimensions
        found.append(
            History(
                audience=times[0].get_audience_display(),
                names=[dimension.names[language] for dimension in dimensions],
                times=[
                    Time(
                        each,
                        [
                            (one.names[language], reading.grade(each, each.standings.get(one.key)))
                            for one in dimensions
                        ],
                    )
                    for each in times
                ],
            )
        )
    return found
