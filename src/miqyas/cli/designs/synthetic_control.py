"""`miqyas estimate synthetic-control FILE`: a treated unit against the mix of donors that followed it before."""

import argparse
from collections.abc import Sequence

import numpy as np

from miqyas.checks.pre_fit import pre_fit
from miqyas.cli.arguments import add_form, add_panel, add_seed, add_table, names
from miqyas.cli.page import aligned, estimate_page
from miqyas.data.followed import Predictor
from miqyas.data.relation import Relation
from miqyas.estimators.synthetic_control import synthetic_control
from miqyas.reporting.numbers import decimals_for, format_interval, format_number, format_p, format_percent
from miqyas.results.check import CheckResult
from miqyas.results.synthetic import PathPoint, SyntheticControl
from miqyas.types import Language

NAME = "synthetic-control"
HELP = "synthetic control: a treated unit against the mix of donors that followed it before treatment"
SHOWN_DONORS = 10
WORDS: dict[str, dict[Language, str]] = {
    "pre_rmspe": {"fr": "Écart typique avant", "ar": "الفارق المعتاد قبل المعالجة", "en": "Typical gap before"},
    "post_rmspe": {"fr": "Écart typique après", "ar": "الفارق المعتاد بعدها", "en": "Typical gap after"},
    "conformal": {
        "fr": "Conforme, effet constant", "ar": "المجال التطابقي لأثر ثابت", "en": "Conformal, constant effect"},
    "donors": {"fr": "Donneurs", "ar": "الوحدات المانحة", "en": "Donors"},
    "predictors": {"fr": "Importance des variables", "ar": "أهمية المتغيرات", "en": "Importance of the predictors"},
    "gaps": {
        "fr": "Écart par période, avec son intervalle conforme à {level}",
        "ar": "الفارق حسب الفترة مع مجاله التطابقي عند {level}",
        "en": "Gap by period, with its conformal interval at {level}"},
    "left_out": {"fr": "Effet sans ce donneur", "ar": "الأثر دون هذه الوحدة", "en": "Effect without this donor"},
    "backdated": {
        "fr": "Traitement supposé en {time}, avant le vrai : effet {value} (écart typique avant {rmspe}).",
        "ar": "معالجة مفترضة في {time} قبل الحقيقية: الأثر {value} (الفارق المعتاد قبلها {rmspe}).",
        "en": "Treatment pretended in {time}, before the real one: effect {value} (typical gap before {rmspe})."},
    "unbounded": {
        "fr": "sans borne : trop peu de périodes", "ar": "بلا حد: الفترات قليلة", "en": "unbounded: too few periods"},
}  # fmt: skip


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    design.add_argument(
        "--treatment", required=True, metavar="D", help="column of 0 and 1: who is treated in that period"
    )
    add_panel(design)
    design.add_argument(
        "--covariates",
        "--predictors",
        dest="predictors",
        type=predictors,
        default=(),
        metavar="A:1980-1988,Y:1975",
        help="what donors are matched on, each a column and its periods (default: every outcome before treatment)",
    )
    design.add_argument(
        "--importance", type=_numbers, metavar="V,V", help="one number by predictor (default: found)"
    )
    design.add_argument(
        "--max-pre-fit", type=float, metavar="M", help="leave out placebos that fit so many times worse"
    )
    design.add_argument("--backdate", type=float, metavar="T", help="pretend treatment in this period too")
    add_seed(design)
    add_form(design, json="print one flat row by effect, donor and placebo as JSON")


def predictors(text: str) -> tuple[Predictor, ...]:
    """Read ``A:1980-1988,Y:1975``.

    Examples
    --------
    >>> [str(predictor) for predictor in predictors("beer:1984-1988,sales:1975")]
    ['beer 1984-1988', 'sales 1975']
    """
    return tuple(_predictor(item) for item in names(text))


def _predictor(item: str) -> Predictor:
    column, colon, span = item.rpartition(":")
    first, dash, last = span.partition("-")
    if not colon:
        raise argparse.ArgumentTypeError(
            f"{item}: write the column and its periods, such as {item}:2001-2005"
        )
    try:
        return Predictor(column, float(first), float(last if dash else first))
    except ValueError as error:
        message = f"{item}: the periods after the colon must be numbers, such as 2001-2005"
        raise argparse.ArgumentTypeError(message) from error


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(number) for number in names(text))


def answer(relation: Relation, args: argparse.Namespace) -> SyntheticControl:
    """Estimate what was asked."""
    return synthetic_control(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        unit_id=args.unit_id,
        time=args.time,
        rng=np.random.default_rng(args.seed),
        predictors=args.predictors,
        importance=args.importance,
        max_pre_fit=args.max_pre_fit,
        backdate=args.backdate,
        level=args.level,
        unit=args.unit,
    )


def checks(relation: Relation, args: argparse.Namespace) -> tuple[CheckResult, ...]:
    """Tell how closely the mix follows before treatment."""
    return (
        pre_fit(
            relation,
            outcome=args.outcome,
            treatment=args.treatment,
            unit_id=args.unit_id,
            time=args.time,
            predictors=args.predictors,
            importance=args.importance,
        ),
    )


def page(found: SyntheticControl, checks: Sequence[CheckResult], args: argparse.Namespace) -> str:
    """Write the average effect, then donors, gaps and placebos."""
    language: Language = args.language
    conformal = f"{_range(found.average_low, found.average_high, language)} ({format_p(found.average_p_value, language)})"
    more = [
        *((WORDS[name][language], format_number(getattr(found, name), language)) for name in ("pre_rmspe", "post_rmspe")),
        (WORDS["conformal"][language], conformal),
    ]  # fmt: skip
    level = format_percent(found.estimate.level, language)
    lines = [estimate_page(found.estimate, checks, args, more=more), "", WORDS["donors"][language]]
    shown = [donor for donor in found.donors if donor.share >= 0.0005][:SHOWN_DONORS]
    lines += aligned([(donor.name, format_percent(donor.share, language, decimals=1)) for donor in shown])
    if found.predictors:
        lines += ["", WORDS["predictors"][language]]
        lines += aligned([(v.name, format_percent(v.share, language, decimals=1)) for v in found.predictors])
    lines += ["", WORDS["gaps"][language].format(level=level)]
    lines += aligned([(f"{p.time:g}", _gap(p, language)) for p in found.path if p.is_after])
    lines += ["", WORDS["left_out"][language]]
    lines += aligned([(one.name, format_number(one.value, language)) for one in found.left_out])
    if found.backdated:
        told = {"value": found.backdated.value, "rmspe": found.backdated.pre_rmspe}
        figures = {name: format_number(value, language) for name, value in told.items()}
        lines += ["", "· " + WORDS["backdated"][language].format(time=found.backdated.name, **figures)]
    return "\n".join(lines)


def _gap(point: PathPoint, language: Language) -> str:
    value = format_number(point.gap, language, decimals=decimals_for(point.gap))
    p_value = format_p(1.0 if point.p_value is None else point.p_value, language)
    return f"{value}   [{_range(point.low, point.high, language)}]   {p_value}"


def _range(low: float | None, high: float | None, language: Language) -> str:
    if low is None or high is None:
        return WORDS["unbounded"][language]
    return format_interval(low, high, language)
