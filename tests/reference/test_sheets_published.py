"""The figures of the examples in the sheets of `content/`: computed again, and found in every language."""

import re

import pandas as pd
import pytest
from tests.conftest import ROOT

from miqyas.estimators.did import did
from miqyas.estimators.iv import iv

pytestmark = pytest.mark.reference
LANGUAGES = ("fr", "ar", "en")
SPENDING, VILLAGE = "health_expenditures", "locality_identifier"


def figures_of(slug, language):
    """The numbers of a sheet as a program writes them: point for decimals, no space or comma in thousands."""
    words = (ROOT / "content" / slug / f"{language}.md").read_text(encoding="utf-8")
    if language == "en":
        words = re.sub(r"(?<=\d),(?=\d{3}\b)", "", words)
    else:
        words = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}\b)", "", words).replace(",", ".")
    return set(re.findall(r"\d+(?:\.\d+)?", words))


def check_all_found(slug, figures):
    missing = {
        language: absent for language in LANGUAGES if (absent := set(figures) - figures_of(slug, language))
    }
    assert missing == {}


def two(*values):
    return [f"{abs(value):.2f}" for value in values]


@pytest.fixture(scope="module")
def insurance(shared_data):
    return pd.read_csv(shared_data / "econ" / "hisp_impact_evaluation_in_practice.csv")


@pytest.fixture(scope="module")
def villages(insurance):
    return insurance[insurance["treatment_locality"] == 1]


def test_difference_in_differences(villages):
    found = did(villages, outcome=SPENDING, treatment="enrolled", time="round", cluster=VILLAGE)
    means = villages.groupby(["enrolled", "round"])[SPENDING].mean()
    changes = means.xs(1, level="round") - means.xs(0, level="round")
    check_all_found(
        "difference-in-differences",
        [*two(found.value, found.low, found.high, *means, *changes), f"{found.n_clusters}"],
    )


def test_instrumental_variables(insurance):
    rows = insurance[insurance["round"] == 1]
    found = iv(
        rows, outcome=SPENDING, treatment="enrolled_rp", instruments="promotion_locality", cluster=VILLAGE
    )
    arms = rows.groupby("promotion_locality")
    spent, share = arms[SPENDING].mean(), 100 * arms["enrolled_rp"].mean()
    check_all_found(
        "instrumental-variables",
        [
            *two(found.value, found.low, found.high, *spent, spent[1] - spent[0]),
            *(f"{each:.1f}" for each in (*share, share[1] - share[0])),
            *(f"{each}" for each in (found.n, found.n_clusters, arms[VILLAGE].nunique()[1])),
        ],
    )
