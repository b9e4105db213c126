"""What ties people to the applications of a call: organisations that apply, and what the records say."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Membership, Person
from miqyas_web.accounts.rules import roles_with
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import ApplicationState
from miqyas_web.funding.models import Application, Call, Grant
from miqyas_web.funding.rules.conflicts import DAYS_OF_A_YEAR, YEARS
from miqyas_web.studies.models import Study


@dataclass(slots=True)
class Tied:
    """An organisation that applies, alone or as a partner, and the applications that name it."""

    key: str
    name: str
    organisation_id: int | None
    applications: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Tie:
    """What the records say of one person and one application."""

    application_id: int
    person_id: int
    rule: str
    facts: dict[str, object]


def sent_applications(call: Call) -> "list[Application]":
    """Those that were sent, not withdrawn, and whose deadline is over, with their organisations and partners."""
    return list(
        call.applications.filter(sent_at__isnull=False, stage__closes_at__lte=clock.now())
        .exclude(state=ApplicationState.WITHDRAWN)
        .select_related("initiative__organisation")
        .prefetch_related("partners")
        .order_by("reference", "pk")
    )


def applications_by_organisation(call: Call) -> dict[str, Tied]:
    """Organisations by name, apart from what they ask: declaring ties tells nothing of which file is whose."""
    found: dict[str, Tied] = {}
    for application in sent_applications(call):
        organisation = application.initiative.organisation
        parties: list[tuple[str, str, int | None]] = [
            (f"o{organisation.pk}", organisation.name, organisation.pk),
            *(
                (f"o{each.organisation_id}" if each.organisation_id else f"p{each.pk}", each.name, each.organisation_id)
                for each in application.partners.all()
            ),
        ]  # fmt: skip
        for key, name, pk in parties:
            found.setdefault(key, Tied(key, name, pk)).applications.add(application.pk)
    return dict(sorted(found.items(), key=lambda pair: (pair[1].name.casefold(), pair[0])))


def people_watched(call: Call) -> set[int]:
    """Reviewers who have not left, and the funder's own people."""
    reviewers = call.reviewers.filter(left_at__isnull=True).values_list("person_id", flat=True)
    own = Membership.objects.filter(
        organisation=call.organisation, role__in=roles_with(Permission.READ)
    ).values_list("person_id", flat=True)
    return {*reviewers, *own}


def ties_in_records(call: Call, *, people: Iterable[int] | None = None) -> list[Tie]:
    """Membership, authorship, studies signed, grants of the last years; never names. Five queries whatever there is."""
    watched = people_watched(call) if people is None else set(people)
    by_organisation = [each for each in applications_by_organisation(call).values() if each.organisation_id]
    files: defaultdict[int, set[int]] = defaultdict(set)
    for each in by_organisation:
        files[each.organisation_id or 0] |= each.applications
    seats: defaultdict[int, set[int]] = defaultdict(set)
    for person_id, organisation_id in Membership.objects.filter(person__in=watched).values_list(
        "person_id", "organisation_id"
    ):
        seats[person_id].add(organisation_id)
    return [
        *_members(files, seats),
        *_authors(call, watched),
        *_signers(files, watched),
        *_granted(call, files, seats),
    ]


def _members(files: dict[int, set[int]], seats: dict[int, set[int]]) -> list[Tie]:
    return [
        Tie(application, person, "member", {"organisation": organisation})
        for person, held in sorted(seats.items())
        for organisation in sorted(held & set(files))
        for application in sorted(files[organisation])
    ]


def _authors(call: Call, watched: set[int]) -> list[Tie]:
    rows = call.applications.filter(
        sent_at__isnull=False, stage__closes_at__lte=clock.now(), created_by__in=watched
    )
    return [
        Tie(pk, person, "author", {}) for pk, person in rows.order_by("pk").values_list("pk", "created_by_id")
    ]


def _signers(files: dict[int, set[int]], watched: set[int]) -> list[Tie]:
    signed = (
        Study.objects.filter(created_by__in=watched, initiative__organisation__in=list(files))
        .order_by("pk")
        .values_list("created_by_id", "initiative__organisation_id", "pk")
    )
    found: dict[tuple[int, int], Tie] = {}
    for person, organisation, study in signed:
        for application in sorted(files[organisation]):
            found.setdefault((application, person), Tie(application, person, "study", {"study": study}))
    return list(found.values())


def _granted(call: Call, files: dict[int, set[int]], seats: dict[int, set[int]]) -> list[Tie]:
    """Grants between an applicant and another organisation of the person; the funder's own grants tie nobody."""
    since = clock.now() - timedelta(days=YEARS * DAYS_OF_A_YEAR)
    grants = (
        Grant.objects.filter(created_at__gte=since)
        .exclude(organisation=call.organisation)
        .values_list("pk", "organisation_id", "initiative__organisation_id")
        .order_by("pk")
    )
    found: dict[tuple[int, int], Tie] = {}
    for grant, giver, taker in grants:
        for person, held in sorted(seats.items()):
            for mine, theirs in ((giver, taker), (taker, giver)):
                if mine in held and theirs in files and theirs not in held:
                    for application in sorted(files[theirs]):
                        found.setdefault(
                            (application, person), Tie(application, person, "grant", {"grant": grant})
                        )
    return list(found.values())


def names_of(people: Iterable[int]) -> dict[int, str]:
    """Names by number."""
    return dict(Person.objects.filter(pk__in=set(people)).values_list("pk", "name"))
