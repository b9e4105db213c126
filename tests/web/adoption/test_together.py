"""Organisations together: ten at least, no difference that tells, nobody's own."""

from datetime import timedelta

import pytest

from miqyas_web.accounts.enums import OrganisationKind
from miqyas_web.adoption.models import Diagnostic
from miqyas_web.adoption.queries.together import peers_of, together
from miqyas_web.foundation import clock
from tests import web_cast
from tests.web.adoption.conftest import completed

pytestmark = pytest.mark.django_db
LAST_MONTH = timedelta(days=40)


@pytest.fixture
def lead(db):
    return web_cast.person("Nadia")


def neighbours(lead, n, *, kind=OrganisationKind.ASSOCIATION, region=None, size="1-5", level=3):
    """As many organisations, straight in the tables, completed before this month."""
    when = clock.now() - LAST_MONTH
    dimensions = ("describe", "indicators", "collect", "gauge", "use", "governance", "ethics")
    made = []
    for number in range(n):
        organisation = web_cast.organisation(f"Voisine {kind} {size} {number}", kind=kind)
        said = {
            "audience": "innovator",
            "version": "2026-1",
            "size": size,
            "region": region,
            "state": "complete",
        }
        people = {"started_by": lead, "started_at": when, "completed_by": lead, "completed_at": when}
        stands = dict.fromkeys(dimensions, level)
        made.append(Diagnostic.objects.create(organisation=organisation, standings=stands, **said, **people))
    return made


@pytest.mark.parametrize(("n", "names"), [(9, []), (10, 3), (11, 3)])
def test_nothing_is_shown_under_ten(lead, n, names):
    neighbours(lead, n)
    found = together("innovator")
    assert len(found.groups) == (names or 0)
    assert all(group.n == n for group in found.groups)


@pytest.mark.parametrize("n", [9, 10, 11])
def test_a_group_under_ten_hides_what_would_tell_it(lead, n):
    neighbours(lead, n, kind=OrganisationKind.COOPERATIVE)
    neighbours(lead, 20)
    named = {group.name: group.n for group in together("innovator").groups}
    is_told = n >= 10
    assert ("Coopérative" in named, "Association" in named) == (is_told, is_told)
    assert named["Toutes les organisations"] == n + 20


def test_this_month_does_not_count_yet(lead):
    neighbours(lead, 10)
    Diagnostic.objects.update(completed_at=clock.now())
    assert together("innovator").groups == []


def test_an_organisation_counts_once_by_its_latest(lead, tifawin, amina):
    neighbours(lead, 9)
    for days in (400, 40):
        diagnostic = completed(tifawin, amina, 2)
        Diagnostic.objects.filter(pk=diagnostic.pk).update(completed_at=clock.now() - timedelta(days=days))
    everyone = together("innovator").groups[0]
    assert everyone.n == 10


def test_audiences_are_never_mixed(lead):
    neighbours(lead, 12)
    assert together("funder").groups == []


def test_invented_organisations_do_not_count(lead):
    for diagnostic in neighbours(lead, 12):
        diagnostic.organisation.is_demonstration = True
        diagnostic.organisation.save()
    assert together("innovator").groups == []


def test_one_sees_ones_own_groups_only_and_where_one_stands(lead, tifawin, amina, region):
    neighbours(lead, 12, level=3)
    neighbours(lead, 12, kind=OrganisationKind.COOPERATIVE, region=region, size="6-20", level=4)
    diagnostic = completed(tifawin, amina, 2)
    groups = peers_of(diagnostic)
    assert [group.name for group in groups] == ["Toutes les organisations", "Association", "1 à 5 personnes"]
    cell = groups[1].cells[0]
    assert (cell.own, cell.spread.low, cell.spread.median, cell.spread.high) == (2, 3, 3, 3)


def test_a_dimension_that_concerns_fewer_than_ten_is_not_told(lead):
    made = neighbours(lead, 12)
    for diagnostic in made[:3]:
        diagnostic.standings["governance"] = None
        diagnostic.save()
    cells = {cell.name: cell.spread for cell in together("innovator").groups[0].cells}
    assert cells["S’organiser"] is None
    assert cells["Éthique et données personnelles"].n == 12


def test_the_page_is_for_everyone_signed_in_and_names_nobody(client, lead, salma):
    neighbours(lead, 12)
    client.force_login(salma)
    page = client.get("/diagnostic/together/").content.decode()
    assert "12 organisations" in page
    assert "Voisine" not in page
    assert (
        "Moins de dix organisations" in client.get("/diagnostic/together/?audience=funder").content.decode()
    )
    assert client.get("/diagnostic/together/?audience=absent").status_code == 200
