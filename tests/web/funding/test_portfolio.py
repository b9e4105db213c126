"""A funder's grants together: money by region and theme, outcomes added up as they may be, extracts and open data."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import etree
from openpyxl import load_workbook

from miqyas.interchange.giving.checking import check_package
from miqyas.interchange.iati.activity import Money
from miqyas_web.accounts.enums import OrganisationKind, Role
from miqyas_web.foundation import clock
from miqyas_web.funding.actions import claims, payments
from miqyas_web.funding.actions.portfolio import show_portfolio
from miqyas_web.funding.demonstration.following import SHOWN
from miqyas_web.funding.enums import GrantState, PayRule
from miqyas_web.funding.models import Grant
from miqyas_web.funding.queries.portfolio import portfolio_of
from miqyas_web.funding.queries.rules_seen import rules_seen
from miqyas_web.funding.science import iati
from miqyas_web.indicators.enums import Aggregation
from miqyas_web.indicators.models import Indicator
from tests import web_cast
from tests.web.funding import situations
from tests.web.funding import situations_following as along
from tests.web.funding.situations_granting import two_regions

pytestmark = pytest.mark.django_db
SAID = {"is_public": True, "text": {"fr": "Le fonds paie l'eau."}, "iati_ref": "", "sectors": {}}


@pytest.fixture
def funder():
    return situations.a_funder()


@pytest.fixture
def hajar(funder):
    return situations.lead_of(funder)


@pytest.fixture
def pair(amina, tifawin, funder):
    """Two grants under way, in two regions and two themes; a third is still a draft."""
    regions = two_regions()
    made = [
        along.an_active_grant(
            amina, tifawin, reference=f"G-{code}", funder=funder, theme=theme, region=regions[code]
        )
        for code, theme in (("01", "water"), ("02", "school"))
    ]
    along.a_grant(amina, tifawin, reference="G-draft", funder=funder)
    return made


def indicator_of(grant):
    return grant.milestones.get(rule=PayRule.THRESHOLD).indicator


def paid(grant, measure, hajar):
    payment = payments.propose_payment(
        milestone=grant.milestones.get(rule=PayRule.THRESHOLD), measurement=measure, by=hajar
    )
    payments.settle_payment(payment=payment, is_approved=True, reason="", by=hajar)
    return payments.pay(payment=payment, paid_on=clock.today(), bank_reference="", by=hajar)


def yesterday():
    return clock.today() - timedelta(days=1)


def test_money_by_region_and_theme(pair, amina, hajar, funder):
    first, second = pair
    paid(first, along.a_measure(indicator_of(first), 70, half=3, by=amina, day=yesterday()), hajar)
    claim = along.a_claim(second, amina, along.an_expense(second), along.an_expense(second, number="2"))
    claims.answer_receipt(receipt=along.receipt_of(claim, 1), to="refused", answer="Hors projet.", by=hajar)
    found = portfolio_of(funder)
    total = found.total
    assert (total.n, total.committed_mad, total.paid_mad, total.claimed_mad) == (
        2,
        400_000,
        120_000,
        Decimal(12_400),
    )
    by_region = {
        share.key: (share.money.n, share.money.paid_mad, share.money.claimed_mad) for share in found.by_region
    }
    assert by_region == {"01": (1, 120_000, 0), "02": (1, 0, Decimal(12_400))}
    assert {share.key: share.money.committed_mad for share in found.by_theme} == {
        "water": 200_000,
        "school": 200_000,
    }


def test_outcomes_are_added_up_as_declared_and_what_cannot_be_says_so(pair, amina, funder):
    first, second = pair
    for grant, value in ((first, 60), (second, 80)):
        along.a_measure(indicator_of(grant), value, half=3, by=amina, day=yesterday())
    (row,) = portfolio_of(funder).outcomes
    # A ratio of sums needs its numerators: two shares are not added.
    assert (row.rolled.n_parts, row.rolled.total.value) == (2, "")
    assert row.rolled.total.refusal
    assert (list(row.levels), row.n_unestablished) == ([], 2)
    Indicator.objects.update(aggregation=Aggregation.SUM, unit="ménages")
    (row,) = portfolio_of(funder).outcomes
    assert row.rolled.total.value == "140"


def test_persons_are_bounded_not_added(pair, amina, funder):
    Indicator.objects.update(aggregation=Aggregation.DISTINCT_PERSONS, unit="personnes")
    for grant, value in zip(pair, (60, 80), strict=True):
        along.a_measure(indicator_of(grant), value, half=None, by=amina, day=yesterday())
    (row,) = portfolio_of(funder).outcomes
    assert (row.rolled.persons.low, row.rolled.persons.high) == ("80", "140")


def test_a_rule_is_seen_against_what_was_measured_later(pair, amina, hajar, funder):
    first, second = pair
    paid(first, along.a_measure(indicator_of(first), 70, half=3, by=amina, day=yesterday()), hajar)
    paid(second, along.a_measure(indicator_of(second), 61, half=5, by=amina, day=yesterday()), hajar)
    (seen,) = rules_seen(funder)
    assert (seen.n, seen.n_known) == (2, 0)
    along.a_measure(indicator_of(first), 52, half=2, by=amina, day=clock.today())
    along.a_measure(indicator_of(second), 66, half=2, by=amina, day=clock.today())
    (seen,) = rules_seen(funder)
    assert (seen.n, seen.n_known, seen.n_false_pay, seen.n_false_refuse) == (2, 2, 1, 1)


def test_the_desk_is_for_members_and_the_public_page_for_all_once_it_is_open(
    pair, amina, hajar, funder, salma, client
):
    desk, page = (reverse(f"funding:portfolio_{name}", args=[funder.pk]) for name in ("show", "read"))
    files = [
        reverse("funding:portfolio_open", args=[funder.pk, name])
        for name in ("grants.csv", "360giving.json", "iati.xml")
    ]
    assert {client.get(address).status_code for address in (page, *files)} == {404}
    for person in (amina, salma):
        client.force_login(person)
        assert client.get(desk).status_code == 404
    client.force_login(hajar)
    assert client.get(desk).status_code == 200
    edit = reverse("funding:portfolio_edit", args=[funder.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"is_public": "on", "iati_ref": "no spaces/here"}).status_code == 422
    assert (
        client.post(
            edit, {"is_public": "on", "text_fr": "Le fonds paie l'eau.", "iati_ref": "MA-COA-12"}
        ).status_code
        == 302
    )
    client.logout()
    for language, word in (("fr", "Engagé"), ("ar", "الملتزم به"), ("en", "Committed")):
        said = client.get(page, headers={"accept-language": language}).content.decode()
        assert word in said
        assert "Le fonds paie l" in said
    assert {client.get(address).status_code for address in files} == {200}
    assert client.get(reverse("funding:portfolio_open", args=[funder.pk, "secrets.txt"])).status_code == 404


def test_a_contributor_does_not_open_the_page(pair, funder, client):
    driss = web_cast.member("Driss", funder, role=Role.READER)
    client.force_login(driss)
    assert client.get(reverse("funding:portfolio_edit", args=[funder.pk])).status_code == 409


def test_an_empty_portfolio_says_what_would_stand_there(funder, hajar, client):
    client.force_login(hajar)
    said = client.get(
        reverse("funding:portfolio_show", args=[funder.pk]), headers={"accept-language": "en"}
    ).content.decode()
    assert "No grant is agreed yet" in said
    for name in ("360giving.json", "iati.xml"):
        assert client.get(reverse("funding:portfolio_export", args=[funder.pk, name])).status_code == 409
    assert (
        client.get(reverse("funding:portfolio_export", args=[funder.pk, "grants.csv"])).content
        == b"\xef\xbb\xbf"
    )


def test_the_extract_runs_nothing_and_says_every_grant(pair, funder, hajar, client):
    Grant.objects.filter(reference="G-01").update(title="=cmd|' /C calc'!A0")
    client.force_login(hajar)
    address = reverse("funding:portfolio_export", args=[funder.pk, "grants.csv"])
    rows = list(csv.reader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["G-01", "G-02"]
    assert rows[1][1] == "'=cmd|' /C calc'!A0"
    assert rows[1][8] == "200000.00"
    book = load_workbook(io.BytesIO(client.get(address.replace(".csv", ".xlsx")).content))
    cell = book.active.cell(row=2, column=2)
    assert (cell.value, cell.data_type) == ("=cmd|' /C calc'!A0", "s")


def test_iati_passes_the_schema_of_the_standard_and_says_money_and_results(
    pair, amina, hajar, funder, client, shared_data
):
    first, _second = pair
    paid(first, along.a_measure(indicator_of(first), 70, half=3, by=amina, day=yesterday()), hajar)
    show_portfolio(
        organisation=funder, said=SAID | {"iati_ref": "MA-COA-12", "sectors": {"water": "14030"}}, by=hajar
    )
    client.force_login(hajar)
    text = client.get(reverse("funding:portfolio_export", args=[funder.pk, "iati.xml"])).content
    document = etree.fromstring(text)
    etree.XMLSchema(etree.parse(shared_data / "standards/iati/xsd/iati-activities-schema.xsd")).assertValid(
        document
    )
    water, school = document.findall("iati-activity")
    assert water.findtext("iati-identifier") == f"MA-COA-12-{first.pk}"
    assert [one.get("code") for one in (water.find("sector"), school.find("sector"))] == ["14030", "43010"]
    money = [
        (one.find("transaction-type").get("code"), one.findtext("value"))
        for one in water.findall("transaction")
    ]
    assert money == [("2", "200000"), ("3", "120000")]
    assert [water.find(f".//{name}").get("value") for name in ("target", "actual")] == ["60", "70"]
    assert school.find(".//actual") is None
    assert water.find(".//comment/narrative").text.startswith(str(yesterday()))


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("codelists_nonembedded/OrganisationType", {*iati.TYPES.values(), iati.OTHER}),
        ("codelists_nonembedded/Sector", {iati.MULTISECTOR, *SHOWN["sectors"].values()}),
        ("codelists_embedded/TransactionType", {one.value for one in Money}),
        ("codelists_embedded/ActivityStatus", {"1", "2", "4"}),
    ],
)
def test_the_codes_we_write_stand_in_the_lists_of_the_standard(shared_data, name, codes):
    """The schema checks no code."""
    held = etree.parse(shared_data / f"standards/iati/{name}.xml")
    assert codes <= {one.text for one in held.findall(".//codelist-item/code")}


def test_a_grant_that_the_standard_refuses_is_told_not_written(pair, hajar, funder, client):
    """Agreed in the future: no transaction may be dated so."""
    Grant.objects.filter(reference="G-01").update(agreed_by_grantee_at=clock.now() + timedelta(days=3))
    client.force_login(hajar)
    answer = client.get(reverse("funding:portfolio_export", args=[funder.pk, "iati.xml"]))
    assert answer.status_code == 422
    assert b"<iati-activit" not in answer.content


def test_a_grant_agreed_past_midnight_in_morocco_is_told_of_that_day(
    pair, hajar, funder, client, monkeypatch
):
    """It is still the day before in UTC."""
    late = datetime(2031, 11, 23, 23, 9, tzinfo=UTC)
    Grant.objects.update(agreed_by_funder_at=late, agreed_by_grantee_at=late)
    monkeypatch.setattr(clock, "now", lambda: late + timedelta(minutes=20))
    client.force_login(hajar)
    pages = {
        name: reverse("funding:portfolio_export", args=[funder.pk, name])
        for name in ("iati.xml", "360giving.json")
    }
    document = etree.fromstring(client.get(pages["iati.xml"]).content)
    assert {one.get("iso-date") for one in document.iter("transaction-date")} == {"2031-11-24"}
    grants = json.loads(client.get(pages["360giving.json"]).content)["grants"]
    assert {one["awardDate"] for one in grants} == {"2031-11-24"}


def test_an_individual_is_named_nowhere_in_what_is_open(pair, hajar, funder, tifawin, client):
    tifawin.kind, tifawin.name = OrganisationKind.INDIVIDUAL, "Zahra Secrète"
    tifawin.save()
    Grant.objects.update(title="Le four de Zahra Secrète")
    show_portfolio(organisation=funder, said=SAID, by=hajar)
    for name in ("grants.csv", "grants.xlsx", "360giving.json", "iati.xml", ""):
        address = f"/funders/{funder.pk}/{name}"
        answer = client.get(address)
        assert answer.status_code == 200
        if name.endswith(".xlsx"):
            cells = [
                cell.value
                for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows()
                for cell in row
            ]
            assert not any("Zahra" in str(cell) for cell in cells)
        else:
            assert "Zahra" not in answer.content.decode()
    assert check_package(json.loads(client.get(f"/funders/{funder.pk}/360giving.json").content)) == ()
    client.force_login(hajar)
    assert (
        "Zahra"
        in client.get(reverse("funding:portfolio_export", args=[funder.pk, "grants.csv"])).content.decode()
    )


def test_the_desk_costs_the_same_with_more_grants(pair, amina, tifawin, hajar, funder, client):
    client.force_login(hajar)
    page = reverse("funding:portfolio_show", args=[funder.pk])
    measured = [along.a_measure(indicator_of(grant), 70, half=3, by=amina, day=yesterday()) for grant in pair]
    paid(pair[0], measured[0], hajar)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for number in range(4):
        more = along.an_active_grant(amina, tifawin, reference=f"M-{number}", funder=funder, theme="work")
        paid(more, along.a_measure(indicator_of(more), 70, half=3, by=amina, day=yesterday()), hajar)
        assert more.state == GrantState.ACTIVE
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few)
