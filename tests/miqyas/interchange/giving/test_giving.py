"""360Giving: the standard's own schema, a foundation's real file with published sums, what must be refused, round trips."""

import csv
import io
import json
import re
from datetime import date

import numpy as np
import openpyxl
import pytest

from miqyas.errors import GrantsNotWritten, GrantsUnreadable
from miqyas.interchange.giving.checking import EXPECTED, SENTENCES, check_package
from miqyas.interchange.giving.fields import NULLABLE, OBJECTS, PATTERNS, REQUIRED
from miqyas.interchange.giving.sheets import package_csv, package_rows, package_workbook, read_rows
from miqyas.interchange.giving.writing import Grant, Paid, Party, Place, losses, package_of, package_text
from miqyas.types import LANGUAGES

FUNDER = Party("360G-exemple", "Fondation Exemple")


def grant(number=1, **changed):
    told = {
        "id": f"360G-exemple-{number}", "title": "=Lecture", "description": "Deux séances par semaine.",
        "awarded": 250_000, "award_day": date(2026, 3, 1), "funder": FUNDER,
        "recipient": Party("360G-exemple-org-7", "Association Exemple"), "asked": 300_000.5,
        "planned": (date(2026, 9, 15), date(2027, 6, 15)), "programme": ("A1", "Appel 2026", "https://example.org/a1"),
        "is_open_call": True, "places": (Place("Al Haouz", "07.041", "province"), Place("Chichaoua", "07.161", "province")),
        "paid": (Paid("p1", 100_000, date(2026, 10, 1)), Paid("p2", 50_000, date(2027, 1, 10))), "goals": ("4", "10"),
        "themes": (("edu", "École"),), "report_url": "https://example.org/r",
    }  # fmt: skip
    return Grant(**{**told, **changed})


@pytest.fixture(scope="module")
def schema(shared_data):
    return json.loads((shared_data / "standards/360giving/360-giving-schema.json").read_text())


@pytest.fixture(scope="module")
def foundation(shared_data):
    return json.loads((shared_data / "funding/360giving/a003W000001B7PzQAK.json").read_text())


def test_fields_are_those_of_the_schema(schema):
    told = {
        "Grant": schema["properties"],
        "Details": schema["properties"]["toIndividualsDetails"]["properties"],
    }
    told |= {name: one["properties"] for name, one in schema["$defs"].items() if "properties" in one}
    assert {name: set(fields) for name, fields in told.items()} == {
        name: set(fields) for name, fields in OBJECTS.items()
    }
    for name, fields in told.items():
        titles = {field: one["title"] for field, one in fields.items() if "title" in one}
        assert {field: OBJECTS[name][field][1] for field in titles} == titles
        nullable = {field for field, one in fields.items() if "null" in one.get("type", ())}
        assert set(NULLABLE.get(name, ())) == nullable
        numbers = {field for field, one in fields.items() if "number" in one.get("type", ())}
        assert {field for field, (kind, _) in OBJECTS[name].items() if kind == "number"} == numbers
    for name in ("Organization", "Person"):
        assert set(REQUIRED[name]) == set(schema["$defs"][name]["required"])
    for one, recipient in zip(schema["oneOf"], ("recipientOrganization", "recipientIndividual"), strict=True):
        assert set(one["required"]) == {*REQUIRED["Grant"], recipient}


def test_codes_are_those_of_the_lists(schema, shared_data):
    for kind, name in (("scope", "locationScope"), ("regrant", "regrantType")):
        with (shared_data / f"standards/360giving/{name}.csv").open(encoding="utf-8") as lines:
            assert all(re.fullmatch(PATTERNS[kind], row["Code"]) for row in csv.DictReader(lines))
    assert all(re.fullmatch(PATTERNS["currency"], code) for code in schema["$defs"]["currency"]["enum"])


def test_a_foundations_file_passes_and_its_sums_are_those_published(foundation, shared_data):
    published = json.loads(
        (shared_data / "funding/360giving/a003W000001B7PzQAK_published_aggregates.json").read_text()
    )["aggregates"]
    assert [fault for fault in check_package(foundation) if fault.is_refused] == []
    grants = foundation["grants"]
    assert len(grants) == published["count"]
    amounts = [one["amountAwarded"] for one in grants]
    assert sum(amounts) == pytest.approx(published["currencies"]["GBP"]["total_amount"])
    assert (min(amounts), max(amounts)) == (500, 3_544_200)


def test_the_same_file_comes_back_whole_from_its_table(foundation):
    headings, rows = package_rows(foundation)
    assert {"Identifier", "Recipient Org:Name", "Planned Dates:Duration (months)"} <= set(headings)
    back = read_rows(headings, rows)
    assert back["grants"] == [{**one} for one in foundation["grants"]]
    from_csv = list(csv.reader(io.StringIO(package_csv(foundation))))
    assert read_rows(from_csv[0], from_csv[1:])["grants"] == foundation["grants"]


def test_three_grants_are_refused_each_for_its_reason(shared_data):
    data = json.loads((shared_data / "funding/360giving/negative.self-made.json").read_text())
    assert [(fault.kind, fault.place) for fault in check_package(data)] == [
        ("kind", "grants[0].awardDate"),
        ("kind", "grants[1].fromOpenCall"),
        ("recipient", "grants[2]"),
    ]


def test_our_grants_pass_and_say_what_they_hold():
    package = package_of([grant(), grant(2, recipient=None, pseudonym="person-9", places=(), paid=())])
    assert check_package(package) == ()
    first, second = package["grants"]
    assert (first["amountDisbursed"], first["locationScope"], first["fromOpenCall"]) == (
        150_000,
        "GLS050",
        "Yes",
    )
    assert first["beneficiaryLocation"][1]["geoCode"] == "07.161"
    assert second["recipientIndividual"] == {"id": "person-9", "name": "person-9"}
    assert "amountDisbursed" not in second
    assert json.loads(package_text([grant()]))["grants"][0] == first
    for language in LANGUAGES:
        assert len(losses(language)) == 5


def test_our_sample_of_the_standard_passes(shared_data):
    assert (
        check_package(json.loads((shared_data / "standards/samples/360giving-package.json").read_text()))
        == ()
    )


def test_our_table_comes_back_from_a_workbook():
    package = package_of([grant(), grant(2, asked=None)])
    page = openpyxl.load_workbook(io.BytesIO(package_workbook(package))).active
    lines = list(page.iter_rows(values_only=True))
    assert page["B2"].data_type == "s"
    assert read_rows(lines[0], lines[1:]) == package
    flat = read_rows(["id", "recipientOrganization/0/name"], [["a", "B"]])
    assert flat["grants"] == [{"id": "a", "recipientOrganization": [{"name": "B"}]}]


@pytest.mark.parametrize("seed", range(20))
def test_grants_drawn_at_random_come_back(seed):
    rng = np.random.default_rng(seed)
    kinds = ["national", "region", "province", "commune"]
    grants = [
        grant(
            i, asked=float(rng.integers(1, 10**6)) if rng.random() < 0.5 else None,
            awarded=float(np.round(rng.uniform(1, 10**6), 2)),
            places=tuple(
                Place(f"p{k}", f"0{k}.{k}", str(rng.choice(kinds))) for k in range(int(rng.integers(0, 4)))
            ),
            paid=tuple(Paid(f"{i}-{k}", float(k + 1), date(2026, 1, 1 + k)) for k in range(int(rng.integers(0, 3)))),
            goals=tuple(map(str, range(int(rng.integers(0, 3))))), report_url="",
            is_open_call=[None, True, False][int(rng.integers(0, 3))],
        )
        for i in range(int(rng.integers(1, 6)))
    ]  # fmt: skip
    package = package_of(grants)
    lines = list(csv.reader(io.StringIO(package_csv(package))))
    assert read_rows(lines[0], lines[1:]) == package


@pytest.mark.parametrize(("changed", "kind", "place"), [
    ({"amountAwarded": "250000"}, "kind", "grants[0].amountAwarded"),
    ({"amountAwarded": True}, "kind", "grants[0].amountAwarded"),
    ({"currency": "DH"}, "kind", "grants[0].currency"),
    ({"awardDate": "2026-02-30"}, "kind", "grants[0].awardDate"),
    ({"awardDate": "2026-03-01T10:00"}, "kind", "grants[0].awardDate"),
    ({"fundingOrganization": []}, "kind", "grants[0].fundingOrganization"),
    ({"fundingOrganization": [{"id": "x"}]}, "missing", "grants[0].fundingOrganization[0]"),
    ({"recipientIndividual": {"id": "x", "name": "x"}}, "recipient", "grants[0]"),
    ({"amountAwrded": 5}, "unknown", "grants[0]"),
    ({"title": None}, "kind", "grants[0].title"),
    ({"locationScope": "region"}, "kind", "grants[0].locationScope"),
    ({"url": "example.org"}, "kind", "grants[0].url"),
])  # fmt: skip
def test_each_fault_is_found_at_its_place(changed, kind, place):
    package = package_of([grant()])
    package["grants"][0] |= changed
    (fault,) = check_package(package)
    assert (fault.kind, fault.place) == (kind, place)
    assert fault.is_refused == (kind != "unknown")
    sentences = {fault.sentence(language) for language in LANGUAGES}
    assert len(sentences) == 3
    assert all("{" not in sentence for sentence in sentences)


def test_identifiers_twice_and_other_shapes_are_told():
    package = package_of([grant()])
    package["grants"].append(dict(package["grants"][0]))
    assert [fault.kind for fault in check_package(package)] == ["twice"]
    assert [fault.kind for fault in check_package([])] == ["kind"]
    assert [fault.kind for fault in check_package({"grants": [5]})] == ["kind"]
    assert [fault.kind for fault in check_package({"version": "1.4.3", "grants": 3})] == ["version", "kind"]
    assert {fault for told in (*SENTENCES.values(), *EXPECTED.values()) for fault in told} == set(LANGUAGES)


def test_what_would_be_refused_is_not_written():
    with pytest.raises(GrantsNotWritten):
        package_of([grant(recipient=None)])
    with pytest.raises(GrantsNotWritten):
        package_of([grant(), grant()])
    with pytest.raises(GrantsUnreadable):
        read_rows(["nom", "montant"], [["a", 5]])
