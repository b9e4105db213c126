"""`miqyas power DESIGN`: how many units, what effect, what chance to see it."""

import argparse
import json
from dataclasses import fields
from typing import Any

import numpy as np

from miqyas.cli.language import add_language
from miqyas.cli.power_arguments import add_answer_form, add_figures, add_question, aim_of, figures_of
from miqyas.cli.table import relation_of
from miqyas.errors import FigureUnused, InvalidPowerFigure
from miqyas.power.aim import Aim
from miqyas.power.analytic import effect_curve, power_curve
from miqyas.power.answer import Answer, Question, answer
from miqyas.power.budget import Costs, best_cluster_size, within_budget
from miqyas.power.declared import ACCEPTED, WITHOUT, Figures, declare
from miqyas.power.resemblance import resemblance
from miqyas.power.simulated_designs import simulated_design
from miqyas.power.threshold import Reading
from miqyas.reporting.charts import detectable_chart, power_chart
from miqyas.reporting.power_sentence import OF_DESIGN, assumed_sentence, power_sentence, resemblance_sentence
from miqyas.types import Language

NAME = "power"
HELP = "sample size, detectable effect and power of a design, by formula or by simulation"
CURVE_POINTS = 25
# What a figure is called on the command line, where it is not its own name.
CALLED = {
    "std_dev": "sd", "control_share": "share", "share_treated": "treated_share", "size_cv": "cv",
    "autocorrelation": "correlation", "cluster_autocorrelation": "cluster_correlation", "n_strata": "strata",
    "share_after": "treated_share", "n_before": "rounds_before", "n_after": "rounds_after", "reading": "interval",
}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the designs: those of `miqyas estimate`, those refused included so that they say why."""
    designs = parser.add_subparsers(title="designs", metavar="DESIGN", required=True, dest="design")
    for name in (*ACCEPTED, *WITHOUT):
        aliases = [name.replace("-", "_")] if "-" in name else []
        words = f"power of {name}" if name in ACCEPTED else "refused, with the reason and the nearest design"
        design = designs.add_parser(name, help=words, description=words, aliases=aliases)
        design.set_defaults(design=name)
        add_figures(design)
        add_question(design)
        add_answer_form(design)
    icc = designs.add_parser("icc", help="how much units of a group resemble each other, from a table")
    icc.add_argument("file", metavar="FILE", help="table of units, from before treatment")
    icc.add_argument("--outcome", required=True, metavar="Y", help="column of numbers")
    icc.add_argument("--group", required=True, metavar="G", help="column of groups")
    icc.add_argument("--level", type=float, default=0.95, metavar="P", help="coverage (default: 0.95)")
    icc.add_argument("--json", action="store_true", help="print one flat row as JSON")
    add_language(icc)


def run(args: argparse.Namespace) -> int:
    """Answer and print, as JSON or for a person."""
    if args.design == "icc":
        return _icc(args)
    design = args.design.replace("_", "-")
    figures, aim = figures_of(args), aim_of(args)
    if figures.std_dev is not None and figures.control_share is not None:
        raise FigureUnused(name="--sd", design="--share", users=", ".join(ACCEPTED))
    if args.curve is not None or args.effects:
        print(json.dumps(_curve(design, figures, aim, args), ensure_ascii=False))
        return 0
    found = _answer(design, figures, aim, args)
    if args.simulate is not None:
        figures = _sized(figures, found)
        simulated = simulated_design(
            design, figures, effect=found.result.effect, places=found.places, aim=aim, unit=args.unit,
            rng=np.random.default_rng(args.seed), n_draws=args.simulate,
        )  # fmt: skip
        found = Answer(found.design, simulated, found.places)
    if args.json:
        print(json.dumps(_row(design, figures, found, args), ensure_ascii=False))
    else:
        print(_said(design, figures, found, args.language))
    return 0


def _said(design: str, figures: Figures, found: Answer, language: Language) -> str:
    """The answer, what was assumed, what the design asks to be known."""
    used = _used(found, figures)
    assumed = {name: used[name] for name in _assumed(found, figures) if used.get(name) is not None}
    is_share = figures.control_share is not None
    parts = [power_sentence(found.result, language, is_share=is_share), assumed_sentence(assumed, language)]
    if design in OF_DESIGN and figures.reading is not Reading.ROBUST:
        parts.append(OF_DESIGN[design][language])
    return "\n".join(part for part in parts if part)


def _answer(design: str, figures: Figures, aim: Aim, args: argparse.Namespace) -> Answer:
    if args.budget is None:
        question = Question(args.effect, args.n, args.clusters, args.power)
        return answer(design, figures, question, aim=aim, unit=args.unit)
    for name, found in (("--n", args.n), ("--clusters", args.clusters)):
        if found is not None:
            raise FigureUnused(name=name, design="--budget", users="--effect")
    fixed_size = figures.cluster_size is not None
    if figures.icc is not None and not fixed_size:
        figures = Figures(**{**figures.given(), "cluster_size": 1.0})  # type: ignore[arg-type]  # as they were given
    declared = declare(design, figures)
    found = within_budget(
        declared, budget=args.budget, costs=_costs(args), effect=args.effect, power=args.power, aim=aim,
        unit=args.unit, fixed_size=fixed_size,
    )  # fmt: skip
    return Answer(declared, found, found.n_clusters or sum(found.n_per_arm))


def _costs(args: argparse.Namespace) -> Costs:
    return Costs(args.cost_unit or 0.0, args.cost_cluster or 0.0, args.cost_fixed or 0.0)


def _sized(figures: Figures, found: Answer) -> Figures:
    """The figures with the cluster size that was found."""
    if found.result.cluster_size is None:
        return figures
    return Figures(**{**figures.given(), "cluster_size": found.result.cluster_size})  # type: ignore[arg-type]  # as they were given


def _row(design: str, figures: Figures, found: Answer, args: argparse.Namespace) -> dict[str, Any]:
    result = found.result
    used = _used(found, figures)
    row = {
        "design": design,
        "solved": result.asked,
        "n": result.n,
        "n_per_arm": _arms(result.n_per_arm),
        "n_treated": result.n_treated,
        "n_control": result.n_control,
        "clusters": result.n_clusters,
        "clusters_per_arm": _arms(result.clusters_per_arm),
        "clusters_treated": result.n_treated_clusters,
        "clusters_control": result.n_control_clusters,
        "effect": result.effect,
        "effect_on_all_offered": result.effect * result.takeup,
        "power": result.power,
        "power_aimed_at": args.power,
        "level": result.significance,
        **used,
        "cluster_size": result.cluster_size,
        "takeup": result.takeup,
        "std_error": result.std_error,
        "df": result.df,
        "design_effect": result.design_effect,
        "monte_carlo_error": result.monte_carlo_error,
        "unit": result.unit,
        "method": result.method,
        "assumed": _assumed(found, figures),
    }
    if args.margin is not None:
        row |= {"margin": args.margin, "claim": str(args.claim)}
    if args.outcomes > 1:
        names = ("outcomes", "outcome_correlation", "success", "correction")
        row |= {name: getattr(args, name) for name in names}
    return row | _money(found, figures, args)


def _used(found: Answer, figures: Figures) -> dict[str, Any]:
    """Every figure that was used, given or taken by default."""
    names = [field.name for field in fields(found.design)]  # type: ignore[arg-type]  # every design is a dataclass
    used = {CALLED.get(name, name): getattr(found.design, name) for name in names if name != "inflation"}
    used |= {CALLED.get(name, name): value for name, value in figures.given().items()}
    if used.get("share") is not None:
        used["sd"] = None
    return used


def _assumed(found: Answer, figures: Figures) -> list[str]:
    """Which figures decide the answer of this design and were not given."""
    names = ["share" if getattr(found.design, "control_share", None) is not None else "sd"]
    if getattr(found.design, "n_before", 0) or hasattr(found.design, "share_after"):
        names.append("correlation")
    said = {CALLED.get(name, name) for name in figures.given()}
    return [name for name in (*names, "attrition", "takeup") if name not in said]


def _arms(arms: tuple[int, ...]) -> int | list[int] | None:
    if not arms:
        return None
    return arms[0] if len(set(arms)) == 1 else list(arms)


def _money(found: Answer, figures: Figures, args: argparse.Namespace) -> dict[str, Any]:
    if args.cost_unit is None and args.cost_cluster is None:
        return {}
    costs = _costs(args)
    row: dict[str, Any] = {"budget": args.budget, "cost": costs.total(found.design, found.result)}
    if figures.icc:
        best = best_cluster_size(icc=figures.icc, costs=costs, size_cv=figures.size_cv or 0.0)
        row["best_cluster_size"] = None if best == float("inf") else best
    return row


def _curve(design: str, figures: Figures, aim: Aim, args: argparse.Namespace) -> dict[str, object]:
    """Draw around the answer, or between the sizes asked for."""
    if args.effects and not 1 <= len(args.effects) <= 3:
        raise InvalidPowerFigure(name="--effects", found=len(args.effects), expected="1, 2, 3")
    if args.effects and args.effect is None:
        args.effect = args.effects[0]
    found = _answer(design, figures, aim, args)
    first, last = args.first or max(found.design.fewest(), found.places // 4), args.last or 2 * found.places
    if not 2 <= first < last:
        raise InvalidPowerFigure(name="--from", found=first, expected=f"2 ≤ … < {last}")
    sizes = np.unique(np.linspace(first, last, CURVE_POINTS).round().astype(int)).tolist()
    counted = found.result.counted
    if args.curve == "effect":
        table = effect_curve(found.design, sizes=sizes, power=args.power, aim=aim)
        return detectable_chart(table, args.language, unit=args.unit, counted=counted)
    effects = args.effects or [found.result.effect]
    table = power_curve(found.design, effects=effects, sizes=sizes, aim=aim)
    return power_chart(table, args.language, power=args.power, unit=args.unit, counted=counted)


def _icc(args: argparse.Namespace) -> int:
    with relation_of(args.file) as relation:
        found = resemblance(relation, outcome=args.outcome, group=args.group, level=args.level)
    print(json.dumps(found.tidy()) if args.json else resemblance_sentence(found, args.language))
    return 0
