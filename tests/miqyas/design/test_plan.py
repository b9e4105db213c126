"""The plan: coherent or refused, written in one way only."""

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import miqyas
from miqyas import errors
from miqyas.design.changes import FIELD_NAMES, SEVERITIES, compare
from miqyas.design.designs import DESIGNS, ROLES, design_named
from miqyas.design.plan import Plan
from miqyas.errors import (
    EmptyQuestion,
    InvalidField,
    InvalidLevel,
    RoleMissing,
    RoleTwice,
    UnknownDesign,
    UnknownField,
)
from miqyas.evidence.facts import CHOICES
from miqyas.types import LANGUAGES

PLAN = {
    "question": "Le microcrédit augmente-t-il l'emprunt des ménages ?",
    "design": "cluster_randomised",
    "outcome": "loansamt_total",
    "treatment": "treatment",
    "strata": "paire",
    "cluster": "demi_paire",
    "covariates": ("members_resid", "nadults_resid"),
    "link": "credit-borrowing",
    "wanted": "increase",
}


def make_plan(**changes):
    return Plan(**{**PLAN, **changes})


def test_canonical_writing_is_pinned():
    # A change of this text breaks every seal already given: it needs a new schema name.
    assert make_plan().canonical().decode() == (
        '{"cluster":"demi_paire","covariates":["members_resid","nadults_resid"],"data_seen":false,'
        '"dataset_sha256":null,"design":"cluster_randomised","hypothesis":"","indicator":"","level":0.95,'
        '"link":"credit-borrowing","minimum_clusters":null,"minimum_n":null,"notes":"",'
        '"outcome":"loansamt_total","question":"Le microcrédit augmente-t-il l\'emprunt des ménages ?",'
        '"schema":"miqyas.plan/1","smallest_worthwhile":null,"strata":"paire","treatment":"treatment",'
        '"wanted":"increase","weights":null}'
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"covariates": ["nadults_resid", "members_resid"]},
        {"question": "  Le microcre\u0301dit augmente-t-il l'emprunt des me\u0301nages ?\n"},
        {"weights": ""},
        {"outcome": "loansamt_total "},
    ],
)
def test_equal_plans_have_one_hash(changes):
    assert make_plan(**changes).sha256() == make_plan().sha256()


@pytest.mark.parametrize("field", [f.name for f in fields(Plan)])
def test_every_field_moves_the_hash(field):
    other = {
        "design": "individually_randomised",
        "covariates": ("age",),
        "wanted": "decrease",
        "level": 0.9,
        "smallest_worthwhile": 5.0,
        "minimum_n": 10,
        "minimum_clusters": 10,
        "dataset_sha256": "0" * 64,
        "data_seen": True,
        "cutoff": 0.0,
        "secondary_outcomes": ("autre",),
        "multiple_testing": "holm",
        "subgroups": ("autre",),
        "draws": ("0" * 64,),
    }.get(field, "autre")
    assert make_plan(**{field: other}).sha256() != make_plan().sha256()


def test_plan_goes_through_json_and_back():
    plan = make_plan(smallest_worthwhile=200, minimum_n=5000, dataset_sha256="a" * 64)
    again = Plan.from_dict(json.loads(json.dumps(plan.to_dict())))
    assert again == plan
    assert again.sha256() == plan.sha256()
    assert json.loads(plan.canonical()) == plan.to_dict()


@given(question=st.text(min_size=1).filter(lambda t: t.strip()), notes=st.text())
def test_any_words_survive_sealing(question, notes):
    try:
        plan = make_plan(question=question, notes=notes)
        sealed = plan.canonical()
    except UnicodeEncodeError:
        return  # a lone surrogate is no text
    assert Plan.from_dict(json.loads(sealed)).sha256() == plan.sha256()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"question": "  "}, EmptyQuestion),
        ({"question": 3}, InvalidField),
        ({"design": "guess"}, UnknownDesign),
        ({"outcome": ""}, RoleMissing),
        ({"treatment": " "}, RoleMissing),
        ({"cluster": None}, RoleMissing),
        ({"strata": "treatment"}, RoleTwice),
        ({"weights": "treatment"}, RoleTwice),
        ({"covariates": ("loansamt_total",)}, RoleTwice),
        ({"covariates": ("age", "age")}, RoleTwice),
        ({"covariates": "age"}, InvalidField),
        ({"covariates": ("",)}, InvalidField),
        ({"level": 0}, InvalidLevel),
        ({"level": 1.0}, InvalidLevel),
        ({"level": 95}, InvalidLevel),
        ({"level": "0.95"}, InvalidField),
        ({"level": float("nan")}, InvalidField),
        ({"wanted": "up"}, InvalidField),
        ({"smallest_worthwhile": 0}, InvalidField),
        ({"smallest_worthwhile": True}, InvalidField),
        ({"minimum_n": 0}, InvalidField),
        ({"minimum_clusters": 2.5}, InvalidField),
        ({"dataset_sha256": "abc"}, InvalidField),
        ({"data_seen": "no"}, InvalidField),
    ],
)
def test_plan_that_contradicts_itself_is_refused(changes, error):
    with pytest.raises(error):
        make_plan(**changes)


def test_cluster_is_not_asked_of_an_individual_draw():
    assert make_plan(design="individually_randomised", cluster=None).cluster is None


@pytest.mark.parametrize(
    ("document", "error"),
    [
        ({**PLAN, "outcom": "y"}, UnknownField),
        ({**PLAN, "schema": "miqyas.plan/9"}, InvalidField),
        ({}, EmptyQuestion),
        ({"question": "Q?"}, UnknownDesign),
    ],
)
def test_document_that_is_no_plan_is_refused(document, error):
    with pytest.raises(error):
        Plan.from_dict(document)


def test_refusal_names_the_column_and_both_roles():
    with pytest.raises(RoleTwice) as refusal:
        make_plan(strata="treatment")
    assert refusal.value.facts == {"column": "treatment", "first": "treatment", "second": "strata"}


def test_the_strata_may_be_the_clusters_too():
    # What the note `small_strata` of an estimate advises for pairs.
    assert make_plan(cluster="paire").cluster == "paire"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"outcome": "profit_total"}, [("outcome", "major")]),
        ({"hypothesis": "Oui"}, [("hypothesis", "minor")]),
        ({"covariates": ()}, [("covariates", "moderate")]),
        (
            {"notes": "x", "level": 0.9, "wanted": "decrease"},
            [("wanted", "major"), ("level", "moderate"), ("notes", "minor")],
        ),
    ],
)
def test_changes_after_sealing_are_told_gravest_first(changes, expected):
    sealed = make_plan()
    assert [(c.field, c.severity) for c in compare(sealed, replace(sealed, **changes))] == expected


def test_outcome_switching_is_told_in_three_languages():
    sealed = make_plan()
    (change,) = compare(sealed, replace(sealed, outcome="profit_total"))
    assert change.text == {
        "fr": "Le résultat mesuré : « loansamt_total » dans le plan scellé, « profit_total » ensuite.",
        "ar": "النتيجة المقاسة: «loansamt_total» في الخطة المختومة، ثم «profit_total» بعدها.",
        "en": "The outcome: “loansamt_total” in the sealed plan, “profit_total” afterwards.",
    }


def test_empty_values_are_told_in_words():
    sealed = make_plan(covariates=())
    (change,) = compare(sealed, make_plan())
    assert change.text["fr"] == (
        "Les covariables : « rien » dans le plan scellé, « members_resid, nadults_resid » ensuite."
    )
    (change,) = compare(make_plan(), make_plan(data_seen=True))
    assert (
        change.text["en"] == "Access to the data before the plan: “no” in the sealed plan, “yes” afterwards."
    )


def test_every_field_has_a_severity_and_a_name():
    names = {f.name for f in fields(Plan)}
    assert set(SEVERITIES) == names
    assert set(FIELD_NAMES) == names
    assert all(set(text) == set(LANGUAGES) for text in FIELD_NAMES.values())


def test_designs_are_complete():
    for design in DESIGNS.values():
        assert set(design.needs) == set(ROLES)
        assert set(design.names) == set(design.summaries) == set(LANGUAGES)
        assert (design.family == "rct") == (design.comparison == "random")
        assert design.is_estimated == (design.family != "qualitative")
        assert design.comparison in CHOICES["comparison"]
        assert design.outcome_data in CHOICES["outcome_data"]
        assert not design.estimator or callable(getattr(miqyas, design.estimator))
    assert design_named("individually_randomised").required == ("outcome", "treatment")


def test_a_plan_that_says_no_more_keeps_the_hash_it_had_under_the_first_schema():
    plan = Plan(
        question="Does credit raise income?", design="individually_randomised", outcome="y", treatment="d"
    )
    assert plan.to_dict()["schema"] == "miqyas.plan/1"
    # Computed with the release that knew the first schema only.
    assert plan.sha256() == "a28503294dd4aee2e6794918878d2b266bd3d39a76d3c642df64418e7e0b756a"


def test_a_plan_that_says_more_is_written_in_the_second_schema_and_read_back():
    plan = Plan(
        question="Does it help?", design="discontinuity", outcome="y", running="score", cutoff=10,
        secondary_outcomes=("z", "a"), multiple_testing="holm", subgroups=("sex",), exclusions="Refus",
        draws=("a" * 64,),
    )  # fmt: skip
    assert plan.to_dict()["schema"] == "miqyas.plan/2"
    assert (plan.secondary_outcomes, plan.cutoff) == (("a", "z"), 10.0)
    assert Plan.from_dict(json.loads(plan.canonical())) == plan


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"design": "discontinuity", "running": "score"}, errors.RoleMissing),
        ({"design": "discontinuity", "cutoff": 3.0}, errors.RoleMissing),
        ({"design": "staggered", "unit_id": "i", "time": "t"}, errors.RoleMissing),
        ({"multiple_testing": "bonferroni"}, errors.InvalidField),
        ({"draws": ("abc",)}, errors.InvalidField),
        ({"secondary_outcomes": ("y",)}, errors.RoleTwice),
        ({"secondary_outcomes": "z"}, errors.InvalidField),
        ({"time": "y"}, errors.RoleTwice),
    ],
)
def test_a_later_field_that_contradicts_the_plan_is_refused(changes, refusal):
    fields = {"question": "?", "design": "individually_randomised", "outcome": "y", "treatment": "d"}
    if "design" in changes:
        fields.pop("treatment")
    with pytest.raises(refusal):
        Plan(**{**fields, **changes})


def test_covariates_are_needed_where_units_are_weighted_by_them():
    with pytest.raises(errors.RoleMissing):
        Plan(question="?", design="weighting", outcome="y", treatment="d")
