"""Totals over several initiatives: lawful or refused, opened to their parts, nothing of others leaked."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.indicators import actions
from miqyas_web.indicators.actions.portfolios import (
    PortfolioSaid,
    create_portfolio,
    delete_portfolio,
    edit_portfolio,
)
from miqyas_web.indicators.enums import Aggregation, Direction, MeasurementState
from miqyas_web.indicators.models import Portfolio
from miqyas_web.indicators.queries.rollups import initiatives_in, rollup_of
from miqyas_web.indicators.rules.workflow import MeasureSaid
from miqyas_web.initiatives.models import Initiative
from miqyas_web.territories.models import Territory, TerritoryFigure
from miqyas_web.theories.models import Node, Theory
from tests import web_cast

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture
def made(db):
    """Make an initiative with one indicator and one approved measure."""

    def made(of, by, title, *, place=None, measure=None, **sheet):
        initiative = Initiative.objects.create(organisation=of, title=title, created_by=by)
        if place is not None:
            initiative.territories.add(place)
        theory = Theory.objects.create(initiative=initiative)
        node = Node.objects.create(theory=theory, level="outcome", title="Des jeunes sont formés")
        said = {
            "node": node, "name": "Jeunes formés", "definition": "…", "unit": "personnes",
            "direction": Direction.INCREASE, "aggregation": Aggregation.SUM,
        }  # fmt: skip
        indicator = actions.create_indicator(initiative=initiative, sheet=said | sheet, by=by)
        if measure is not None:
            approve(indicator, by, **measure)
        return initiative

    return made


def approve(indicator, by, *, day=date(2026, 6, 30), value=None, **figures):
    said = MeasureSaid(date=day, value=None if value is None else Decimal(value), **figures)
    measurement = actions.record_measurement(indicator=indicator, said=said, by=by)
    for to in (MeasurementState.SUBMITTED, MeasurementState.APPROVED):
        actions.move_measurement(measurement=measurement, to=to, by=by)
    return measurement


def all_of(person, **options):
    return rollup_of(Initiative.objects.all(), person, as_of=TODAY, **options)


def test_a_sum_is_added_and_opened_to_its_parts(made, tifawin, amina):
    made(tifawin, amina, "Aït Ourir", measure={"value": 120})
    made(tifawin, amina, "Tighdouine", measure={"value": 80})
    made(tifawin, amina, "Touama")
    (row,) = all_of(amina).rows
    assert (row.total.part.value, row.n_parts, row.n_without) == (200, 2, 1)
    (own,) = row.organisations
    assert [part.initiative.title for part in own.parts] == ["Aït Ourir", "Tighdouine", "Touama"]


def test_shares_are_a_ratio_of_sums_and_carry_an_interval(made, tifawin, amina):
    share = {"unit": "%", "aggregation": Aggregation.RATIO_OF_SUMS, "name": "Part des présents"}
    for title, above, below in (("A", 5, 10), ("B", 18, 90)):
        made(
            tifawin,
            amina,
            title,
            measure={"numerator": Decimal(above), "denominator": Decimal(below)},
            **share,
        )
    (row,) = all_of(amina).rows
    assert row.total.part.value == pytest.approx(23)
    assert row.total.low < row.total.value < row.total.high


@pytest.mark.parametrize("aggregation", [Aggregation.MEAN, Aggregation.MEDIAN, Aggregation.LAST_VALUE])
def test_a_total_the_declaration_forbids_is_refused_with_its_reason(made, tifawin, amina, aggregation):
    for title in "AB":
        made(tifawin, amina, title, measure={"value": 3}, aggregation=aggregation)
    (row,) = all_of(amina).rows
    assert row.total.part is None
    assert len(row.total.refusal) > 40


@pytest.mark.parametrize("changes", [{"unit": "groupes"}, {"aggregation": Aggregation.MAXIMUM}])
def test_figures_declared_otherwise_are_not_put_together(made, tifawin, amina, changes):
    made(tifawin, amina, "A", measure={"value": 3})
    made(tifawin, amina, "B", measure={"value": 4}, **changes)
    (row,) = all_of(amina).rows
    assert row.total.part is None
    assert row.total.refusal


def test_the_sheet_of_the_catalogue_makes_one_of_two_names(made, tifawin, amina):
    made(tifawin, amina, "A", measure={"value": 3}, catalogue_key="young-trained", name="Formés")
    made(
        tifawin, amina, "B", measure={"value": 4}, catalogue_key="young-trained", name="Jeunes formés en 2026"
    )
    assert [row.total.part.value for row in all_of(amina).rows] == [7]


@pytest.fixture
def ourika(db):
    country = Territory.objects.filter(parent=None).first() or Territory.objects.create(
        code="MA", level="country", name_fr="Maroc", name_ar="المغرب", edition="t"
    )
    return Territory.objects.create(
        code="T-1", level="region", name_fr="Ourika", name_ar="أوريكا", edition="t", parent=country
    )


def test_distinct_persons_are_bounded_then_estimated_by_what_is_known(made, tifawin, amina, ourika):
    distinct = {"aggregation": Aggregation.DISTINCT_PERSONS}
    made(tifawin, amina, "A", measure={"value": 120}, place=ourika, **distinct)
    made(tifawin, amina, "B", measure={"value": 80}, place=ourika, **distinct)
    (row,) = all_of(amina).rows
    assert row.total.part is None
    assert (row.persons.low, row.persons.high, row.persons.estimate) == ("120", "200", "")
    assert row.shared_places == [(ourika.name, ["A", "B"])]
    (row,) = all_of(amina, overlap_share=Decimal("0.3")).rows
    assert (row.persons.estimate, row.persons.double_counts) == ("170", "30")
    TerritoryFigure.objects.create(territory=ourika, key="population", year=2024, value=1000, source="RGPH")
    (row,) = all_of(amina).rows
    assert (row.persons.estimate, row.persons.is_by_place) == ("190", True)


def test_what_one_may_not_see_is_counted_and_never_told(client, made, tifawin, amina, salma, ourika):
    theirs = salma.memberships.get().organisation
    made(tifawin, amina, "À nous", measure={"value": 3}, place=ourika)
    made(theirs, salma, "Secret de Salma", measure={"value": 4000}, place=ourika)
    found = rollup_of(initiatives_in(ourika), amina, as_of=TODAY)
    assert (found.n_initiatives, found.n_withheld) == (1, 1)
    assert [row.total.part.value for row in found.rows] == [3]
    client.force_login(amina)
    page = client.get(reverse("rollups:rollup_territory", args=[ourika.code])).content.decode()
    assert "Secret" not in page
    assert "4 000" not in page.replace("\u202f", " ")
    assert client.get(reverse("rollups:rollup_organisation", args=[theirs.pk])).status_code == 404


def test_only_approved_measures_up_to_the_day_count(made, tifawin, amina):
    initiative = made(tifawin, amina, "A", measure={"value": 3, "day": date(2025, 6, 30)})
    indicator = initiative.theory.nodes.get().indicators.get()
    approve(indicator, amina, value=9, day=date(2026, 6, 30))
    actions.record_measurement(
        indicator=indicator, said=MeasureSaid(date=date(2026, 9, 30), value=Decimal(50)), by=amina
    )
    values = [
        rollup_of(Initiative.objects.all(), amina, as_of=day).rows[0].total.part
        for day in (date(2024, 1, 1), date(2025, 12, 31), TODAY)
    ]
    assert [part and part.value for part in values] == [None, 3, 9]


def test_one_organisation_after_the_other_has_its_own_total(made, tifawin, amina):
    second = web_cast.organisation("Coopérative Ifri")
    web_cast.Membership.objects.create(organisation=second, person=amina, role=Role.LEAD)
    made(tifawin, amina, "A", measure={"value": 3})
    made(second, amina, "B", measure={"value": 4})
    made(second, amina, "C", measure={"value": 5})
    (row,) = all_of(amina).rows
    assert row.total.part.value == 12
    assert [(own.organisation.name, own.total.part.value) for own in row.organisations] == [
        ("Association Tifawin", 3),
        ("Coopérative Ifri", 9),
    ]


def said(*initiatives, **changes):
    given = {"name": "Programme Haouz", "purpose": "", "overlap_share": None, "overlap_source": ""}
    return PortfolioSaid(initiatives=initiatives, **given | changes)


def test_a_portfolio_holds_only_what_its_author_may_see(made, tifawin, amina, salma):
    ours = made(tifawin, amina, "A", measure={"value": 3})
    theirs = made(salma.memberships.get().organisation, salma, "B")
    with pytest.raises(Refused):
        create_portfolio(organisation=tifawin, said=said(ours, theirs), by=amina)
    portfolio = create_portfolio(organisation=tifawin, said=said(ours), by=amina)
    with pytest.raises(Unfit):
        create_portfolio(organisation=tifawin, said=said(ours), by=amina)
    with pytest.raises(Refused):
        delete_portfolio(portfolio=portfolio, by=salma)
    assert list(portfolio.initiatives.all()) == [ours]


def test_changing_a_portfolio_keeps_what_one_may_not_see(made, tifawin, amina, salma):
    ours, others = made(tifawin, amina, "A"), made(tifawin, amina, "C")
    theirs = made(salma.memberships.get().organisation, salma, "B")
    portfolio = create_portfolio(organisation=tifawin, said=said(ours), by=amina)
    portfolio.initiatives.add(theirs)
    edit_portfolio(portfolio=portfolio, said=said(others), by=amina)
    assert set(portfolio.initiatives.all()) == {others, theirs}
    assert rollup_of(portfolio.initiatives.all(), amina, as_of=TODAY).n_withheld == 1


def test_a_share_of_overlap_goes_with_its_source(made, tifawin, amina):
    ours = made(tifawin, amina, "A")
    for changes in ({"overlap_share": Decimal("0.2")}, {"overlap_source": "Enquête"}):
        with pytest.raises(Unfit):
            create_portfolio(organisation=tifawin, said=said(ours, **changes), by=amina)
    assert Portfolio.objects.count() == 0


def test_a_portfolio_by_its_pages(client, made, tifawin, amina, youssef, salma):
    ours = made(tifawin, amina, "A", measure={"value": 3})
    client.force_login(amina)
    create = reverse("rollups:portfolio_create")
    sent = {"organisation": tifawin.pk, "name": "Haouz", "initiatives": [ours.pk]}
    assert client.get(create).status_code == 200
    assert client.post(create, sent | {"initiatives": []}).status_code == 422
    page = client.post(create, sent).url
    assert "A" in client.get(page, {"as_of": "2026-12-01"}).content.decode()
    portfolio = Portfolio.objects.get()
    edit = reverse("rollups:portfolio_edit", args=[portfolio.pk])
    changed = {
        "name": "Al Haouz",
        "initiatives": [ours.pk],
        "overlap_share": "12,5",
        "overlap_source": "Liste",
    }
    client.post(edit, changed)
    portfolio.refresh_from_db()
    assert (portfolio.name, portfolio.overlap_share) == ("Al Haouz", Decimal("0.125"))
    away = reverse("rollups:portfolio_delete", args=[portfolio.pk])
    client.force_login(youssef)
    assert [client.get(page).status_code, client.get(edit).status_code] == [200, 409]
    client.post(away)
    client.force_login(salma)
    assert [client.get(page).status_code, client.get(edit).status_code] == [404, 404]
    assert client.post(away).status_code == 404
    assert Portfolio.objects.count() == 1
    client.force_login(amina)
    client.post(away)
    assert (Portfolio.objects.count(), Initiative.objects.count()) == (0, 1)


def test_totals_cost_the_same_for_one_and_four(client, made, tifawin, amina, ourika):
    client.force_login(amina)
    made(tifawin, amina, "A", measure={"value": 3}, place=ourika)
    pages = [
        reverse("rollups:rollup_list"),
        reverse("rollups:rollup_organisation", args=[tifawin.pk]),
        reverse("rollups:rollup_territory", args=[ourika.code]),
    ]
    first = [web_cast.queries_of(client, page) for page in pages]
    for number in range(3):
        second = web_cast.organisation(f"Coopérative {number}")
        web_cast.Membership.objects.create(organisation=second, person=amina, role=Role.LEAD)
        made(
            second,
            amina,
            f"B{number}",
            measure={"value": 4},
            place=ourika,
            aggregation=Aggregation.DISTINCT_PERSONS,
        )
        made(tifawin, amina, f"C{number}", measure={"value": 4}, place=ourika, name=f"Autre {number}")
    assert [web_cast.queries_of(client, page) for page in pages] == first
