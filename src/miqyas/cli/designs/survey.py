"""`miqyas estimate survey FILE`: a mean, a total, a share or an effect in the population a survey was drawn from."""

import argparse
from collections.abc import Sequence

from miqyas.cli.arguments import add_covariates, add_form, add_table
from miqyas.cli.page import aligned, estimate_page
from miqyas.data.relation import Relation
from miqyas.data.survey_design import Lonely, SurveyDesign
from miqyas.estimators.survey import Quantity, survey
from miqyas.estimators.survey_itt import survey_itt
from miqyas.reporting.estimate_lines import estimate_lines
from miqyas.reporting.numbers import format_number
from miqyas.results.check import CheckResult
from miqyas.results.survey import SurveyEstimate
from miqyas.types import Language

NAME = "survey"
HELP = "a mean, total, share or effect in a population, from a sample drawn in strata and stages"
LABELS: dict[str, dict[Language, str]] = {
    "design_effect": {"fr": "Effet de plan", "ar": "أثر خطة المعاينة", "en": "Design effect"},
    "n_psus": {"fr": "Unités primaires", "ar": "الوحدات الأولية", "en": "Primary sampling units"},
    "n_strata": {"fr": "Strates de sondage", "ar": "طبقات المعاينة", "en": "Sampling strata"},
}
FIGURE: dict[Language, str] = {"fr": "Estimation", "ar": "التقدير", "en": "Estimate"}


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the outcome and how the sample was drawn."""
    add_table(design)
    design.add_argument(
        "--quantity", choices=[*Quantity], default=str(Quantity.MEAN), help="what to estimate (default: mean)"
    )
    design.add_argument(
        "--treatment", metavar="D", help="column of 0 and 1: estimate the effect of being assigned instead"
    )
    add_covariates(design)
    design.add_argument("--weights", metavar="W", help="column of sampling weights, above zero")
    design.add_argument("--psu", metavar="J", help="column of the primary sampling units (villages)")
    design.add_argument("--strata", metavar="H", help="column of the strata the units were drawn in")
    design.add_argument("--fpc", metavar="N", help="column: primary units of the stratum in the population")
    design.add_argument(
        "--lonely", choices=[*Lonely], default=str(Lonely.REFUSE), help="strata of one primary unit"
    )
    add_form(design)


def answer(relation: Relation, args: argparse.Namespace) -> SurveyEstimate:
    """Estimate what was asked."""
    drawn = SurveyDesign(args.weights, args.psu, args.strata, args.fpc, args.lonely)
    if args.treatment is None:
        return survey(
            relation,
            outcome=args.outcome,
            design=drawn,
            quantity=args.quantity,
            level=args.level,
            unit=args.unit,
        )
    return survey_itt(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        design=drawn,
        covariates=args.covariates,
        level=args.level,
        unit=args.unit,
    )


def page(found: SurveyEstimate, checks: Sequence[CheckResult], args: argparse.Namespace) -> str:
    """Write the figures, then those of the design; an effect begins with its sentence."""
    figures = {
        "design_effect": format_number(found.design_effect, args.language, decimals=2),
        "n_psus": format_number(found.n_psus, args.language),
        "n_strata": format_number(found.n_strata, args.language),
    }
    more = [(LABELS[name][args.language], figure) for name, figure in figures.items()]
    if args.treatment is not None:
        return estimate_page(found.estimate, checks, args, more=more)
    lines = estimate_lines(found.estimate, args.language)
    # Neither a test against zero nor a comparison arm means anything for a mean; units and clusters follow.
    kept = [(FIGURE[args.language], lines[0][1]), *lines[1:3], lines[5], lines[7]]
    return "\n".join(aligned([*kept, *more]))
