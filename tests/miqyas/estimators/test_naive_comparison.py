"""Groups as found: the figure of `itt`, told as an association and no more."""

import json

import pytest
from tests.miqyas.trials import village_trial

from miqyas import errors
from miqyas.cli.main import main
from miqyas.estimators.itt import itt
from miqyas.estimators.naive_comparison import naive_comparison
from miqyas.reporting.sentence import effect_sentence

ASKED = {"outcome": "income", "treatment": "assigned", "cluster": "village", "covariates": ["age"]}


def test_figure_is_that_of_least_squares_with_its_limit():
    table = village_trial(1, effect=3.0)
    found, plain = naive_comparison(table, **ASKED), itt(table, **ASKED)
    assert (found.value, found.std_error, found.df) == (plain.value, plain.std_error, plain.df)
    assert (found.estimand, found.method) == (
        "difference between groups", "groups as found, covariates, CR1 by cluster",
    )  # fmt: skip
    assert str(found.notes[-1]) == f"groups_as_found={found.n}"


@pytest.mark.parametrize("strength", ["raised", "probably", "may", "associated"])
def test_sentence_is_never_stronger_than_associated(strength):
    found = naive_comparison(village_trial(1, effect=3.0), **ASKED)
    said = effect_sentence(
        found, outcome_label="y", treatment_label="p", unit="", strength=strength, language="en"
    )
    assert "is associated with a rise" in said


def test_refusals_are_those_of_itt():
    with pytest.raises(errors.EmptyArm):
        naive_comparison(village_trial(1).assign(assigned=1), outcome="income", treatment="assigned")


def test_command_line_gives_the_row(tmp_path, capsys):
    path = str(tmp_path / "table.csv")
    village_trial(1).to_csv(path, index=False)
    assert main(["estimate", "naive", path, "--outcome", "income", "--treatment", "assigned", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["value"] == naive_comparison(path, outcome="income", treatment="assigned").value
    assert row["notes"] == "groups_as_found=240"
