"""A payment on results as a sentence for both sides."""

from miqyas.reporting.numbers import format_number, format_percent
from miqyas.results.disbursement import Payment, PayRates
from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "report_received": {
        "fr": "Le rapport est reçu : le jalon est payé en entier.",
        "ar": "وصل التقرير: تؤدى المرحلة كاملة.",
        "en": "The report was received: the milestone is paid in full.",
    },
    "report_missing": {
        "fr": "Le rapport n’est pas reçu : rien n’est dû encore.",
        "ar": "لم يصل التقرير: لا شيء مستحق بعد.",
        "en": "The report was not received: nothing is due yet.",
    },
    "target_reached": {
        "fr": "Estimation {estimate}, borne retenue {bound}, cible {target} : atteinte. Le jalon est payé en entier.",
        "ar": "التقدير {estimate}، والحد المعتمد {bound}، والهدف {target}: بُلغ. تؤدى المرحلة كاملة.",
        "en": "Estimate {estimate}, end of the interval that counts {bound}, target {target}: reached. The milestone "
        "is paid in full.",
    },
    "target_not_reached": {
        "fr": "Estimation {estimate}, borne retenue {bound}, cible {target} : non atteinte. Rien n’est dû sur ce jalon.",
        "ar": "التقدير {estimate}، والحد المعتمد {bound}، والهدف {target}: لم يُبلغ. لا شيء مستحق على هذه المرحلة.",
        "en": "Estimate {estimate}, end of the interval that counts {bound}, target {target}: not reached. Nothing "
        "is due on this milestone.",
    },
    "part_of_target": {
        "fr": "Estimation {estimate}, cible {target} : {share} du jalon est dû ({low} à {high} aux deux bouts de "
        "l’intervalle).",
        "ar": "التقدير {estimate}، والهدف {target}: المستحق {share} من المرحلة (من {low} إلى {high} عند طرفي المجال).",
        "en": "Estimate {estimate}, target {target}: {share} of the milestone is due ({low} to {high} at both ends of the "
        "interval).",
    },
}
RATES: dict[Language, str] = {
    "fr": "Si la valeur vraie est {met}, le paiement est refusé à tort {refuse} du temps ; si elle est {short}, il "
    "est fait à tort {pay} du temps. Exactement sur la cible, il est fait {target} du temps.",
    "ar": "إذا كانت القيمة الحقيقية {met} فالأداء يُرفض خطأ بنسبة {refuse}؛ وإذا كانت {short} فإنه يتم خطأ بنسبة "
    "{pay}. وعند الهدف تماما يتم بنسبة {target}.",
    "en": "If the truth is {met}, payment is wrongly refused {refuse} of the time; if it is {short}, it is wrongly "
    "made {pay} of the time. Exactly on target, it is made {target} of the time.",
}


def payment_sentence(due: Payment, language: Language) -> str:
    """Say what is due and why."""
    figures = {
        "estimate": due.estimate,
        "bound": due.estimate if due.bound is None else due.bound,
        "target": due.target,
    }
    told = {
        name: "—" if figure is None else format_number(figure, language) for name, figure in figures.items()
    }
    shares = {
        name: format_percent(getattr(due, name), language, decimals=0) for name in ("share", "low", "high")
    }
    return SENTENCES[due.reason][language].format(**told, **shares)


def rates_sentence(rates: PayRates, language: Language) -> str:
    """Say how often a rule errs, while it is being written."""
    return RATES[language].format(
        met=format_number(rates.met, language),
        short=format_number(rates.short, language),
        refuse=format_percent(rates.false_refuse, language, decimals=1),
        pay=format_percent(rates.false_pay, language, decimals=1),
        target=format_percent(rates.paid_on_target, language, decimals=1),
    )
