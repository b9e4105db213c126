"""`miqyas power QUESTION`: how many units, what effect, what chance to see it."""

import argparse
import json
from collections.abc import Sequence

import numpy as np

from miqyas.cli.arguments import add_seed, names
from miqyas.cli.language import add_language
from miqyas.cli.table import relation_of
from miqyas.errors import InvalidPowerFigure
from miqyas.power.analytic import cluster_size, detectable_effect, power_curve, power_of, sample_size
from miqyas.power.resemblance import resemblance
from miqyas.power.simulated import simulated_power
from miqyas.power.trial import PanelEstimator, Trial
from miqyas.reporting.charts import power_chart
from miqyas.reporting.power_sentence import power_sentence, resemblance_sentence
from miqyas.results.power import PowerResult

NAME = "power"
HELP = "sample size, detectable effect and power of a trial, by formula or by simulation"
CURVE_POINTS = 25


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the questions."""
    questions = parser.add_subparsers(title="questions", metavar="QUESTION", required=True, dest="question")
    size = questions.add_parser("size", help="how many units, or clusters, an effect takes")
    size.add_argument(
        "--effect", type=float, required=True, metavar="E", help="effect to see, in the outcome's unit"
    )
    size.add_argument(
        "--clusters", type=int, metavar="J", help="fix the clusters and solve for units in each"
    )
    _add_trial(size)
    size.set_defaults(answer=_size)
    effect = questions.add_parser(
        "effect", help="the smallest effect that a number of units, or clusters, shows"
    )
    effect.add_argument(
        "--n", type=int, required=True, metavar="N", help="units, or clusters with --cluster-size"
    )
    _add_trial(effect)
    effect.set_defaults(answer=_effect)
    chance = questions.add_parser("chance", help="the chance that a trial shows an effect")
    chance.add_argument("--effect", type=float, required=True, metavar="E", help="true effect")
    chance.add_argument(
        "--n", type=int, required=True, metavar="N", help="units, or clusters with --cluster-size"
    )
    chance.add_argument(
        "--simulate", type=int, metavar="DRAWS", help="draw the trial so many times and run itt on each"
    )
    add_seed(chance)
    _add_trial(chance)
    chance.set_defaults(answer=_chance)
    curve = questions.add_parser("curve", help="power against size, as a Vega-Lite specification")
    curve.add_argument("--effects", type=_numbers, required=True, metavar="E1,E2", help="up to three effects")
    curve.add_argument("--from", dest="first", type=int, required=True, metavar="N", help="smallest size")
    curve.add_argument("--to", dest="last", type=int, required=True, metavar="N", help="largest size")
    _add_trial(curve)
    curve.set_defaults(answer=None)
    icc = questions.add_parser("icc", help="how much units of a group resemble each other, from a table")
    icc.add_argument("file", metavar="FILE", help="table of units, from before treatment")
    icc.add_argument("--outcome", required=True, metavar="Y", help="column of numbers")
    icc.add_argument("--group", required=True, metavar="G", help="column of groups")
    icc.add_argument("--level", type=float, default=0.95, metavar="P", help="coverage (default: 0.95)")
    _add_form(icc)


def run(args: argparse.Namespace) -> int:
    """Answer and print, as JSON or for a person."""
    if args.question == "icc":
        return _icc(args)
    trial = _trial(args)
    if args.question == "curve":
        print(json.dumps(_curve(trial, args), ensure_ascii=False))
        return 0
    found: PowerResult = args.answer(trial, args)
    print(json.dumps(found.tidy(), ensure_ascii=False) if args.json else power_sentence(found, args.language))
    return 0


def _size(trial: Trial, args: argparse.Namespace) -> PowerResult:
    aim = {"effect": args.effect, "power": args.power, "significance": args.significance, "unit": args.unit}
    if args.clusters is not None:
        return cluster_size(trial, n_clusters=args.clusters, **aim)
    return sample_size(trial, **aim)


def _effect(trial: Trial, args: argparse.Namespace) -> PowerResult:
    return detectable_effect(
        trial, places=args.n, power=args.power, significance=args.significance, unit=args.unit
    )


def _chance(trial: Trial, args: argparse.Namespace) -> PowerResult:
    asked = {"effect": args.effect, "places": args.n, "significance": args.significance, "unit": args.unit}
    if args.simulate is None:
        return power_of(trial, **asked)
    return simulated_power(trial, rng=np.random.default_rng(args.seed), n_draws=args.simulate, **asked)


def _curve(trial: Trial, args: argparse.Namespace) -> dict[str, object]:
    if not 1 <= len(args.effects) <= 3:
        raise InvalidPowerFigure(name="--effects", found=len(args.effects), expected="1, 2, 3")
    if not 2 <= args.first < args.last:
        raise InvalidPowerFigure(name="--from", found=args.first, expected=f"2 ≤ … < {args.last}")
    sizes = np.unique(np.linspace(args.first, args.last, CURVE_POINTS).round().astype(int)).tolist()
    table = power_curve(trial, effects=args.effects, sizes=sizes, significance=args.significance)
    return power_chart(
        table, args.language, power=args.power, unit=args.unit, by_cluster=trial.cluster_size is not None
    )


def _icc(args: argparse.Namespace) -> int:
    with relation_of(args.file) as relation:
        found = resemblance(relation, outcome=args.outcome, group=args.group, level=args.level)
    print(json.dumps(found.tidy()) if args.json else resemblance_sentence(found, args.language))
    return 0


def _trial(args: argparse.Namespace) -> Trial:
    given = {name: getattr(args, name) for name in TRIAL}
    if args.question == "size" and args.clusters is not None and given["cluster_size"] is None:
        given["cluster_size"] = 1.0  # what is solved for
    return Trial(**{**given, "panel": PanelEstimator(args.panel)})


TRIAL = (
    "std_dev", "control_share", "share_treated", "cluster_size", "icc", "size_cv", "r2", "r2_clusters", "n_strata",
    "attrition", "n_before", "n_after", "autocorrelation",
)  # fmt: skip


def _add_trial(question: argparse.ArgumentParser) -> None:
    outcome = question.add_mutually_exclusive_group(required=True)
    outcome.add_argument(
        "--sd", dest="std_dev", type=float, default=1.0, metavar="S", help="standard deviation"
    )
    outcome.add_argument(
        "--control-share", type=float, metavar="P", help="for 0 and 1: share in the comparison arm"
    )
    floats = (
        ("--treated-share", "share_treated", 0.5, "share of units, or clusters, treated (default: 0.5)"),
        ("--cluster-size", "cluster_size", None, "units in each cluster; none: units assigned one by one"),
        ("--icc", "icc", 0.0, "intra-cluster correlation, see `miqyas power icc`"),
        ("--size-cv", "size_cv", 0.0, "coefficient of variation of cluster sizes"),
        ("--r2", "r2", 0.0, "share of the variance of units that covariates or strata explain"),
        ("--r2-clusters", "r2_clusters", 0.0, "the same, between clusters"),
        ("--attrition", "attrition", 0.0, "share of units lost"),
        ("--autocorrelation", "autocorrelation", 0.0, "between two rounds of one unit"),
        ("--power", "power", 0.8, "power aimed at (default: 0.8)"),
        ("--significance", "significance", 0.05, "of the two-sided test (default: 0.05)"),
    )
    for flag, name, default, words in floats:
        question.add_argument(flag, dest=name, type=float, default=default, metavar="X", help=words)
    for flag, name, start, words in (
        ("--strata", "n_strata", 1, "number of strata (default: 1)"),
        ("--rounds-before", "n_before", 0, "rounds before treatment (default: 0)"),
        ("--rounds-after", "n_after", 1, "rounds after it (default: 1)"),
    ):
        question.add_argument(flag, dest=name, type=int, default=start, metavar="N", help=words)
    question.add_argument(
        "--panel", choices=[*map(str, PanelEstimator)], default="post", help="use of the rounds"
    )
    _add_form(question)


def _add_form(question: argparse.ArgumentParser) -> None:
    question.add_argument("--measure", dest="unit", default="", metavar="UNIT", help="unit of the outcome")
    question.add_argument("--json", action="store_true", help="print one flat row as JSON")
    add_language(question)


def _numbers(text: str) -> Sequence[float]:
    return tuple(float(part) for part in names(text))
