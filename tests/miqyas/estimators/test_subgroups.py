"""Effects by group against a regression with interactions, and every refusal of its own."""

import json

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from tests.miqyas.trials import village_trial

from miqyas import errors
from miqyas.cli.main import main
from miqyas.estimators.itt import itt
from miqyas.estimators.subgroups import subgroups
from miqyas.numerics.multiplicity import holm

CASES = {
    "bare": {},
    "cluster": {"cluster": "village"},
    "all": {"cluster": "village", "covariates": ["age"], "weights": "weight", "strata": "region"},
}


@pytest.fixture
def trial():
    """Households of three sexes of head, inside villages: groups share clusters."""
    table = village_trial(3, effect=1.0)
    who = np.array(["man", "woman", "both"])[np.arange(len(table)) % 3]
    table["income"] += 0.8 * table["assigned"] * (who == "woman")
    return table.assign(head=who, region=table["village"] % 2)


def by_interactions(trial, options):
    cells = trial["head"] + (trial["region"].astype(str) if "strata" in options else "")
    groups = sorted(trial["head"].unique())
    x = np.column_stack([
        pd.get_dummies(cells).to_numpy(float), trial[options.get("covariates", [])].to_numpy(float),
        *[(trial["head"] == group) * trial["assigned"] for group in groups],
    ])  # fmt: skip
    kind = {"cov_type": "HC1"}
    if "cluster" in options:
        kind = {"cov_type": "cluster", "cov_kwds": {"groups": trial["village"]}}
    weights = trial[options["weights"]] if "weights" in options else np.ones(len(trial))
    return sm.WLS(trial["income"].to_numpy(), x, weights=weights).fit(**kind, use_t=True)


@pytest.mark.parametrize("options", CASES.values(), ids=CASES)
def test_effects_and_test_are_those_of_interactions(trial, options):
    fit = by_interactions(trial, options)
    found = subgroups(trial, outcome="income", treatment="assigned", group="head", **options)
    assert [effect.group for effect in found.effects] == ["both", "man", "woman"]
    assert [effect.value for effect in found.effects] == pytest.approx(fit.params[-3:], rel=1e-9)
    assert [effect.std_error for effect in found.effects] == pytest.approx(fit.bse[-3:], rel=1e-9)
    assert [effect.p_value for effect in found.effects] == pytest.approx(fit.pvalues[-3:], rel=1e-7)
    assert [effect.adjusted_p_value for effect in found.effects] == pytest.approx(
        holm(fit.pvalues[-3:]), rel=1e-7
    )
    contrasts = np.zeros((2, len(fit.params)))
    contrasts[:, -3:] = [[-1, 1, 0], [-1, 0, 1]]
    assert found.difference_p_value == pytest.approx(float(fit.f_test(contrasts).pvalue), rel=1e-6)


def test_group_alone_has_the_effect_of_itt(trial):
    found = subgroups(trial, outcome="income", treatment="assigned", group="head", cluster="village")
    women = trial[trial["head"] == "woman"]
    alone = itt(women, outcome="income", treatment="assigned")
    effect = found.effects[2]
    assert (effect.value, effect.control_mean) == pytest.approx((alone.value, alone.control_mean), rel=1e-9)
    assert (effect.n, effect.n_treated) == (80, int(women["assigned"].sum()))


def test_order_of_rows_does_not_matter_and_missing_groups_are_counted(trial):
    asked = {"outcome": "income", "treatment": "assigned", "group": "head", "cluster": "village"}
    once, again = subgroups(trial, **asked), subgroups(trial[::-1], **asked)
    assert [row["std_error"] for row in again.tidy()] == pytest.approx(
        [row["std_error"] for row in once.tidy()]
    )
    blank = trial.assign(head=trial["head"].where(np.arange(len(trial)) > 8))
    found = subgroups(blank, **asked)
    assert (found.n, found.n_dropped) == (len(trial) - 9, 9)


def test_numbers_make_groups_in_their_order(trial):
    found = subgroups(
        trial.assign(size=np.arange(len(trial)) % 12), outcome="income", treatment="assigned", group="size"
    )
    assert [effect.group for effect in found.effects] == [str(place) for place in range(12)]


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        subgroups(table, **{"outcome": "income", "treatment": "assigned", "group": "head", **options})
    assert type(caught.value) is kind
    return caught.value.facts


def test_refusals(trial):
    assert refusal(errors.OneSubgroup, trial.assign(head="man")) == {"column": "head", "found": "man"}
    refusal(errors.TooManySubgroups, trial.assign(head=np.arange(len(trial))))
    small = trial.assign(head=np.where(np.arange(len(trial)) < 3, "few", "many"))
    assert refusal(errors.SubgroupTooSmall, small, cluster="village")["found"] in {0, 1}
    refusal(errors.ColumnUsedTwice, trial, group="income")
    refusal(errors.MissingColumn, trial, group="where")
    refusal(errors.EmptyArm, trial.assign(assigned=1))
    refusal(errors.InvalidLevel, trial, level=1.0)
    refusal(errors.NotIdentified, trial, strata="village")


def test_command_line_prints_each_group(trial, tmp_path, capsys):
    path = str(tmp_path / "trial.csv")
    trial.to_csv(path, index=False)
    asked = [
        "estimate",
        "subgroups",
        path,
        "--outcome",
        "income",
        "--treatment",
        "assigned",
        "--group",
        "head",
    ]
    assert main([*asked, "--cluster", "village", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["group"] for row in rows] == ["both", "man", "woman"]
    for language, word in (("fr", "Groupes regardés : 3"), ("ar", "3"), ("en", "Groups looked at: 3")):
        assert main([*asked, "--lang", language]) == 0
        assert word in capsys.readouterr().out
