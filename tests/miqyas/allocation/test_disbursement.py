"""Rules that pay on an estimate and its interval: the published rates, the same simulated, and what is refused."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from miqyas.allocation.disbursement import (
    Milestone,
    PayRule,
    chance_of_paying,
    pay_rates,
    payment_due,
    sample_needed,
    simulated_pay,
)
from miqyas.errors import MilestoneIncomplete, NoEstimateToPayOn, NoSampleSuffices, PayLevelOutOfRange
from miqyas.reporting.payments import payment_sentence, rates_sentence
from miqyas.types import LANGUAGES

THRESHOLD = Milestone(PayRule.THRESHOLD, target=0.3)
BENEFIT = Milestone(PayRule.BENEFIT, target=0.3)
GRADUATED = Milestone(PayRule.GRADUATED, target=0.3, floor=0.2)


@pytest.mark.parametrize(
    ("far", "expected"), [(-1, 0.01), (0, 0.10), (1, 0.39), (1.5, 0.59), (2, 0.76), (2.12, 0.80), (3, 0.96)]
)
def test_threshold_pays_as_often_as_the_table_says(far, expected):
    assert chance_of_paying(THRESHOLD, 0.3 + far * 0.02, 0.02) == pytest.approx(expected, abs=0.005)


def test_benefit_of_the_doubt_is_the_mirror_of_the_threshold():
    for far in (-0.05, 0.0, 0.03):
        refused = 1 - chance_of_paying(BENEFIT, 0.3 - far, 0.02)
        assert refused == pytest.approx(chance_of_paying(THRESHOLD, 0.3 + far, 0.02))


@pytest.mark.parametrize("truth", [0.15, 0.2, 0.26, 0.3, 0.4])
def test_mean_share_of_the_graduated_rule_by_integration(truth):
    expected, _ = quad(
        lambda x: np.clip((x - 0.2) / 0.1, 0, 1) * norm.pdf(x, truth, 0.03), truth - 0.3, truth + 0.3,
        points=[0.2, 0.3],
    )  # fmt: skip
    assert chance_of_paying(GRADUATED, truth, 0.03) == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize("milestone", [THRESHOLD, BENEFIT, GRADUATED], ids=lambda one: one.rule.value)
@pytest.mark.parametrize("truth", [0.28, 0.3, 0.33])
def test_simulated_surveys_pay_as_often_as_the_formula(milestone, truth):
    n = 900
    analytic = chance_of_paying(milestone, truth, np.sqrt(truth * (1 - truth) / n))
    simulated = simulated_pay(milestone, truth=truth, n=n, rng=np.random.default_rng(2), draws=3000)
    assert simulated == pytest.approx(analytic, abs=0.03)


def test_a_low_target_is_the_mirror_of_a_high_one():
    low = Milestone(PayRule.THRESHOLD, target=0.7, higher_is_better=False)
    assert chance_of_paying(low, 0.66, 0.02) == pytest.approx(chance_of_paying(THRESHOLD, 0.34, 0.02))
    assert payment_due(low, estimate=0.66, std_error=0.02).share == 1.0
    assert payment_due(low, estimate=0.68, std_error=0.02).share == 0.0


def test_each_rule_pays_its_share():
    assert payment_due(THRESHOLD, estimate=0.325, std_error=0.02).share == 0.0
    assert payment_due(THRESHOLD, estimate=0.326, std_error=0.02).share == 1.0
    assert payment_due(BENEFIT, estimate=0.275, std_error=0.02).share == 1.0
    assert payment_due(BENEFIT, estimate=0.274, std_error=0.02).share == 0.0
    part = payment_due(GRADUATED, estimate=0.25, std_error=0.02)
    half = norm.ppf(0.9) * 0.02
    assert (part.low, part.share, part.high) == pytest.approx((0.5 - half / 0.1, 0.5, 0.5 + half / 0.1))
    assert payment_due(Milestone(PayRule.FIXED), is_reported=True).share == 1.0
    assert payment_due(Milestone(PayRule.FIXED)).reason == "report_missing"


def test_few_degrees_of_freedom_widen_the_interval():
    assert payment_due(THRESHOLD, estimate=0.327, std_error=0.02).share == 1.0
    assert payment_due(THRESHOLD, estimate=0.327, std_error=0.02, df=5).share == 0.0


def test_the_sample_asked_for_keeps_both_rates_and_one_less_does_not():
    asked = {"met": 0.36, "short": 0.28, "most_false_refuse": 0.2, "most_false_pay": 0.05}
    n = sample_needed(THRESHOLD, **asked)
    for size, is_enough in ((n, True), (n - 1, False)):
        refuse = 1 - chance_of_paying(THRESHOLD, 0.36, np.sqrt(0.36 * 0.64 / size))
        pay = chance_of_paying(THRESHOLD, 0.28, np.sqrt(0.28 * 0.72 / size))
        assert (refuse <= 0.2 and pay <= 0.05) == is_enough
    assert sample_needed(THRESHOLD, **asked, design_effect=2.0) == pytest.approx(2 * n, abs=1)
    assert sample_needed(THRESHOLD, **asked, sd=1.0) > n


def test_rates_are_told_to_both_sides():
    rates = pay_rates(THRESHOLD, met=0.34, short=0.28, std_error=0.02)
    assert (rates.false_refuse, rates.false_pay) == pytest.approx((0.236, 0.011), abs=0.001)
    assert rates.paid_on_target == pytest.approx(0.1)
    said = {language: rates_sentence(rates, language) for language in LANGUAGES}
    assert all("23" in sentence and "{" not in sentence for sentence in said.values())
    assert len(set(said.values())) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_payment_is_a_sentence(language):
    dues = [
        payment_due(Milestone(PayRule.FIXED)),
        payment_due(Milestone(PayRule.FIXED), is_reported=True),
        payment_due(THRESHOLD, estimate=0.4, std_error=0.02),
        payment_due(THRESHOLD, estimate=0.2, std_error=0.02),
        payment_due(GRADUATED, estimate=0.25, std_error=0.02),
    ]
    said = [payment_sentence(due, language) for due in dues]
    assert len(set(said)) == 5
    assert all(sentence.endswith(".") and "{" not in sentence for sentence in said)
    assert "50" in said[4]


@pytest.mark.parametrize(("options", "error"), [
    ({"rule": PayRule.THRESHOLD}, MilestoneIncomplete),
    ({"rule": PayRule.THRESHOLD, "target": float("nan")}, MilestoneIncomplete),
    ({"rule": PayRule.GRADUATED, "target": 0.3}, MilestoneIncomplete),
    ({"rule": PayRule.GRADUATED, "target": 0.3, "floor": 0.3}, MilestoneIncomplete),
    ({"rule": PayRule.GRADUATED, "target": 0.3, "floor": 0.2, "higher_is_better": False}, MilestoneIncomplete),
    ({"rule": PayRule.THRESHOLD, "target": 0.3, "level": 1.0}, PayLevelOutOfRange),
])  # fmt: skip
def test_a_milestone_that_cannot_pay_is_refused(options, error):
    with pytest.raises(error):
        Milestone(**options)


@pytest.mark.parametrize("measured", [{}, {"estimate": 0.3}, {"estimate": float("nan"), "std_error": 0.02}, {
    "estimate": 0.3, "std_error": float("inf")}])  # fmt: skip
def test_silence_neither_pays_nor_refuses(measured):
    with pytest.raises(NoEstimateToPayOn):
        payment_due(THRESHOLD, **measured)
    with pytest.raises(NoEstimateToPayOn):
        chance_of_paying(THRESHOLD, 0.3, 0.0)


@pytest.mark.parametrize("milestone", [THRESHOLD, Milestone(PayRule.FIXED)])
def test_errors_no_sample_can_avoid_are_refused(milestone):
    with pytest.raises(NoSampleSuffices):
        sample_needed(milestone, met=0.3, short=0.28, most_false_refuse=0.2, most_false_pay=0.05)
