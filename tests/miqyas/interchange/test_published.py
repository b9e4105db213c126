"""Grants that another funder published, read back: what we write ourselves, files of others, hostile files."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miqyas.errors import (
    MiqyasError,
    PublishedDoctype,
    PublishedNotRead,
    PublishedTooLarge,
    PublishedTooMany,
    PublishedUnknown,
)
from miqyas.interchange import published
from miqyas.interchange.giving.writing import Grant, Paid, Party, package_text
from miqyas.interchange.iati.activity import Activity, Money, Organisation, Transaction
from miqyas.interchange.iati.writing import activities_xml
from miqyas.interchange.published import PublishedGrant, PublishedParty, read_published

FUNDER = Organisation("XX-FOND-1", "Fondation Exemple", "60")
TAKER = Organisation("XX-ASSO-1", "Association Exemple", "24")
OTHER = Organisation("XX-ASSO-2", "Coopérative Exemple", "24")
AGREED = date(2025, 3, 1)


def an_activity(takers=(TAKER,), amounts=((TAKER, 200_000.0),)) -> Activity:
    return Activity(
        identifier="XX-FOND-1-7", reporter=FUNDER, title={"fr": "Puits"}, description={"fr": "Un puits."},
        funders=(FUNDER,), implementers=tuple(takers), status="2", sectors=(("14030", 100.0),),
        planned=(AGREED, date(2026, 12, 31)), actual=(AGREED, None),
        transactions=tuple(Transaction(Money.COMMITMENT, AGREED, value, FUNDER, to) for to, value in amounts),
    )  # fmt: skip


def written(*activities: Activity) -> bytes:
    return activities_xml(activities, now=datetime(2026, 11, 23, tzinfo=UTC)).encode()


def test_what_we_write_as_iati_is_read_back():
    found = read_published(written(an_activity()))
    assert (found.form, found.n_left_out) == ("iati", 0)
    assert found.grants == (
        PublishedGrant(
            "XX-FOND-1-7", "Puits", PublishedParty("Fondation Exemple", "XX-FOND-1"),
            PublishedParty("Association Exemple", "XX-ASSO-1"), 200_000.0, "MAD", AGREED, date(2026, 12, 31),
        ),
    )  # fmt: skip


def test_what_we_write_as_360giving_is_read_back():
    grant = Grant(
        id="360G-x-7", title="Puits", description="Un puits.", awarded=90_000.0, award_day=AGREED,
        funder=Party("360G-x-1", "Fondation Exemple"), recipient=Party("360G-x-2", "Association Exemple"),
        planned=(AGREED, date(2026, 1, 1)), paid=(Paid("360G-x-p", 10.0, AGREED),),
    )  # fmt: skip
    (found,) = read_published(package_text([grant]).encode()).grants
    assert (found.id, found.recipient, found.amount, found.currency) == (
        "360G-x-7", PublishedParty("Association Exemple", "360G-x-2"), 90_000.0, "MAD",
    )  # fmt: skip
    assert (found.day, found.ends_on) == (AGREED, date(2026, 1, 1))


def test_money_of_several_recipients_is_not_divided():
    takers = (TAKER, OTHER)
    apart = read_published(written(an_activity(takers, ((TAKER, 150.0), (OTHER, 50.0)))))
    assert [(one.recipient.name, one.amount) for one in apart.grants] == [
        ("Association Exemple", 150.0),
        ("Coopérative Exemple", 50.0),
    ]
    together = read_published(written(an_activity(takers, ((TAKER, 200.0),))))
    assert [one.amount for one in together.grants] == [200.0, None]


def test_an_individual_is_left_out_and_counted():
    person = {
        "id": "1",
        "title": "x",
        "amountAwarded": 5,
        "recipientIndividual": [{"id": "2", "name": "Zahra"}],
    }
    found = read_published(json.dumps({"version": "1.4", "grants": [person]}).encode())
    assert (found.grants, found.n_left_out) == ((), 1)


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><iati-activities><iati-activity>&b;</iati-activity></iati-activities>'
SPY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><iati-activities><iati-activity><iati-identifier>&a;</iati-identifier></iati-activity></iati-activities>'


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (BOMB, PublishedDoctype),
        (SPY, PublishedDoctype),
        (b"", PublishedNotRead),
        (b"PK\x03\x04", PublishedNotRead),
        (b"<iati-activities>", PublishedNotRead),
        (b"<a>" * 5_000 + b"</a>" * 5_000, PublishedNotRead),
        (b"[" * 100_000, PublishedNotRead),
        (b'{"grants": [NaN]}', PublishedNotRead),
        (b'{"grants": [' + b"9" * 5_000 + b"]}", PublishedNotRead),
        (b'{"grants": 3}', PublishedUnknown),
        (b"[]", PublishedUnknown),
        (b"<html/>", PublishedUnknown),
        (b" " * 20_000_001, PublishedTooLarge),
    ],
)
def test_what_is_not_read_is_refused(content, refusal):
    with pytest.raises(refusal):
        read_published(content)


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b'{"grants": [', 1, 13),
        (b'{"grants":\n [1,\n }', 3, 2),
        (b"<iati-activities>\n<iati-activity>\n</b></iati-activities>", 3, 4),
        (b'{"grants": ["\xff"]}', 1, 1),
        (b'<?xml version="1.0" encoding="nowhere"?><a/>', 1, 38),
    ],
)
def test_a_file_that_breaks_off_says_where(content, line, column):
    with pytest.raises(PublishedNotRead) as refused:
        read_published(content)
    assert refused.value.facts == {"line": line, "column": column}


def test_no_more_grants_than_are_kept(monkeypatch):
    monkeypatch.setattr(published, "MOST_GRANTS", 1)
    with pytest.raises(PublishedTooMany):
        read_published(written(an_activity(), an_activity()))


@pytest.mark.parametrize("amount", [True, "5", None, [], {}, 10**400])
def test_an_amount_that_is_no_figure_is_not_told(amount):
    row = {
        "id": "1",
        "title": "x",
        "amountAwarded": amount,
        "recipientOrganization": [{"id": "2", "name": "A"}],
    }
    (found,) = read_published(json.dumps({"grants": [row]}).encode()).grants
    assert found.amount is None


def test_texts_are_cut_and_hold_nothing_hidden():
    row = {
        "id": "1",
        "title": "x" * 1_000_000,
        "recipientOrganization": [{"name": "A\u202eB\x00\n C", "id": 7}],
    }
    (found,) = read_published(json.dumps({"grants": [row]}).encode()).grants
    assert (len(found.title), found.recipient) == (300, PublishedParty("AB C", ""))


KEYS = st.sampled_from(
    ["grants", "id", "title", "amountAwarded", "recipientOrganization", "name", "plannedDates"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(package=JSON)
def test_any_json_is_read_or_refused(package):
    try:
        found = read_published(json.dumps({"grants": package}).encode())
    except MiqyasError:
        return
    assert all(one.id and one.recipient.name for one in found.grants)
    assert len(found.grants) + found.n_left_out >= (len(package) > 0)


def test_the_conformance_files_of_the_standard_are_read(shared_data):
    """Valid by the schema or not, none of them stops the reader."""
    files = list(
        (shared_data / "standards/iati/conformance_tests/should-pass/iati-activities").rglob("*.xml")
    )
    assert len(files) > 100
    for path in files:
        assert read_published(path.read_bytes()).form == "iati"
