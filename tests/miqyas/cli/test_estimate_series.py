"""`miqyas estimate synthetic-control`, `synthetic-did` and `its`."""

import json

import numpy as np
import pytest
from tests.miqyas.factors import regions

from miqyas.cli.main import main
from miqyas.estimators.its import Season, its
from miqyas.estimators.sdid_blocks import Variance
from miqyas.estimators.synthetic_control import Predictor, synthetic_control
from miqyas.estimators.synthetic_did import synthetic_did
from miqyas.numerics.autocorrelation import Errors

ROLES = ["--outcome", "sales", "--treatment", "treated", "--unit", "region", "--time", "year"]
OPTIONS = {"outcome": "sales", "treatment": "treated", "unit_id": "region", "time": "year"}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "regions.csv"
    regions(3, effect=2.0, n_donors=6).to_csv(path, index=False)
    return str(path)


def test_synthetic_control_as_json(file, capsys):
    more = ["--covariates", "sales:2018-2019,rain:2000-2010", "--importance", "2,1", "--json"]
    assert main(["estimate", "synthetic-control", file, *ROLES, *more]) == 0
    rows = json.loads(capsys.readouterr().out)
    wanted = [Predictor("sales", 2018, 2019), Predictor("rain", 2000, 2010)]
    found = synthetic_control(
        file, **OPTIONS, rng=np.random.default_rng(0), predictors=wanted, importance=[2, 1]
    )
    assert rows == json.loads(json.dumps(found.tidy()))


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Effet sans ce donneur"), ("ar", "الوحدات المانحة"), ("en", "Gap by period")],
)
def test_synthetic_control_as_a_page(file, capsys, language, said):
    asked = ["estimate", "synthetic-control", file, *ROLES, "--backdate", "2012", "--lang", language]
    assert main(asked) == 0
    page = capsys.readouterr().out
    assert said in page
    assert "2012" in page
    assert "r01" in page


@pytest.mark.parametrize("written", ["rain", "rain:x", "rain:2001-y"])
def test_predictor_badly_written_is_told(file, capsys, written):
    with pytest.raises(SystemExit):
        main(["estimate", "synthetic-control", file, *ROLES, "--covariates", written])
    assert "2001-2005" in capsys.readouterr().err


def test_synthetic_control_refusal_is_said_in_the_language(file, capsys):
    asked = ["estimate", "synthetic-control", file, *ROLES, "--backdate", "1900", "--lang", "fr"]
    assert main(asked) == 1
    assert "1900" in capsys.readouterr().err


@pytest.fixture
def several(tmp_path):
    path = tmp_path / "several.csv"
    regions(3, effect=2.0, n_donors=6, n_treated=2, n_before=8).to_csv(path, index=False)
    return str(path)


def test_synthetic_did_as_json(several, capsys):
    more = ["--variance", "bootstrap", "--draws", "20", "--seed", "4", "--json"]
    assert main(["estimate", "synthetic-did", several, *ROLES, *more]) == 0
    rows = json.loads(capsys.readouterr().out)
    asked = {"rng": np.random.default_rng(4), "variance": Variance.BOOTSTRAP, "draws": 20}
    assert rows == json.loads(json.dumps(synthetic_did(several, **OPTIONS, **asked).tidy()))


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Début en 2008"), ("ar", "البداية في 2008"), ("en", "Start in 2008")]
)
def test_synthetic_did_as_a_page(several, capsys, language, said):
    assert main(["estimate", "synthetic-did", several, *ROLES, "--lang", language]) == 0
    page = capsys.readouterr().out
    assert said in page
    assert "2007" in page


def test_synthetic_did_refusal_is_said_in_the_language(file, capsys):
    asked = ["estimate", "synthetic-did", file, *ROLES, "--variance", "jackknife", "--lang", "fr"]
    assert main(asked) == 1
    assert "jackknife" in capsys.readouterr().err


@pytest.fixture
def series(tmp_path):
    path = tmp_path / "series.csv"
    panel = regions(4, effect=3.0, n_before=24, n_after=12)
    panel[panel["region"].isin(["r00", "r01"])].assign(here=panel["region"] == "r00").to_csv(
        path, index=False
    )
    return str(path)


INTERRUPTED = ["--outcome", "sales", "--time", "year", "--start", "2024", "--treatment", "here"]


def test_its_as_json(series, capsys):
    more = ["--errors", "cochrane-orcutt", "--season", "4", "--harmonics", "1", "--horizon", "2030", "--json"]
    assert main(["estimate", "its", series, *INTERRUPTED, *more]) == 0
    rows = json.loads(capsys.readouterr().out)
    found = its(
        series, outcome="sales", time="year", start=2024, treatment="here", errors=Errors.COCHRANE_ORCUTT,
        season=Season(4, 1), horizon=2030,
    )  # fmt: skip
    assert rows == json.loads(json.dumps(found.tidy()))


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Changement de niveau"), ("ar", "تغير الميل"), ("en", "Persistence")],
)
def test_its_as_a_page_with_its_check(series, capsys, language, said):
    assert main(["estimate", "its", series, *INTERRUPTED, "--lang", language]) == 0
    page = capsys.readouterr().out
    assert said in page
    assert "Durbin-Watson" in page
    assert "year ≥ 2024" in page


def test_its_refusal_is_said_in_the_language(series, capsys):
    asked = ["estimate", "its", series, *INTERRUPTED, "--horizon", "2003", "--lang", "fr"]
    assert main(asked) == 1
    assert "2003" in capsys.readouterr().err
