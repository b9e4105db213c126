"""Eligibility and limits as data: what they say, what cannot be told, what cannot hold together."""

from decimal import Decimal

import pytest
from django.utils import translation

from miqyas_web.funding.enums import ValuePolicy
from miqyas_web.funding.rules.eligibility import Facts, expected, is_eligible, verdicts
from miqyas_web.funding.rules.limits import (
    Limits,
    conflicts_in,
    limits_of,
    plain_limits,
    shared_out,
)
from miqyas_web.funding.rules.presets import STARTS
from miqyas_web.funding.rules.settings import plain_settings, settings_of
from miqyas_web.funding.rules.texts import languages_lacking, said

SHARE = {"key": "share", "kind": "cofunding_at_least", "values": {"value": "30"}, "reason": {}}
PLACE = {"key": "place", "kind": "place", "values": {"codes": ["04"]}}
OATH = {"key": "oath", "kind": "declared", "values": {"text": {"fr": "Nos comptes sont tenus."}}}


def passed(rule, **facts):
    return verdicts([rule], Facts(**facts))[0].passed


@pytest.mark.parametrize(("asked", "other", "holds"), [("700", "300", True), ("701", "300", False)])
def test_a_share_is_judged_on_the_line_without_rounding(asked, other, holds):
    assert passed(SHARE, asked_mad=Decimal(asked), cofunding_mad=Decimal(other)) is holds


def test_what_is_not_known_is_neither_yes_nor_no():
    found = verdicts([SHARE, PLACE, OATH], Facts(organisation_kind="association"))
    assert [verdict.passed for verdict in found] == [None, None, None]
    assert all(verdict.found for verdict in found)
    assert is_eligible(found) is None
    assert passed(SHARE, asked_mad=Decimal(0), cofunding_mad=Decimal(0)) is None


def test_one_no_is_enough_and_its_sentence_gives_both_figures():
    with translation.override("en"):
        rule = {
            "key": "most",
            "kind": "asked_at_most",
            "values": {"value": "250000"},
            "reason": {"en": "Small."},
        }
        found = verdicts([rule, SHARE], Facts(asked_mad=Decimal("250000.50")))
    assert is_eligible(found) is False
    assert found[0].expected == "The amount asked is at most 250\u202f000 MAD."
    assert found[0].found == "The amount asked is 250\u202f000.50 MAD."
    assert found[0].reason == "Small."


def test_a_place_inside_what_is_asked_is_enough():
    assert passed(PLACE, places=frozenset({"04", "04.421", "04.421.01"})) is True
    assert passed(PLACE, places=frozenset({"05", "05.171"})) is False
    with translation.override("en"):
        assert expected(PLACE, {"04": "Rabat-Salé-Kénitra"}).endswith("Rabat-Salé-Kénitra.")


@pytest.mark.parametrize(
    ("kind", "value", "facts", "holds"),
    [
        ("organisation_kind", None, {"organisation_kind": "company"}, False),
        ("asked_at_least", "100", {"asked_mad": Decimal(100)}, True),
        ("delay_since_support", "2", {"years_since_support": Decimal("1.9")}, False),
        ("delay_since_support", "2", {"never_supported": True}, True),
        ("delay_since_support", "2", {}, None),
        ("months_at_most", "18", {"months": 18}, True),
        ("theory_at_least", "40", {"theory_score": 39.5}, False),
        ("indicators_at_least", "2", {"n_indicators": 2}, True),
        ("sent_at_most", "1", {"n_sent": 2}, False),
        ("declared", None, {"denied": frozenset({"rule"})}, False),
        ("declared", None, {"declared": frozenset({"rule"})}, True),
    ],
)
def test_each_kind_of_rule(kind, value, facts, holds):
    values = {"kinds": ["association"], "text": {"fr": "Oui."}} if value is None else {"value": value}
    assert passed({"key": "rule", "kind": kind, "values": values}, **facts) is holds


def test_rules_of_every_preset_can_be_said_in_every_language():
    for code in ("fr", "ar", "en"):
        with translation.override(code):
            said_of = [expected(rule) for start in STARTS.values() for rule in start.eligibility]
            assert len(said_of) == 10
            assert all("%" not in sentence.replace("% ", "") for sentence in said_of)


def test_an_amount_is_shared_out_to_the_cent():
    shares = shared_out(Decimal("100.00"), {"a": Decimal(1), "b": Decimal(1), "c": Decimal(1)})
    assert shares == {"a": Decimal("33.34"), "b": Decimal("33.33"), "c": Decimal("33.33")}
    with pytest.raises(ValueError, match="positive"):
        shared_out(Decimal(10), {"a": Decimal(0)})


def test_limits_come_back_as_they_were_written():
    limits = Limits(
        floors={"01": Decimal("10.50")},
        caps={"water": Decimal(20)},
        levels_pct=(60, 100),
        most_per_applicant=1,
        most_mad=Decimal(5),
        value=ValuePolicy.SCORE,
        floors_from={"index": "population", "share_pct": "50", "year": 2024},
    )
    assert limits_of(plain_limits(limits)) == limits
    assert limits_of({}) == Limits()


def test_limits_that_cannot_hold_together_are_named():
    with translation.override("en"):
        floors = Limits(floors={"01": Decimal(60), "02": Decimal(50)})
        assert "110 MAD, more than the 100 MAD" in conflicts_in(floors, budget=Decimal(100), themes=[])[0]
        caps = Limits(floors={"01": Decimal(60)}, caps={"water": Decimal(50)})
        assert "both cannot hold" in conflicts_in(caps, budget=Decimal(100), themes=["water"])[0]
        # A theme without a cap takes the rest.
        assert conflicts_in(caps, budget=Decimal(100), themes=["water", "work"]) == []
        assert "“fire”" in conflicts_in(Limits(caps={"fire": Decimal(1)}), budget=Decimal(9), themes=[])[0]


def test_settings_keep_usual_values_for_what_is_absent():
    assert settings_of({"appeal_days": 10}).reviews_by_file == 3
    assert plain_settings(settings_of({"appeal_days": 10}))["appeal_days"] == 10


def test_a_text_is_said_in_the_language_of_the_page_or_in_one_that_has_it():
    with translation.override("ar"):
        assert said({"fr": "Bonjour", "ar": "مرحبا"}) == "مرحبا"
        assert said({"fr": "Bonjour", "ar": ""}) == "Bonjour"
    assert said({}) == said(None) == ""
    assert len(languages_lacking({"fr": "Bonjour", "ar": " "})) == 2
