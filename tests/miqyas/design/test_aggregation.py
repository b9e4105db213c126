"""Sums that leave, and the estimate they give: the one of the pooled rows, or a refusal."""

import dataclasses
import json

import numpy as np
import pytest
from tests.miqyas.trials import village_trial

from miqyas.cli.main import main
from miqyas.data.aggregation.disclosure import DisclosureRule, SmallCells
from miqyas.data.relation import open_relation
from miqyas.design.aggregation import aggregate, read_plan
from miqyas.design.plan import Plan
from miqyas.errors import (
    AggregatesOfAnotherPlan,
    AggregatesTwice,
    AggregatesUnreadable,
    ClusterIsUnit,
    ConstantOutcome,
    EmptyArm,
    EmptySample,
    EmptyStratum,
    InfiniteValues,
    InvalidField,
    InvalidWeights,
    NoResidualVariation,
    NothingToHandOver,
    NotIdentified,
    PlanNotSealed,
    PlanUnreadable,
    PlanWithoutCluster,
    TooFewClusters,
    TooManyCoefficients,
    TreatmentNotBinary,
)
from miqyas.estimators.aggregated_itt import aggregated_itt
from miqyas.estimators.itt import itt
from miqyas.reporting.statement import statement
from miqyas.results.aggregates import Aggregates

EVERYTHING = DisclosureRule(smallest=1, smallest_apart=1, values_per_sum=0)
PLAN = Plan(
    question="Does the programme raise income?",
    design="cluster_randomised",
    outcome="income",
    treatment="assigned",
    cluster="village",
)


def plan_of(**roles):
    return dataclasses.replace(PLAN, **roles)


def hand_over(parts, plan, rule=EVERYTHING):
    return [
        aggregate(open_relation(part), plan, holder=f"Holder {place}", rule=rule)
        for place, part in enumerate(parts)
    ]


def pooled(trial, plan):
    return itt(
        open_relation(trial),
        outcome=plan.outcome,
        treatment=plan.treatment,
        strata=plan.strata,
        cluster=plan.cluster,
        covariates=plan.covariates,
        weights=plan.weights,
    )


def figures(estimate):
    return (
        estimate.value, estimate.std_error, estimate.low, estimate.high, estimate.p_value, estimate.control_mean,
        estimate.df, estimate.n, estimate.n_clusters, estimate.n_dropped,
    )  # fmt: skip


def with_holes(trial):
    rng = np.random.default_rng(3)
    trial = trial.assign(income=trial["income"] + 1e6)  # a large level must not cost digits
    trial.loc[rng.choice(len(trial), 30, replace=False), "income"] = np.nan
    return trial


@pytest.mark.parametrize(
    "roles",
    [
        {},
        {"covariates": ("age",)},
        {"covariates": ("age",), "weights": "weight"},
        {"strata": "pair"},
        {"strata": "pair", "covariates": ("age", "twice"), "weights": "weight"},
        {"strata": "pair", "cluster": "pair"},
        {"strata": "region", "covariates": ("age",)},
    ],
)
@pytest.mark.parametrize("holders", ["by village", "by row"])
def test_sums_of_holders_give_the_pooled_estimate(roles, holders):
    trial = with_holes(village_trial(5, n_villages=36, per_village=40, effect=1.0, pairs=True))
    trial = trial.assign(twice=2 * trial["age"], region=trial["village"] % 3)
    rows = trial["village"] // 2 if holders == "by village" else np.arange(len(trial))
    plan = plan_of(**roles)
    found = aggregated_itt(hand_over([trial[rows % 3 == place] for place in range(3)], plan))
    expected = pooled(trial, plan)
    assert figures(found) == pytest.approx(figures(expected), rel=1e-9)
    assert found.dropped_covariates == expected.dropped_covariates
    assert set(expected.notes) <= set(found.notes)


def test_no_name_and_no_row_leaves():
    trial = village_trial(1, n_villages=20, per_village=15).assign(
        village=lambda table: [f"Douar {number}" for number in table["village"]]
    )
    (sums,) = hand_over([trial], PLAN)
    text = sums.to_json()
    assert "Douar" not in text
    assert not any(f"{value:.6f}"[:9] in text for value in trial["income"])
    assert len(sums.cells) == 20
    assert [cell.cluster for cell in sums.cells] == sorted(cell.cluster for cell in sums.cells)


def test_small_cells_stay_and_the_effect_is_that_of_the_rest():
    trial = village_trial(2, n_villages=20, per_village=12, effect=1.0)
    trial = trial.drop(index=trial.index[trial["village"] == 7][:5])  # seven households are left
    (sums,) = hand_over([trial], PLAN, DisclosureRule())
    assert (sums.n_withheld_rows, sums.n_withheld_clusters, len(sums.cells)) == (7, 1, 19)
    expected = pooled(trial[trial["village"] != 7], PLAN)
    found = aggregated_itt([sums])
    assert figures(found)[:5] == pytest.approx(figures(expected)[:5], rel=1e-9)
    assert [(note.name, note.count) for note in found.notes] == [
        ("withheld_rows", 7),
        ("few_clusters", 19),
    ]


def test_one_person_who_differs_keeps_a_cell_home():
    trial = village_trial(2, n_villages=20, per_village=12).assign(disabled=0)
    trial.loc[trial.index[trial["village"] == 3][:1], "disabled"] = 1
    trial.loc[trial.index[trial["village"] == 5][:4], "disabled"] = 1
    (sums,) = hand_over([trial], plan_of(covariates=("disabled",)), DisclosureRule())
    assert (sums.n_withheld_rows, sums.n_withheld_clusters) == (12, 1)


def test_merged_small_cells_keep_the_effect_of_everyone():
    trial = village_trial(2, n_villages=24, per_village=12, effect=1.0)
    small = trial["village"].isin([2, 7, 11, 12, 13])
    trial = trial.drop(index=trial.index[small & (trial.groupby("village").cumcount() >= 4)])
    (sums,) = hand_over([trial], PLAN, DisclosureRule(small=SmallCells.MERGE))
    found, expected = aggregated_itt([sums]), pooled(trial, PLAN)
    assert (found.value, found.n) == (pytest.approx(expected.value, rel=1e-9), expected.n)
    assert found.n_clusters < expected.n_clusters
    assert found.std_error == pytest.approx(expected.std_error, rel=0.15)
    assert min(cell.n for cell in sums.cells) >= 10
    assert ("merged_cells", 5) in [(note.name, note.count) for note in found.notes]


@pytest.mark.parametrize(
    ("change", "plan", "refusal"),
    [
        ({"income": np.inf}, PLAN, InfiniteValues),
        ({"income": np.nan}, PLAN, EmptySample),
        ({"assigned": 2}, PLAN, TreatmentNotBinary),
        ({"weight": -1.0}, plan_of(weights="weight"), InvalidWeights),
        ({"pair": None}, plan_of(strata="pair"), EmptyStratum),
        ({}, Plan(question="?", design="individually_randomised", outcome="income", treatment="assigned"),
         PlanWithoutCluster),
    ],
)  # fmt: skip
def test_what_a_holder_cannot_sum_is_refused(change, plan, refusal):
    with pytest.raises(refusal):
        hand_over([village_trial(1).assign(**change)], plan)


def test_nothing_but_small_cells_is_refused():
    with pytest.raises(NothingToHandOver):
        hand_over([village_trial(1)], PLAN, DisclosureRule())
    with pytest.raises(InvalidField):
        DisclosureRule(smallest=0)


@pytest.mark.parametrize(
    ("change", "roles", "refusal"),
    [
        ({"assigned": 1}, {}, EmptyArm),
        ({"income": 5.0}, {}, ConstantOutcome),
        ({"village": "one"}, {}, TooFewClusters),
        ({"village": lambda t: range(len(t))}, {}, ClusterIsUnit),
        ({"age": lambda t: t["assigned"] * 2.0}, {"covariates": ("age",)}, NotIdentified),
        ({"pair": lambda t: t["assigned"]}, {"strata": "pair"}, NotIdentified),
        ({"age": lambda t: t["income"] * 2.0 + 1}, {"covariates": ("age",)}, NoResidualVariation),
    ],
)
def test_what_all_holders_together_cannot_answer_is_refused(change, roles, refusal):
    trial = village_trial(1).assign(**change)
    with pytest.raises(refusal):
        aggregated_itt(hand_over([trial], plan_of(**roles)))


def test_as_many_coefficients_as_rows_is_refused():
    trial = village_trial(1, n_villages=4, per_village=2)
    rng = np.random.default_rng(1)
    names = tuple(f"x{i}" for i in range(6))
    trial = trial.assign(**{name: rng.normal(size=8) for name in names})
    assert aggregated_itt(hand_over([trial], PLAN)).n == 8
    with pytest.raises(TooManyCoefficients):
        aggregated_itt(hand_over([trial], plan_of(covariates=names)))
    with pytest.raises(NothingToHandOver):  # more sums than values: they could be solved for
        hand_over([trial], PLAN, DisclosureRule(smallest=1, smallest_apart=1))


def test_holders_must_have_run_one_plan_on_different_tables():
    trial = village_trial(4, per_village=15)
    (one,), (other,) = hand_over([trial], PLAN), hand_over([trial], plan_of(level=0.9))
    with pytest.raises(AggregatesOfAnotherPlan):
        aggregated_itt([one, other])
    same = dataclasses.replace(one, dataset_sha256="ab" * 32)
    with pytest.raises(AggregatesTwice):
        aggregated_itt([same, dataclasses.replace(same, holder="Another")])


def test_document_reads_back_and_a_changed_one_is_refused():
    (sums,) = hand_over([village_trial(4, per_village=15)], PLAN)
    text = sums.to_json()
    assert Aggregates.from_json(text, file="a.json") == sums
    body = json.loads(text)
    body["cells"][0]["n"] += 1
    for bad in (json.dumps(body), "[]", "{", text.replace('"weight": 15.0', '"weight": NaN'), "[" * 100_000):
        with pytest.raises(AggregatesUnreadable):
            Aggregates.from_json(bad, file="a.json")


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Retenu : 0 lignes"), ("ar", "ما لا يخرج"), ("en", "No other column was read")],
)
def test_statement_says_what_leaves(language, words):
    (sums,) = hand_over([village_trial(4, per_village=15)], plan_of(strata="pair", covariates=("age",)))
    said = statement(sums, language)
    assert words in said
    assert sums.plan_sha256 in said
    assert "{" not in said


def test_plans_are_read_and_held_against_their_seal(tmp_path):
    path = tmp_path / "plan.json"
    path.write_bytes(PLAN.canonical())
    assert read_plan(path, sealed=PLAN.sha256().upper()) == PLAN
    with pytest.raises(PlanNotSealed):
        read_plan(path, sealed="0" * 64)
    for bad in ("[]", "{", '{"a": ' * 30_000, "é" * 600_000):
        path.write_text(bad)
        with pytest.raises(PlanUnreadable):
            read_plan(path)
    with pytest.raises(PlanUnreadable):
        read_plan(tmp_path / "absent.json")


def test_two_holders_at_the_command_line(tmp_path, capsys):
    trial = village_trial(5, n_villages=36, per_village=20, effect=1.0, pairs=True)
    plan = plan_of(strata="pair", covariates=("age",))
    (tmp_path / "plan.json").write_bytes(plan.canonical())
    for place, name in enumerate(("bank", "ministry")):
        table, out = tmp_path / f"{name}.csv", tmp_path / f"{name}.json"
        trial[trial["pair"] % 2 == place].to_csv(table, index=False)
        asked = ["aggregate", str(tmp_path / "plan.json"), str(table), "--holder", name, "--out", str(out)]
        assert main([*asked, "--sealed", plan.sha256(), "--lang", "en"]) == 0
        assert (tmp_path / f"{name}.txt").read_text(encoding="utf-8") in capsys.readouterr().out
        assert main([*asked, "--lang", "en"]) == 1
        assert "exists already" in capsys.readouterr().err
    sums = [str(tmp_path / "bank.json"), str(tmp_path / "ministry.json")]
    assert main(["estimate", "--json", "--aggregates", *sums]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["value"] == pytest.approx(pooled(trial, plan).value, rel=1e-9)
    assert main(["estimate", "--lang", "fr", "--measure", "MAD", "--aggregates", *sums]) == 0
    assert "dirhams" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["estimate"])
    assert main(["estimate", "--aggregates", str(tmp_path / "bank.csv"), "--lang", "en"]) == 1
