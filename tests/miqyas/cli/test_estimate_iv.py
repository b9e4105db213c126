"""`miqyas estimate iv`: the figure and the check without which it should not be read."""

import json

import pytest
from tests.miqyas.instrumented import encouragement

from miqyas.checks.weak_instruments import weak_instruments
from miqyas.cli.main import main
from miqyas.estimators.iv import iv


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "trial.csv"
    encouragement(3).to_csv(path, index=False)
    return str(path)


ROLES = [
    "--outcome",
    "income",
    "--treatment",
    "attended",
    "--instrument",
    "invited,distance",
    "--cluster",
    "village",
]
OPTIONS = {
    "outcome": "income",
    "treatment": "attended",
    "instruments": ["invited", "distance"],
    "cluster": "village",
}


def test_json_is_one_flat_row_with_the_check(file, capsys):
    assert main(["estimate", "iv", file, *ROLES, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["value"] == pytest.approx(iv(file, **OPTIONS).value, rel=1e-12)
    facts = weak_instruments(file, **OPTIONS).facts
    assert row["weak_instruments.effective_f"] == pytest.approx(facts["effective_f"], rel=1e-12)


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "F effectif"), ("ar", "أندرسون"), ("en", "effective F")]
)
def test_page_says_how_strong_the_instrument_is(file, capsys, language, said):
    assert main(["estimate", "iv", file, *ROLES, "--lang", language]) == 0
    assert said in capsys.readouterr().out


def test_refusal_is_said_in_the_language(file, capsys):
    asked = ["estimate", "iv", file, *ROLES, "--covariates", "age,invited", "--lang", "fr"]
    assert main(asked) == 1
    assert "invited" in capsys.readouterr().err
