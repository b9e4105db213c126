"""IATI 2.03: what we write passes the standard's schema; what its rules refuse is not written."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from lxml import etree

from miqyas.errors import ActivityNotWritten
from miqyas.interchange.iati.activity import (
    Activity,
    Indicator,
    Kind,
    Money,
    Organisation,
    Period,
    Result,
    Transaction,
)
from miqyas.interchange.iati.writing import activities_xml, losses
from miqyas.types import LANGUAGES

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OURS = Organisation("XX-EXEMPLE-001", "Association Exemple", "24")
FUNDER = Organisation("XX-EXEMPLE-002", "Fondation Exemple", "60")
READING = Indicator(
    "lecture", {"fr": "Part des élèves qui lisent", "ar": "نسبة التلاميذ الذين يقرؤون"}, is_percentage=True,
    periods=(
        Period(
            date(2025, 9, 15), date(2026, 6, 30), 45.0, 42.5, {"fr": "n = 412 ; intervalle à 95 % : 37 à 47."},
            (("sexe", "filles"),),
        ),
    ),
    baseline=(2025, 31.0), uri="https://example.org/i/lecture",
)  # fmt: skip
ACTIVITY = Activity(
    identifier="XX-EXEMPLE-001-LECTURE", reporter=OURS,
    title={"fr": "Ateliers de lecture", "ar": "ورشات القراءة", "en": "Reading < workshops & more"},
    description={"fr": "Deux séances par semaine."}, funders=(FUNDER,), implementers=(OURS,), status="2",
    sectors=(("11220", 60.0), ("11230", 40.0)), planned=(date(2025, 9, 1), date(2026, 12, 31)),
    actual=(date(2025, 9, 15), None), places=(("07.041", "Al Haouz"),), goals=("4", "4.1"),
    budget=(date(2025, 9, 1), date(2026, 8, 31), 250_000.0),
    transactions=(
        Transaction(Money.COMMITMENT, date(2025, 9, 1), 250_000.0, FUNDER, OURS),
        Transaction(Money.DISBURSEMENT, date(2025, 10, 1), 1_234_567.25, FUNDER, OURS, {"fr": "Première tranche"}),
    ),
    results=(Result(Kind.OUTCOME, {"fr": "Les élèves lisent mieux"}, (READING,)),),
)  # fmt: skip


@pytest.fixture(scope="module")
def schema(shared_data):
    return etree.XMLSchema(etree.parse(shared_data / "standards/iati/xsd/iati-activities-schema.xsd"))


def test_a_full_activity_passes_the_schema_and_says_what_it_holds(schema):
    document = etree.fromstring(activities_xml([ACTIVITY], now=NOW).encode())
    schema.assertValid(document)
    titles = document.findall(".//iati-activity/title/narrative")
    assert [one.text for one in titles] == list(ACTIVITY.title.values())
    assert [one.get("{http://www.w3.org/XML/1998/namespace}lang") for one in titles] == [None, "ar", "en"]
    assert [one.text for one in document.findall(".//transaction/value")] == ["250000", "1234567.25"]
    assert document.find(".//actual").get("value") == "42.5"
    assert document.find(".//actual/comment/narrative").text.startswith("n = 412")
    assert document.find(".//indicator/reference").get("indicator-uri") == READING.uri
    assert [one.get("vocabulary") for one in document.findall(".//tag")] == ["2", "3"]


def test_the_least_activity_passes_too(schema):
    least = replace(
        ACTIVITY, planned=(None, None), places=(), goals=(), budget=None, transactions=(), results=(),
        sectors=(("11220", 100.0),), implementers=(),
    )  # fmt: skip
    schema.assertValid(etree.fromstring(activities_xml([least, ACTIVITY], now=NOW).encode()))


def test_the_schema_still_refuses_what_is_out_of_place(schema):
    document = etree.fromstring(activities_xml([ACTIVITY], now=NOW).encode())
    activity = document[0]
    activity.append(activity.find("title"))
    assert not schema.validate(document)


@pytest.mark.parametrize(("changed", "fact"), [
    ({"identifier": "XX-EXEMPLE-001"}, "iati-identifier"),
    ({"identifier": "XX-EXEMPLE-001-a/b"}, "iati-identifier"),
    ({"title": {"ar": "ورشات"}}, "title"),
    ({"description": {"fr": " "}}, "description"),
    ({"sectors": ()}, "sector"),
    ({"sectors": (("11220", 60.0),)}, "sector"),
    ({"funders": (), "implementers": ()}, "participating-org"),
    ({"planned": (None, None), "actual": (None, None)}, "activity-date"),
    ({"planned": (date(2026, 1, 1), date(2025, 1, 1))}, "planned"),
    ({"actual": (date(2027, 1, 1), None)}, "activity-date"),
    ({"status": "42"}, "activity-status"),
    ({"results": (Result(Kind.OUTPUT, {"fr": "r"}, (replace(READING, periods=(), baseline=None),)),)}, "lecture"),
    ({"results": (Result(Kind.OUTPUT, {"fr": "r"}, (replace(READING, baseline=(2025, float("nan"))),)),)}, "lecture"),
])  # fmt: skip
def test_what_the_rules_refuse_is_not_written(changed, fact):
    with pytest.raises(ActivityNotWritten) as refusal:
        activities_xml([replace(ACTIVITY, **changed)], now=NOW)
    assert refusal.value.facts["fact"] == fact


def test_what_is_lost_is_said_in_each_language():
    told = {losses(language) for language in LANGUAGES}
    assert len(told) == 3
    assert {len(one) for one in told} == {4}
