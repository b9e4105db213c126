"""Errors that follow one another: found, allowed for, or left."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.diagnostic import acorr_ljungbox

from miqyas.checks.residual_autocorrelation import residual_autocorrelation
from miqyas.estimators.its import Season, its
from miqyas.numerics.autocorrelation import Errors
from miqyas.types import LANGUAGES

ROLES = {"outcome": "visits", "time": "month", "start": 61}


def months(persistence, *, wave=0.0):
    rng = np.random.default_rng(4)
    noise = np.zeros(120)
    for t, shock in enumerate(rng.normal(0, 1, 120)):
        noise[t] = persistence * noise[t - 1] + shock
    month = np.arange(1, 121)
    return pd.DataFrame({"month": month, "visits": 9 + wave * np.sin(2 * np.pi * month / 12) + noise})


def test_independent_errors_pass():
    found = residual_autocorrelation(months(0.0), **ROLES, errors=Errors.NEWEY_WEST)
    assert found.passed is True
    assert found.facts["lags"] == 4
    residuals = np.array(its(months(0.0), **ROLES, errors=Errors.NEWEY_WEST).residuals)
    expected = acorr_ljungbox(residuals, lags=[10]).to_numpy()[0]
    assert (found.facts["ljung_box"], found.facts["ljung_box_p_value"]) == pytest.approx(
        tuple(expected), rel=1e-9
    )


def test_errors_that_follow_are_told_with_what_newey_west_allows():
    found = residual_autocorrelation(months(0.7), **ROLES, errors=Errors.NEWEY_WEST)
    assert found.passed is None
    assert found.facts["durbin_watson"] < 1
    for language in LANGUAGES:
        assert "4" in found.text[language]
        assert "REML" in found.text[language]


def test_first_order_errors_take_the_link_out():
    found = residual_autocorrelation(months(0.7), **ROLES, errors=Errors.PRAIS_WINSTEN)
    assert found.passed is True
    assert 0.4 < found.facts["persistence"] < 0.9


def test_a_missing_season_is_left_and_the_season_takes_it_out():
    table = months(0.2, wave=3.0)
    left = residual_autocorrelation(table, **ROLES, errors=Errors.PRAIS_WINSTEN)
    assert left.passed is False
    assert "Une saison manque" in left.text["fr"]
    seen = residual_autocorrelation(table, **ROLES, errors=Errors.PRAIS_WINSTEN, season=Season(12, 1))
    assert seen.passed is True
