"""`miqyas value FILE`: what the changes of an account are worth, against what they cost."""

import argparse
import json
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from miqyas.cli.arguments import add_seed
from miqyas.cli.language import add_language
from miqyas.cli.page import aligned
from miqyas.reporting.charts import tornado_chart
from miqyas.reporting.figure_names import figure_name
from miqyas.reporting.numbers import format_number
from miqyas.reporting.value_sentence import (
    LACKS,
    break_even_sentence,
    effectiveness_sentence,
    value_lines,
    value_sentence,
)
from miqyas.results.estimate import Estimate
from miqyas.results.table import Table
from miqyas.results.value import CostBenefit, CostEffectiveness, ReturnUncertainty, SocialReturn
from miqyas.types import Language
from miqyas.value.account_file import AccountFile, Effectiveness, read_account
from miqyas.value.break_even import break_even
from miqyas.value.cost_benefit import cost_benefit
from miqyas.value.cost_effectiveness import cost_effectiveness
from miqyas.value.sroi import sroi
from miqyas.value.tornado import tornado
from miqyas.value.uncertainty import uncertainty

NAME = "value"
HELP = "social return, cost-benefit and cost-effectiveness of an account whose every figure has a source"
SOURCES: dict[Language, str] = {
    "fr": "Chiffres et sources",
    "ar": "الأرقام ومصادرها",
    "en": "Figures and sources",
}
TORNADO: dict[Language, str] = {
    "fr": "Le rapport, quand un seul chiffre parcourt les 90 % centraux de son incertitude",
    "ar": "النسبة حين يتحرك رقم واحد ضمن 90% الوسطى من عدم يقينه",
    "en": "The ratio, when one figure alone moves across the central 90% of its uncertainty",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the account and how its uncertainty is drawn."""
    parser.add_argument(
        "file", metavar="FILE", help="account in TOML or JSON, each figure with its source (docs/value)"
    )
    parser.add_argument(
        "--draws", type=int, default=10_000, metavar="N", help="Monte Carlo draws (default: 10000)"
    )
    parser.add_argument("--level", type=float, default=0.95, metavar="P", help="coverage (default: 0.95)")
    parser.add_argument(
        "--break-even", metavar="FIGURE", help='figure to solve for, such as "jobs: deadweight"'
    )
    parser.add_argument(
        "--chart", choices=("tornado",), help="print a chart as a Vega-Lite specification instead"
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    add_seed(parser)
    add_language(parser)


@dataclass(frozen=True, slots=True)
class Valued:
    """All that an account says, computed once."""

    file: AccountFile
    social: SocialReturn
    flows: CostBenefit
    sure: ReturnUncertainty | None
    swings: Table | None
    even: float | None
    effectiveness: CostEffectiveness | None


def run(args: argparse.Namespace) -> int:
    """Read the account, compute and print."""
    valued = _value(read_account(args.file), args)
    if args.chart:
        swings = valued.swings or tornado(
            valued.file.account
        )  # without distribution: refused, with the reason
        print(json.dumps(tornado_chart(swings, valued.social.ratio, args.language), ensure_ascii=False))
    elif args.json:
        print(json.dumps(_record(valued), ensure_ascii=False))
    else:
        print("\n".join(_page(valued, args)))
    return 0


def _value(file: AccountFile, args: argparse.Namespace) -> Valued:
    account = file.account
    is_uncertain = any(figure.distribution is not None for figure in account.figures().values())
    return Valued(
        file=file,
        social=sroi(account, unit=file.currency),
        flows=cost_benefit(account, unit=file.currency),
        sure=uncertainty(
            account,
            rng=np.random.default_rng(args.seed),
            n_draws=args.draws,
            level=args.level,
            correlations=file.correlations,
        )
        if is_uncertain
        else None,
        swings=tornado(account) if is_uncertain else None,
        even=break_even(account, args.break_even) if args.break_even else None,
        effectiveness=_effectiveness(file.effectiveness, args.level) if file.effectiveness else None,
    )


def _effectiveness(asked: Effectiveness, level: float) -> CostEffectiveness:
    effect = Estimate(
        "effect", asked.effect, asked.std_error, None, 1.0, asked.effect, asked.effect, level, 0, 0, 0, 0.0,
        asked.unit, asked.effect_source,
    )  # fmt: skip
    return cost_effectiveness(
        effect, cost=asked.cost, cost_std_error=asked.cost_std_error, level=level, unit=asked.unit
    )


def _record(valued: Valued) -> dict[str, Any]:
    return {
        **valued.social.tidy(),
        "cost_benefit": valued.flows.tidy(),
        "uncertainty": None if valued.sure is None else asdict(valued.sure),
        "tornado": None if valued.swings is None else valued.swings.records(),
        "break_even": valued.even,
        "cost_effectiveness": None if valued.effectiveness is None else asdict(valued.effectiveness),
        "by_year": valued.flows.table.records(),
        "sources": valued.social.sources.records(),
        "lacks": _lacks(valued.file),
    }


def _page(valued: Valued, args: argparse.Namespace) -> list[str]:
    language = args.language
    top = valued.swings.records()[0] if valued.swings else None
    widest = None
    if top is not None:
        widest = (str(top["figure"]), float(top["ratio_at_low"] or 0), float(top["ratio_at_high"] or 0))
    page = [valued.file.title, ""] if valued.file.title else []
    page += [value_sentence(valued.social, language, sure=valued.sure, widest=widest)]
    if valued.even is not None:
        page.append(break_even_sentence(args.break_even, valued.even, language))
    if valued.effectiveness is not None:
        page.append(effectiveness_sentence(valued.effectiveness, language))
    page += ["", *aligned(value_lines(valued.flows, language))]
    if valued.swings is not None:
        page += ["", TORNADO[language], *aligned(_swings(valued.swings, language))]
    page += ["", SOURCES[language], *aligned(_sources(valued.social, language))]
    said = [LACKS[name][language] for name in _lacks(valued.file)]
    return [*page, *([""] if said else []), *(f"· {one}" for one in said)]


def _swings(swings: Table, language: Language) -> list[tuple[str, str]]:
    rows = swings.records()
    shown = [[format_number(float(row[end] or 0), language, decimals=2) for row in rows]
             for end in ("ratio_at_low", "ratio_at_high")]  # fmt: skip
    return [
        (figure_name(str(row["figure"]), language), f"{low} → {high}")
        for row, low, high in zip(rows, *shown, strict=True)
    ]


def _sources(social: SocialReturn, language: Language) -> list[tuple[str, str]]:
    return [
        (
            figure_name(str(row["figure"]), language),
            f"{format_number(float(row['value'] or 0), language)}  {row['source']}",
        )
        for row in social.sources.records()
    ]


def _lacks(file: AccountFile) -> list[str]:
    """List what a reader should ask for: the rules of the Guide that a file cannot be refused for."""
    harms = any(outcome.unit_value.value < 0 for outcome in file.account.outcomes)
    there = {"stakeholders": bool(file.stakeholders), "left_out": bool(file.left_out), "harms": harms}
    return [name for name, is_there in there.items() if not is_there]
