"""Our reference distributions against scipy.stats, far into the tails."""

import pytest
from scipy.stats import f, t

from miqyas.numerics.distributions import f_above, t_quantile, t_two_sided

DFS = (1, 2, 4.7, 30, 161, 5000)


@pytest.mark.parametrize("df", DFS)
@pytest.mark.parametrize("probability", [0.5001, 0.9, 0.975, 0.995, 0.999999])
def test_quantiles_of_student(df, probability):
    assert t_quantile(probability, df) == pytest.approx(t.ppf(probability, df), rel=1e-9)


@pytest.mark.parametrize("df", DFS)
@pytest.mark.parametrize("statistic", [0.0, 0.3, -1.96, 4.0, 12.0])
def test_two_sided_p_values(df, statistic):
    assert t_two_sided(statistic, df) == pytest.approx(2 * t.sf(abs(statistic), df), rel=1e-9)


@pytest.mark.parametrize("df", [(1, 10), (2, 80), (16, 161)])
@pytest.mark.parametrize("statistic", [0.1, 1.0, 3.0, 20.0])
def test_tail_of_f(df, statistic):
    assert f_above(statistic, *df) == pytest.approx(f.sf(statistic, *df), rel=1e-9)
