# ruff: noqa: E501 -- a sentence is read, compared and translated whole, on one line
"""An account of value in a few plain sentences, never without how uncertain it is."""

from miqyas.reporting.figure_names import figure_name
from miqyas.reporting.numbers import format_interval, format_number, format_percent, unit_name
from miqyas.results.value import CostBenefit, CostEffectiveness, ReturnUncertainty, SocialReturn
from miqyas.types import Language

MOST_DIGITS = 2  # a ratio of judged figures is not known better

SAID: dict[str, dict[Language, str]] = {
    "ratio": {
        "fr": "Pour chaque {money} investi, les changements comptés valent {ratio} {money_name}.",
        "ar": "مقابل كل {money} مستثمَر، تساوي التغييرات المحتسبة {ratio} {money_name}.",
        "en": "For each {money} put in, the changes counted are worth {ratio} {money_name}.",
    },
    "uncertain": {
        "fr": "Avec l'incertitude déclarée, ce chiffre va {interval} ({level}) ; la valeur dépasse le coût dans {probability} des tirages.",
        "ar": "مع عدم اليقين المعلن، يقع هذا الرقم {interval} ({level})؛ وتفوق القيمة التكلفة في {probability} من السحوبات.",
        "en": "With the uncertainty declared, this figure goes from {interval} ({level}); value exceeds cost in {probability} of draws.",
    },
    "certain": {
        "fr": "Aucun chiffre ne déclare son incertitude : on ne sait pas à quel point ce rapport est sûr.",
        "ar": "لا يعلن أي رقم مدى عدم يقينه: لا نعرف مدى ثقة هذه النسبة.",
        "en": "No figure declares how uncertain it is: how sure this ratio is cannot be told.",
    },
    "widest": {
        "fr": "Le chiffre qui pèse le plus est « {figure} » : le rapport va {interval} selon lui.",
        "ar": "الرقم الأكثر تأثيرا هو «\u2068{figure}\u2069»: تتراوح النسبة {interval} حسبه.",
        "en": "The figure that weighs most is “{figure}”: the ratio goes from {interval} with it.",
    },
    "caution": {
        "fr": "Ce rapport ne se compare pas à celui d'un autre compte.",
        "ar": "لا تُقارن هذه النسبة بنسبة حساب آخر.",
        "en": "This ratio does not compare with that of another account.",
    },
    "even": {
        "fr": "La valeur égale le coût quand « {figure} » vaut {value}.",
        "ar": "تتساوى القيمة والتكلفة عندما يساوي «\u2068{figure}\u2069» {value}.",
        "en": "Value equals cost when “{figure}” is {value}.",
    },
    "effectiveness": {
        "fr": "Une unité d'effet coûte {ratio} ({interval}, {level}).",
        "ar": "تكلف وحدة الأثر {ratio} ({interval}، {level}).",
        "en": "One unit of effect costs {ratio} ({interval}, {level}).",
    },
}
LACKS: dict[str, dict[Language, str]] = {
    "stakeholders": {
        "fr": "Le compte ne dit pas qui a été consulté (stakeholders).",
        "ar": "لا يذكر الحساب من استُشير (stakeholders).",
        "en": "The account does not say who was consulted (stakeholders).",
    },
    "left_out": {
        "fr": "Le compte ne dit pas quels changements ont été laissés de côté, ni pourquoi (left_out).",
        "ar": "لا يذكر الحساب التغييرات المستبعدة ولا السبب (left_out).",
        "en": "The account does not say which changes were left out, nor why (left_out).",
    },
    "harms": {
        "fr": "Aucun effet négatif n'est compté : en a-t-on cherché ?",
        "ar": "لا يُحتسب أي أثر سلبي: هل بُحث عنه؟",
        "en": "No harm is counted: was one looked for?",
    },
}
LABELS: dict[str, dict[Language, str]] = {
    "present_value": {"fr": "Valeur actualisée", "ar": "القيمة الحالية", "en": "Present value"},
    "investment": {"fr": "Coût actualisé", "ar": "التكلفة الحالية", "en": "Present cost"},
    "net_present_value": {"fr": "Valeur nette", "ar": "صافي القيمة", "en": "Net present value"},
    "benefit_cost_ratio": {"fr": "Rapport valeur / coût", "ar": "نسبة القيمة إلى التكلفة", "en": "Value-cost ratio"},
    "internal_rate": {"fr": "Taux interne", "ar": "المعدل الداخلي", "en": "Internal rate"},
    "payback_year": {"fr": "Coût couvert en fin d'année", "ar": "تُغطى التكلفة بنهاية السنة", "en": "Cost covered by end of year"},
    "discount_rate": {"fr": "Taux d'actualisation", "ar": "معدل الخصم", "en": "Discount rate"},
}  # fmt: skip
RATE: dict[str, dict[Language, str]] = {
    "none": {"fr": "aucun", "ar": "لا يوجد", "en": "none"},
    "several": {"fr": "plusieurs possibles", "ar": "عدة معدلات ممكنة", "en": "several possible"},
    "never": {"fr": "jamais", "ar": "أبدا", "en": "never"},
}


def value_sentence(
    found: SocialReturn,
    language: Language,
    *,
    sure: ReturnUncertainty | None = None,
    widest: tuple[str, float, float] | None = None,
) -> str:
    """Say what one unit of money returned, how uncertain that is, and on which figure it hangs most.

    ``widest`` is a figure with the ratios at its two ends. Without ``sure`` it says that nothing is known of how
    uncertain the ratio is.

    Examples
    --------
    >>> from miqyas.results.table import Table
    >>> none = Table((), ())
    >>> print(value_sentence(SocialReturn(240.0, 100.0, 140.0, 2.4, "MAD", none, none), "en").split(". ")[0])
    For each MAD put in, the changes counted are worth 2.40 MAD
    """
    money = unit_name(found.unit, language, plural=False)
    plural = unit_name(found.unit, language, plural=abs(found.ratio) >= 2)
    said = [
        SAID["ratio"][language].format(money=money, money_name=plural, ratio=_ratio(found.ratio, language))
    ]
    if sure is None:
        said.append(SAID["certain"][language])
    else:
        said.append(
            SAID["uncertain"][language].format(
                interval=format_interval(sure.low, sure.high, language, decimals=MOST_DIGITS),
                level=level_shown(sure.level, language),
                probability=format_percent(sure.probability, language),
            )
        )
    if widest is not None:
        low, high = sorted(widest[1:])
        interval = format_interval(low, high, language, decimals=MOST_DIGITS)
        said.append(
            SAID["widest"][language].format(figure=figure_name(widest[0], language), interval=interval)
        )
    text = " ".join([*said, SAID["caution"][language]])
    return text.replace(" :", "\u00a0:").replace(" ;", "\u202f;") if language == "fr" else text


def break_even_sentence(figure: str, value: float, language: Language) -> str:
    """Say at which value of a figure the account breaks even."""
    return SAID["even"][language].format(
        figure=figure_name(figure, language), value=format_number(value, language)
    )


def effectiveness_sentence(found: CostEffectiveness, language: Language) -> str:
    """Say what one unit of effect costs."""
    return SAID["effectiveness"][language].format(
        ratio=format_number(found.ratio, language, found.unit),
        interval=format_interval(found.low, found.high, language),
        level=level_shown(found.level, language),
    )


def value_lines(found: CostBenefit, language: Language) -> list[tuple[str, str]]:
    """List the money, the ratio, the internal rate or why there is none, and when the cost is covered."""
    money = {
        "present_value": found.present_benefit, "investment": found.present_cost,
        "net_present_value": found.net_present_value,
    }  # fmt: skip
    figures = {name: format_number(amount, language, found.unit) for name, amount in money.items()}
    figures["benefit_cost_ratio"] = _ratio(found.benefit_cost_ratio, language)
    figures["internal_rate"] = (
        RATE[found.rate_exists if found.rate_exists in RATE else "none"][language]
        if found.internal_rate is None
        else format_percent(found.internal_rate, language, decimals=1)
    )
    never = RATE["never"][language]
    figures["payback_year"] = never if found.payback_year is None else str(found.payback_year)
    figures["discount_rate"] = format_percent(found.discount_rate, language, decimals=1)
    return [(LABELS[name][language], figure) for name, figure in figures.items()]


def level_shown(level: float, language: Language) -> str:
    """Write a coverage."""
    return format_percent(level, language, decimals=0 if (100 * level) % 1 == 0 else 1)


def _ratio(value: float, language: Language) -> str:
    return format_number(value, language, decimals=MOST_DIGITS)
