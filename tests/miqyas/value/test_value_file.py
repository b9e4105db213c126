"""Accounts from files, cost-benefit, figures that move together, sentences, tornado chart, command."""

import json
import tomllib
from copy import deepcopy

import numpy as np
import pytest
from tests.conftest import ROOT

from miqyas import errors
from miqyas.cli.main import main
from miqyas.reporting.charts import tornado_chart
from miqyas.reporting.pictures import to_svg
from miqyas.reporting.value_sentence import value_sentence
from miqyas.types import LANGUAGES
from miqyas.value.account import Account, Cost, Outcome, Sourced
from miqyas.value.account_file import account_from, read_account
from miqyas.value.break_even import break_even
from miqyas.value.correlation import Correlation, correlated_chances
from miqyas.value.cost_benefit import cost_benefit
from miqyas.value.distributions import Normal, Uniform
from miqyas.value.sroi import sroi
from miqyas.value.tornado import tornado
from miqyas.value.uncertainty import uncertainty

EXAMPLE = ROOT / "docs" / "value" / "account.toml"
DOCUMENT = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
NONE = Sourced(0.0, "none expected")


def said(value, distribution=None):
    return Sourced(value, "invented for the test", distribution)


def gains(name="jobs", *, worth=110.0, years=1, quantity=1.0):
    quantity = quantity if isinstance(quantity, Sourced) else said(quantity)
    return Outcome(name, quantity, said(worth), NONE, NONE, NONE, NONE, years=years)


def test_example_by_hand():
    found = sroi(read_account(EXAMPLE).account)
    jobs = 38 * 14500 * 0.8 * 0.85
    years = [(jobs - 2600 * 12) * 0.7**t / 1.05 ** (t + 1) for t in range(3)]
    assert found.present_value == pytest.approx(sum(years), rel=1e-12)
    assert found.investment == pytest.approx(420000 + 30000 / 1.05**2, rel=1e-12)


def test_toml_and_json_say_the_same(tmp_path):
    (tmp_path / "account.json").write_text(json.dumps(DOCUMENT, ensure_ascii=False), encoding="utf-8")
    assert read_account(tmp_path / "account.json") == read_account(EXAMPLE)


def test_cost_benefit_by_hand():
    account = Account(said(100.0), said(0.1), (gains(worth=80.0, years=2),), (Cost("upkeep", said(11.0), 1),))
    found = cost_benefit(account)
    assert [row["net"] for row in found.table.records()] == pytest.approx([-100, 69, 80])
    assert found.net_present_value == pytest.approx(-100 + 69 / 1.1 + 80 / 1.21, rel=1e-12)
    assert found.benefit_cost_ratio == pytest.approx((80 / 1.1 + 80 / 1.21) / (100 + 10), rel=1e-12)
    assert found.benefit_cost_ratio == pytest.approx(sroi(account).ratio, rel=1e-12)
    x = 1 / (1 + found.internal_rate)
    assert -100 + 69 * x + 80 * x**2 == pytest.approx(0, abs=1e-9)
    assert found.payback_year == 2


def test_internal_rate_is_not_told_where_it_is_not_one():
    loses = Account(said(100.0), said(0.0), (gains(worth=-1.0),))
    assert (cost_benefit(loses).internal_rate, cost_benefit(loses).rate_exists) == (None, "none")
    assert cost_benefit(loses).payback_year is None
    turns = Account(said(100.0), said(0.0), (gains(worth=230.0),), (Cost("cleaning", said(132.0), 2),))
    assert (cost_benefit(turns).internal_rate, cost_benefit(turns).rate_exists) == (None, "several")


def test_internal_rate_below_zero():
    found = cost_benefit(Account(said(100.0), said(0.0), (gains(worth=50.0),)))
    assert found.internal_rate == pytest.approx(-0.5, rel=1e-9)


def test_later_cost_moves_every_answer_alike():
    account = Account(said(50.0), said(0.0), (gains(worth=1.0, quantity=said(100.0, Normal(100.0, 10.0))),),
                      (Cost("upkeep", said(50.0), 1),))  # fmt: skip
    assert break_even(account, "jobs: quantity") == pytest.approx(100.0)
    assert break_even(account, "upkeep: amount") == pytest.approx(50.0)
    assert uncertainty(account, rng=np.random.default_rng(1)).probability == pytest.approx(0.5, abs=0.02)
    row = tornado(account).records()[0]
    assert (row["ratio_at_low"] + row["ratio_at_high"]) / 2 == pytest.approx(1.0, rel=1e-9)


PAIR = Account(
    said(1.0), NONE,
    (gains("a", worth=1.0, quantity=said(1.0, Uniform(0.0, 2.0))), gains("b", worth=1.0, quantity=said(1.0, Normal(1.0, 1.0)))),
)  # fmt: skip


@pytest.mark.parametrize("rank", [-0.9, -0.3, 0.5, 1.0])
def test_figures_have_the_rank_correlation_declared(rank):
    chances = correlated_chances(
        PAIR, ("a: quantity", "b: quantity"), [Correlation("a: quantity", "b: quantity", rank, "x")],
        rng=np.random.default_rng(1), n_draws=100_000,
    )  # fmt: skip
    assert np.corrcoef(chances)[0, 1] == pytest.approx(rank, abs=0.01)  # of uniforms, Pearson is Spearman
    assert [chances.min() >= 0, chances.max() <= 1] == [True, True]
    assert np.quantile(chances, 0.25, axis=1) == pytest.approx([0.25, 0.25], abs=0.01)


def test_figures_that_move_together_widen_the_interval():
    def width(correlations):
        found = uncertainty(PAIR, rng=np.random.default_rng(3), n_draws=40_000, correlations=correlations)
        return found.high - found.low

    together, apart = (Correlation("a: quantity", "b: quantity", rank, "x") for rank in (0.8, -0.8))
    assert width([together]) > 1.15 * width([]) > 1.15 * 1.15 * width([apart])


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentence_and_chart_speak(language):
    account = read_account(EXAMPLE).account
    swings, found = tornado(account), sroi(account)
    sure = uncertainty(account, rng=np.random.default_rng(1))
    text = value_sentence(found, language, sure=sure, widest=("emplois: quantity", 1.0, 2.0))
    assert {"fr": "dépasse le coût", "ar": "وتفوق القيمة التكلفة", "en": "value exceeds cost"}[
        language
    ] in text
    alone = value_sentence(found, language)
    assert {"fr": "Aucun chiffre", "ar": "لا يعلن أي رقم", "en": "No figure"}[language] in alone
    spec = tornado_chart(swings, found.ratio, language)
    assert [row["ratio"] for row in spec["data"]["values"][:2]] == [
        swings.records()[0]["ratio_at_low"], swings.records()[0]["ratio_at_high"],
    ]  # fmt: skip
    assert to_svg(spec, language=language).startswith("<svg")


def refusal(kind, call, *given, **options):
    with pytest.raises(kind) as caught:
        call(*given, **options)
    assert type(caught.value) is kind
    return caught.value.facts


def changed(path, value):
    """The example with one part written otherwise, or left out."""
    document = deepcopy(DOCUMENT)
    *way, last = path
    part = document
    for step in way:
        part = part[step]
    if value is ...:
        del part[last]
    else:
        part[last] = value
    return document


def test_no_value_without_source():
    unsourced = changed(["outcomes", 0, "unit_value", "source"], " ")
    assert refusal(errors.SourceMissing, account_from, unsourced) == {"name": "emplois: unit_value"}
    assert refusal(errors.SourceMissing, account_from, changed(["investment"], 420000)) == {
        "name": "investment"
    }
    assert refusal(errors.SourceMissing, account_from, changed(["costs", 0, "amount", "source"], ...)) == {
        "name": "suivi: amount"
    }
    refusal(errors.SourceMissing, account_from, changed(["correlations", 0, "source"], ""))
    refusal(errors.SourceMissing, account_from, changed(["cost_effectiveness", "effect_source"], ...))


@pytest.mark.parametrize(("kind", "path", "value"), [
    (errors.AccountFieldMissing, ["outcomes", 0, "deadweight"], ...),
    (errors.AccountFieldMissing, ["discount_rate"], ...),
    (errors.AccountFieldMissing, ["outcomes", 1, "name"], ...),
    (errors.AccountFieldMissing, ["costs", 0, "year"], ...),
    (errors.AccountFieldMissing, ["investment", "value"], ...),
    (errors.AccountFieldMissing, ["cost_effectiveness", "cost"], ...),
    (errors.AccountFieldMissing, ["outcomes", 0, "quantity", "distribution", "std_error"], ...),
    (errors.AccountFieldUnknown, ["outcomes", 0, "dead_weight"], 3),
    (errors.AccountFieldUnknown, ["invest"], 3),
    (errors.AccountFieldInvalid, ["outcomes", 0, "years"], 2.5),
    (errors.AccountFieldInvalid, ["outcomes", 0, "quantity", "value"], "many"),
    (errors.AccountFieldInvalid, ["outcomes", 0, "quantity"], "38"),
    (errors.AccountFieldInvalid, ["outcomes", 0, "quantity", "distribution", "kind"], "beta"),
    (errors.AccountFieldInvalid, ["outcomes"], {"name": "jobs"}),
    (errors.AccountFieldInvalid, ["stakeholders"], "everyone"),
    (errors.AccountFieldInvalid, ["title"], 3),
    (errors.AccountFieldInvalid, ["correlations", 0, "between"], ["a"]),
    (errors.FigureOutOfRange, ["outcomes", 0, "attribution", "value"], 1.2),
    (errors.FigureOutOfRange, ["costs", 0, "year"], 0),
    (errors.FigureOutOfRange, ["costs", 0, "amount", "value"], -1),
    (errors.FigureOutOfRange, ["correlations", 0, "rank"], 1.5),
    (errors.FigureOutOfRange, ["investment", "value"], float("nan")),
    (errors.FigureTwice, ["costs", 0, "name"], "emplois"),
    (errors.InvalidDistribution, ["outcomes", 0, "quantity", "distribution", "std_error"], -1),
    (errors.NoOutcomes, ["outcomes"], []),
])  # fmt: skip
def test_a_file_that_says_too_little_or_too_much_is_refused(kind, path, value):
    document = changed(path, value)
    if kind is errors.FigureOutOfRange and "attribution" in path:
        del document["outcomes"][0]["attribution"]["distribution"]
    refusal(kind, account_from, document)


def test_files_that_are_no_account_are_refused(tmp_path):
    for name, text in (("a.toml", "investment = "), ("a.json", "{"), ("b.json", "[1]")):
        (tmp_path / name).write_text(text)
        assert refusal(errors.AccountUnreadable, read_account, tmp_path / name)["name"] == name
    refusal(errors.AccountUnreadable, read_account, tmp_path / "absent.toml")


def test_correlations_that_cannot_hold_are_refused():
    rng = np.random.default_rng(1)
    three = Account(
        said(1.0), NONE, tuple(gains(name, quantity=said(1.0, Uniform(0.0, 2.0))) for name in ("a", "b", "c"))
    )
    pairs = [("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", -0.9)]
    contradicting = [
        Correlation(f"{one}: quantity", f"{two}: quantity", rank, "x") for one, two, rank in pairs
    ]
    refusal(errors.CorrelationsContradict, uncertainty, three, rng=rng, correlations=contradicting)
    known = Correlation("a: quantity", "a: unit_value", 0.5, "x")
    refusal(errors.CorrelationWithoutDistribution, uncertainty, three, rng=rng, correlations=[known])
    absent = Correlation("a: quantity", "d: quantity", 0.5, "x")
    refusal(errors.UnknownFigure, uncertainty, three, rng=rng, correlations=[absent])


def test_command_gives_everything_as_json(capsys):
    asked = ["value", str(EXAMPLE), "--break-even", "emplois: unit_value", "--draws", "2000", "--seed", "4"]
    assert main([*asked, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    file = read_account(EXAMPLE)
    expected = uncertainty(
        file.account, rng=np.random.default_rng(4), n_draws=2000, correlations=file.correlations
    )
    assert row["uncertainty"]["probability"] == expected.probability
    assert row["cost_benefit"]["internal_rate"] == cost_benefit(file.account).internal_rate
    assert row["cost_effectiveness"]["ratio"] == pytest.approx(10000 / 0.9)
    assert row["break_even"] == pytest.approx(break_even(file.account, "emplois: unit_value"))
    assert len(row["sources"]) == 15
    assert row["lacks"] == []


@pytest.mark.parametrize(("language", "words"), [
    ("fr", ("Pour chaque dirham investi", "Taux interne", "emplois, quantité")),
    ("ar", ("مقابل كل درهم", "المعدل الداخلي")),
    ("en", ("For each MAD put in", "Internal rate")),
])  # fmt: skip
def test_command_speaks(capsys, language, words):
    assert main(["value", str(EXAMPLE), "--lang", language]) == 0
    said_there = capsys.readouterr().out
    assert [word for word in words if word not in said_there] == []


def test_command_says_what_an_account_lacks_and_draws(tmp_path, capsys):
    document = changed(["stakeholders"], ...)
    document["outcomes"].pop()
    for outcome in document["outcomes"]:
        for part in outcome.values():
            if isinstance(part, dict):
                part.pop("distribution", None)
    del document["correlations"], document["cost_effectiveness"]
    path = tmp_path / "bare.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert main(["value", str(path), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "who was consulted" in out
    assert "was one looked for" in out
    assert "how sure this ratio is cannot be told" in out
    assert main(["value", str(path), "--chart", "tornado"]) == 1
    assert "how uncertain" in capsys.readouterr().err
    assert main(["value", str(EXAMPLE), "--chart", "tornado"]) == 0
    assert len(json.loads(capsys.readouterr().out)["data"]["values"]) == 10


def test_command_refuses_in_the_language(tmp_path, capsys):
    path = tmp_path / "account.json"
    path.write_text(json.dumps(changed(["outcomes", 0, "quantity", "source"], "")), encoding="utf-8")
    assert main(["value", str(path), "--lang", "fr"]) == 1
    assert "« emplois: quantity » n'a pas de source" in capsys.readouterr().err
