"""`miqyas estimate difference-in-means`."""

import json

import pytest
from tests.miqyas.trials import village_trial

from miqyas.cli.main import main
from miqyas.estimators.difference_in_means import difference_in_means


def test_json_is_the_library_s_row(tmp_path, capsys):
    path = str(tmp_path / "trial.csv")
    village_trial(2, pairs=True).to_csv(path, index=False)
    asked = ["estimate", "difference-in-means", path, "--outcome", "income", "--treatment", "assigned"]
    assert main([*asked, "--strata", "pair", "--cluster", "village", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    expected = difference_in_means(
        path, outcome="income", treatment="assigned", strata="pair", cluster="village"
    )
    assert row["std_error"] == pytest.approx(expected.std_error, rel=1e-12)
    with pytest.raises(SystemExit):
        main([*asked, "--covariates", "age"])
