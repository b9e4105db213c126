"""A call whose applications are read: eight of them, scores and amounts invented, in two regions."""

from decimal import Decimal

from miqyas_web.foundation import clock
from miqyas_web.funding.enums import AssignmentState
from miqyas_web.funding.models import Application, Assignment, Call, Review
from miqyas_web.territories.models import Territory
from tests.web.funding import situations

# Theory, team, cost (levels 1, 3, 5), amount asked, region.
FILES = (
    ((5, 5, 5), 300_000, "01"),
    ((5, 3, 3), 250_000, "01"),
    ((3, 5, 3), 200_000, "02"),
    ((3, 3, 3), 150_000, "02"),
    ((3, 3, 5), 250_000, "01"),
    ((5, 5, 3), 200_000, "01"),
    ((1, 5, 5), 100_000, "02"),
    ((3, 3, 1), 100_000, "02"),
)


def two_regions() -> dict[str, Territory]:
    """The country and two invented regions of it."""
    country, _ = Territory.objects.get_or_create(
        code="ma", defaults={"level": "country", "name_fr": "Maroc", "name_ar": "المغرب", "edition": "test"}
    )
    return {
        code: Territory.objects.get_or_create(
            code=code,
            defaults={
                "level": "region",
                "name_fr": f"Région {code}",
                "name_ar": f"جهة {code}",
                "parent": country,
                "edition": "test",
            },
        )[0]
        for code in ("01", "02")
    }


def a_review(assignment: Assignment, levels: tuple[int, ...], **fields) -> Review:
    """A review sent, one level for each criterion of the usual grid."""
    keys = [one["key"] for one in assignment.stage.grid.content["criteria"]]
    scores = {key: {"level": level, "comment": ""} for key, level in zip(keys, levels, strict=True)}
    assignment.state = AssignmentState.SENT
    assignment.save()
    return Review.objects.create(
        assignment=assignment,
        **{"scores": scores, "sent_at": clock.now(), "first": {"scores": scores}} | fields,
    )


def a_read_call(files=FILES, **fields) -> Call:
    """A call past its deadline, each application read by two people who agree."""
    limits = {
        "value": "score_amount",
        "floors": [{"by": "region", "value": "02", "amount_mad": "200000.00"}],
        "caps": [{"by": "theme", "value": "water", "amount_mad": "900000.00"}],
        "most_per_applicant": 1,
    }
    call = situations.a_call(
        **{"budget_mad": Decimal(1_000_000), "reserve_mad": Decimal(200_000), "limits": limits} | fields
    )
    regions = two_regions()
    readers = [situations.a_reviewer(call, name) for name in ("Rachid", "Zineb")]
    for levels, asked, region in files:
        application = situations.a_sent_application(call, asked_mad=Decimal(asked), region=regions[region])
        for reader in readers:
            a_review(situations.an_assignment(reader, application), levels)
    return call


def the_application(call: Call, number: int) -> Application:
    """The application of that number in `FILES`, from 1."""
    return call.applications.get(reference=f"2026-{number:03d}")
