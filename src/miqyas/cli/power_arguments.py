"""The arguments of `miqyas power`, and what they say of a design."""

import argparse

from miqyas.cli.arguments import add_seed
from miqyas.cli.language import add_language
from miqyas.power.aim import Aim, Correction, Success
from miqyas.power.declared import Figures
from miqyas.power.threshold import Reading, Score
from miqyas.results.claim import Claim

FLOATS = (
    ("--sd", "std_dev", "S", "standard deviation of the outcome (default: 1, effects are then in standard deviations)"),
    ("--share", "control_share", "P", "for an outcome of 0 and 1: its share in the comparison arm"),
    ("--treated-share", "share_treated", "X", "share of units, clusters or periods treated (default: 0.5)"),
    ("--cluster-size", "cluster_size", "M", "units in each cluster; without it units are assigned one by one"),
    ("--icc", "icc", "R", "intra-cluster correlation: see `miqyas power icc`"),
    ("--cv", "size_cv", "V", "coefficient of variation of cluster sizes (default: 0)"),
    ("--r2", "r2", "X", "share of the variance of units that covariates or strata explain"),
    ("--r2-clusters", "r2_clusters", "X", "the same, between clusters"),
    ("--attrition", "attrition", "A", "share of units lost (default: 0); the answer counts those to assign"),
    ("--takeup", "takeup", "T", "share of those offered who take part (default: 1); the effect is that on them"),
    ("--correlation", "autocorrelation", "X", "of a unit with itself between two rounds (default: 0)"),
    ("--cluster-correlation", "cluster_autocorrelation", "X", "of a cluster's mean with itself (default: as of units)"),
    ("--within", "within", "X", "rdd: share of units near enough to the threshold to count (default: 1)"),
    ("--group-share", "group_share", "X", "subgroups: share of the first of two groups (default: 0.5)"),
)  # fmt: skip
COUNTS = (
    ("--strata", "n_strata", "N", "strata in which the draw is made (default: 1)"),
    ("--rounds-before", "n_before", "N", "rounds before treatment (default: 1 where the design has one)"),
    ("--rounds-after", "n_after", "N", "rounds after it (default: 1)"),
    ("--steps", "steps", "N", "twfe, stepped-wedge: start dates drawn at random (default: 1; stepped-wedge: 4)"),
    ("--rounds-by-step", "rounds_by_step", "N", "rounds between two start dates (default: 1)"),
)  # fmt: skip
ALIASES = {
    "--share": ("--control-share",),
    "--cv": ("--size-cv",),
    "--correlation": ("--autocorrelation",),
    "--cluster-correlation": ("--cluster-autocorrelation",),
}


def add_figures(design: argparse.ArgumentParser) -> None:
    """Declare what is known of the design."""
    group = design.add_argument_group("the design")
    for flag, name, metavar, words in FLOATS:
        group.add_argument(flag, *ALIASES.get(flag, ()), dest=name, type=float, metavar=metavar, help=words)
    for flag, name, metavar, words in COUNTS:
        group.add_argument(flag, dest=name, type=int, metavar=metavar, help=words)
    group.add_argument(
        "--score", type=Score, choices=[*Score], help="rdd: how the score is spread (default: uniform)"
    )
    group.add_argument(
        "--interval",
        dest="reading",
        type=Reading,
        choices=[*Reading],
        help="rdd: that of a line on each side (default), or the robust one that `miqyas estimate rdd` prints",
    )


def add_question(design: argparse.ArgumentParser) -> None:
    """Declare what is asked, and what is to be shown."""
    group = design.add_argument_group("the question (what is left out is found)")
    group.add_argument(
        "--effect", type=float, metavar="E", help="effect, in the outcome's unit or as a difference of shares"
    )
    group.add_argument("--n", type=whole_number, metavar="N", help="units in all; periods for its")
    group.add_argument("--clusters", type=whole_number, metavar="J", help="clusters in all")
    group.add_argument("--power", type=float, default=0.8, metavar="P", help="power aimed at (default: 0.8)")
    group.add_argument(
        "--level",
        type=float,
        default=0.05,
        metavar="L",
        help="significance of the two-sided test (default: 0.05)",
    )
    group.add_argument(
        "--margin",
        type=float,
        metavar="M",
        help="show that no effect reaches this margin, instead of an effect",
    )
    group.add_argument(
        "--claim",
        type=Claim,
        choices=[*Claim],
        default=Claim.EQUIVALENCE,
        help="with --margin (default: equivalence)",
    )
    group.add_argument("--outcomes", type=int, default=1, metavar="K", help="outcomes, alike (default: 1)")
    group.add_argument(
        "--outcome-correlation",
        type=float,
        default=0.0,
        metavar="X",
        help="between two outcomes (default: 0)",
    )
    group.add_argument(
        "--success",
        type=Success,
        choices=[*Success],
        default=Success.ANY,
        help="any outcome shows its effect (default), or all",
    )
    group.add_argument(
        "--correction",
        type=Correction,
        choices=[*Correction],
        default=Correction.HOLM,
        help="how outcomes share the level (default: holm)",
    )
    money = design.add_argument_group("the budget")
    for flag, words in (
        ("--budget", "find the study that shows most for this amount"),
        ("--cost-unit", "for each unit, at each round it is asked"),
        ("--cost-cluster", "for each cluster"),
        ("--cost-fixed", "whatever the size"),
    ):
        money.add_argument(flag, type=float, metavar="X", help=words)


def add_answer_form(design: argparse.ArgumentParser) -> None:
    """Declare how the answer is checked and written."""
    group = design.add_argument_group("the answer")
    group.add_argument(
        "--simulate",
        type=int,
        metavar="DRAWS",
        help="draw the study as found so many times and run its estimator",
    )
    add_seed(group)  # type: ignore[arg-type]  # a group takes arguments as a parser does
    group.add_argument(
        "--curve", nargs="?", const="power", choices=("power", "effect"),
        help="print power, or the detectable effect, against size, as a Vega-Lite specification",
    )  # fmt: skip
    group.add_argument("--effects", type=numbers, metavar="E1,E2", help="with --curve: up to three effects")
    group.add_argument(
        "--from",
        dest="first",
        type=int,
        metavar="N",
        help="with --curve: smallest size, in units or clusters",
    )
    group.add_argument("--to", dest="last", type=int, metavar="N", help="with --curve: largest size")
    group.add_argument(
        "--measure", dest="unit", default="", metavar="UNIT", help="unit of the outcome, such as MAD"
    )
    group.add_argument("--json", action="store_true", help="print one flat row as JSON")
    add_language(group)  # type: ignore[arg-type]  # a group takes arguments as a parser does


def figures_of(args: argparse.Namespace) -> Figures:
    """Return what was said of the design."""
    return Figures(**{name: getattr(args, name) for name in Figures.__dataclass_fields__})


def aim_of(args: argparse.Namespace) -> Aim:
    """Return what is to be shown."""
    return Aim(
        significance=args.level,
        margin=args.margin,
        claim=args.claim,
        n_outcomes=args.outcomes,
        outcome_correlation=args.outcome_correlation,
        success=args.success,
        correction=args.correction,
    )


def numbers(text: str) -> tuple[float, ...]:
    """Read figures with commas between."""
    return tuple(float(part) for part in text.split(",") if part.strip())


def whole_number(text: str) -> int:
    """Read a whole number, also written ``128.0``."""
    found = float(text)
    if not found.is_integer():
        raise ValueError(text)
    return int(found)
