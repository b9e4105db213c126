"""Coarsened exact matching against classes worked out with pandas, and every refusal of its own."""

import json

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from tests.miqyas.observed import choosers

from miqyas import errors
from miqyas.checks.covariate_balance import balance_after_coarsening
from miqyas.cli.main import main
from miqyas.estimators.coarsened_matching import coarsened_matching

NAMES = ["age", "land", "literate"]
ASKED = {"outcome": "y", "treatment": "d", "covariates": NAMES, "bins": {"age": 4, "land": [-1.0, 0.0, 1.0]}}


@pytest.fixture
def people():
    table = choosers(1)
    return table.assign(land=table["land"].where(np.arange(600) > 9), region=np.arange(600) % 2)


def by_pandas(people, exact=()):
    rows = people.dropna()
    low, high = people["age"].min(), people["age"].max()
    classes = pd.DataFrame({
        "age": np.minimum(np.floor((rows["age"] - low) / ((high - low) / 4)), 3),
        "land": np.digitize(rows["land"], [-1.0, 0.0, 1.0]), "literate": rows["literate"],
        **{name: rows[name] for name in exact},
    })  # fmt: skip
    arms = rows["d"].groupby([classes[name] for name in classes])
    treated, size = arms.transform("sum"), arms.transform("size")
    kept = (treated > 0) & (treated < size)
    weight = np.where(rows["d"] == 1, 1.0, treated / (size - treated).clip(lower=1))
    return rows[kept], weight[kept], int((~kept).sum()), classes[kept].drop_duplicates().shape[0]


@pytest.mark.parametrize("exact", [(), ("region",)])
@pytest.mark.parametrize("cluster", [None, "village"])
def test_effect_and_error_are_those_of_weighted_least_squares(people, exact, cluster):
    rows, weight, n_unmatched, n_classes = by_pandas(people, exact)
    kind = (
        {"cov_type": "cluster", "cov_kwds": {"groups": rows["village"]}} if cluster else {"cov_type": "HC1"}
    )
    fit = sm.WLS(rows["y"], sm.add_constant(rows["d"].astype(float)), weights=weight).fit(**kind)
    found = coarsened_matching(people, **ASKED, exact=exact, cluster=cluster)
    assert (found.value, found.std_error) == pytest.approx((fit.params["d"], fit.bse["d"]), rel=1e-9)
    assert (found.n, found.n_dropped, found.estimand) == (len(rows), 10, "ATT")
    told = {note.name: note.count for note in found.notes}
    assert (told["coarsened_strata"], told.get("unmatched", 0)) == (n_classes, n_unmatched)


def test_it_is_the_mean_over_classes_of_the_treated(people):
    rows, _, _, _ = by_pandas(people.assign(age=40.0 + 10 * (people["age"] > 40)))
    gaps = rows.assign(land=np.digitize(rows["land"], [-1.0, 0.0, 1.0])).groupby(["age", "land", "literate"])
    means = gaps.apply(lambda g: pd.Series({
        "gap": g.loc[g["d"] == 1, "y"].mean() - g.loc[g["d"] == 0, "y"].mean(), "n": g["d"].sum()
    }), include_groups=False)  # fmt: skip
    found = coarsened_matching(people.assign(age=40.0 + 10 * (people["age"] > 40)), **ASKED)
    assert found.value == pytest.approx((means["gap"] * means["n"]).sum() / means["n"].sum(), rel=1e-10)


def test_order_of_rows_does_not_matter(people):
    once, again = coarsened_matching(people, **ASKED), coarsened_matching(people[::-1], **ASKED)
    assert (again.value, again.std_error) == pytest.approx((once.value, once.std_error), rel=1e-12)


def test_balance_before_and_after(people):
    found = balance_after_coarsening(people, **ASKED)
    rows, weight, _, _ = by_pandas(people)
    treated = (rows["d"] == 1).to_numpy()
    age = rows["age"].to_numpy()
    mean = np.average(age[~treated], weights=weight[~treated])
    row = found.table.records()[0]
    assert row["weighted_control_mean"] == pytest.approx(mean, rel=1e-9)
    assert found.facts["largest_after"] < found.facts["largest_before"]


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        coarsened_matching(table, **{**ASKED, **options})
    assert type(caught.value) is kind
    return caught.value.facts


def test_refusals(people):
    assert refusal(errors.InvalidBins, people, bins={"age": 0}) == {"column": "age", "found": 0}
    refusal(errors.InvalidBins, people, bins={"age": [3.0, 1.0]})
    refusal(errors.InvalidBins, people, bins={"region": 2})
    refusal(errors.NoCovariates, people, covariates=[], bins=None)
    refusal(errors.NobodyMatched, people.assign(told=people["d"]), exact=["told"])
    refusal(errors.MissingColumn, people, exact=["where"])
    refusal(errors.InvalidLevel, people, level=1)


def test_command_line_reads_bins(people, tmp_path, capsys):
    path = str(tmp_path / "people.csv")
    people.to_csv(path, index=False)
    asked = ["estimate", "coarsened-matching", path, "--outcome", "y", "--treatment", "d", "--covariates"]
    assert main([*asked, ",".join(NAMES), "--bins", "age=4", "--bins", "land=-1:0:1", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["value"] == pytest.approx(coarsened_matching(people, **ASKED).value, rel=1e-9)
    assert "covariate_balance.largest_after" in row
