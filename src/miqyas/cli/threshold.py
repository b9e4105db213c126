"""`miqyas estimate rdd FILE`: the jump of an outcome where a rule changes who is treated."""

import argparse
import json

from miqyas.cli.language import add_language
from miqyas.cli.table import relation_of
from miqyas.estimators.rdd import TreatedSide, rdd
from miqyas.reporting.estimate_lines import estimate_lines
from miqyas.reporting.numbers import format_number
from miqyas.reporting.sentence import effect_sentence
from miqyas.results.discontinuity import Discontinuity
from miqyas.types import Language

HELP = "sharp regression discontinuity: the jump of an outcome at the threshold of a rule"
LABELS: dict[str, dict[Language, str]] = {
    "bandwidth": {"fr": "Fenêtre", "ar": "النافذة", "en": "Bandwidth"},
    "bias_bandwidth": {"fr": "Fenêtre du biais", "ar": "نافذة التحيز", "en": "Bandwidth of the bias"},
    "n_above": {"fr": "Unités traitées dans la fenêtre", "ar": "وحدات معالَجة داخل النافذة", "en": "Treated units inside"},
    "n_below": {"fr": "Autres unités dans la fenêtre", "ar": "وحدات أخرى داخل النافذة", "en": "Other units inside"},
    "n_donut": {"fr": "Unités écartées au seuil", "ar": "وحدات مستبعدة عند العتبة", "en": "Units left out at the threshold"},
}  # fmt: skip


def add_rdd(designs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the design and its options."""
    design = designs.add_parser("rdd", help=HELP, description=HELP)
    design.add_argument(
        "file", metavar="FILE", help="CSV, Parquet, Excel or Stata file; a folder or glob of the first two"
    )
    design.add_argument("--outcome", required=True, metavar="Y", help="column of numbers: what may change")
    design.add_argument("--running", required=True, metavar="X", help="column of numbers the rule looks at")
    design.add_argument("--cutoff", required=True, type=float, metavar="C", help="the threshold of the rule")
    design.add_argument(
        "--treated",
        choices=[*map(str, TreatedSide)],
        default=str(TreatedSide.ABOVE),
        help="side that is treated, the threshold included (default: above)",
    )
    design.add_argument("--bandwidth", type=float, metavar="H", help="default: least mean squared error")
    design.add_argument("--donut", type=float, default=0.0, metavar="D", help="leave out units nearer than D")
    design.add_argument("--level", type=float, default=0.95, metavar="P", help="coverage (default: 0.95)")
    design.add_argument("--unit", default="", metavar="UNIT", help="unit of the outcome, such as MAD")
    design.add_argument("--json", action="store_true", help="print one flat row as JSON")
    add_language(design)


def run_rdd(args: argparse.Namespace) -> int:
    """Estimate and print, as JSON or for a person."""
    with relation_of(args.file) as relation:
        found = rdd(
            relation,
            outcome=args.outcome,
            running=args.running,
            cutoff=args.cutoff,
            treated=TreatedSide(args.treated),
            bandwidth=args.bandwidth,
            donut=args.donut,
            level=args.level,
            unit=args.unit,
        )
    print(json.dumps(found.tidy(), ensure_ascii=False) if args.json else _page(found, args))
    return 0


def _page(found: Discontinuity, args: argparse.Namespace) -> str:
    language: Language = args.language
    sign = "≥" if args.treated == TreatedSide.ABOVE else "≤"
    sentence = effect_sentence(
        found.estimate,
        outcome_label=args.outcome,
        treatment_label=f"{args.running} {sign} {args.cutoff:g}",
        unit=args.unit,
        strength="associated",  # as for `itt`: a table alone does not say that nothing else changes there
        language=language,
    )
    lines = estimate_lines(found.estimate, language)
    lines += [
        (words[language], format_number(getattr(found, name), language)) for name, words in LABELS.items()
    ]
    width = max(len(label) for label, _ in lines)
    return "\n".join([sentence, "", *(f"  {label:<{width}}  {figure}" for label, figure in lines)])
