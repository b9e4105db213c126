"""Why a file is in or out, as sentences for the person who sent it.

A sentence uses the file's own figures and those of the rules; of other files it says the name alone, and only of those its
applicant or its group shares.
"""

import math

from miqyas.reporting.numbers import format_number, format_percent
from miqyas.results.allocation import FileDecision
from miqyas.types import Language

Sentences = dict[Language, str]

IN: dict[str, Sentences] = {
    "above_line": {
        "fr": "Financé à {share} de sa demande : il vaut {value}, et la ligne passe à {line}.",
        "ar": "ممول بنسبة {share} من المبلغ المطلوب: قيمته {value}، والخط عند {line}.",
        "en": "Funded at {share} of its ask: it is worth {value}, and the line is at {line}.",
    },
    "fit": {
        "fr": "Financé à {share} de sa demande : il vaut {value}, moins que la ligne ({line}), mais les dossiers sont "
        "entiers "
        "et cet ensemble emploie le mieux le budget.",
        "ar": "ممول بنسبة {share} من المبلغ المطلوب: قيمته {value}، دون الخط ({line})، لكن الملفات لا تجزأ وهذه المجموعة هي "
        "الأفضل استعمالا للميزانية.",
        "en": "Funded at {share} of its ask: it is worth {value}, less than the line ({line}), but files are whole and "
        "this set "
        "uses the budget best.",
    },
    "forced": {
        "fr": "Financé à {share} de sa demande sur décision du comité : il vaut {value}, et la ligne passe à {line}.",
        "ar": "ممول بنسبة {share} من المبلغ المطلوب بقرار من اللجنة: قيمته {value}، والخط عند {line}.",
        "en": "Funded at {share} of its ask by decision of the committee: it is worth {value}, and the line is at {line}.",
    },
}
OUT: dict[str, Sentences] = {
    "below_line": {
        "fr": "Non financé : il vaut {value}, et la ligne passe à {line}. Il lui manque {missing} ({percent} de sa valeur).",
        "ar": "غير ممول: قيمته {value}، والخط عند {line}. ينقصه {missing} ({percent} من قيمته).",
        "en": "Not funded: it is worth {value}, and the line is at {line}. It lacks {missing} ({percent} of its value).",
    },
    "fit": {
        "fr": "Non financé : il vaut {value}, tout près de la ligne ({line}), mais les dossiers sont entiers et un autre "
        "ensemble emploie mieux le budget.",
        "ar": "غير ممول: قيمته {value}، قريبة جدا من الخط ({line})، لكن الملفات لا تجزأ ومجموعة أخرى أفضل استعمالا "
        "للميزانية.",
        "en": "Not funded: it is worth {value}, very near the line ({line}), but files are whole and another set uses the "
        "budget "
        "better.",
    },
    "forbidden": {
        "fr": "Non financé sur décision du comité : il vaut {value}, et la ligne passe à {line}.",
        "ar": "غير ممول بقرار من اللجنة: قيمته {value}، والخط عند {line}.",
        "en": "Not funded by decision of the committee: it is worth {value}, and the line is at {line}.",
    },
    "exclusive": {
        "fr": "Non financé : un seul dossier de son groupe peut l’être, et « {rival} » l’est. Pour prendre sa place, il "
        "devait "
        "valoir {line} ; il vaut {value}.",
        "ar": "غير ممول: لا يمول إلا ملف واحد من مجموعته، وهو «{rival}». ليأخذ مكانه كان يجب أن تبلغ قيمته {line}؛ وهي "
        "{value}.",
        "en": "Not funded: one file of its group can be, and “{rival}” is. To take its place it had to be worth {line}; "
        "it is "
        "worth {value}.",
    },
    "applicant": {
        "fr": "Non financé : son candidat a déjà autant de dossiers financés que la règle le permet. Pour prendre la "
        "place de "
        "l’un d’eux, il devait valoir {line} ; il vaut {value}.",
        "ar": "غير ممول: لمترشحه من الملفات الممولة ما تسمح به القاعدة. ليأخذ مكان أحدها كان يجب أن تبلغ قيمته {line}؛ "
        "وهي {value}.",
        "en": "Not funded: its applicant already has as many files funded as the rule allows. To take the place of one it "
        "had to "
        "be worth {line}; it is worth {value}.",
    },
    "needs": {
        "fr": "Non financé : il a besoin du dossier « {rival} », qui n’est pas financé. Il vaut {value}.",
        "ar": "غير ممول: يحتاج إلى الملف «{rival}» وهو غير ممول. قيمته {value}.",
        "en": "Not funded: it needs the file “{rival}”, which is not funded. It is worth {value}.",
    },
    "above_budget": {
        "fr": "Non financé : il demande {cost}, plus que tout le budget.",
        "ar": "غير ممول: يطلب {cost}، أكثر من الميزانية كلها.",
        "en": "Not funded: it asks {cost}, more than the whole budget.",
    },
}
HELPED: Sentences = {
    "fr": "Un plancher l’a aidé : chaque unité de coût devait rapporter {price}, soit {help} de moins qu’ailleurs.",
    "ar": "ساعده حد أدنى: كان على كل وحدة من الكلفة أن تعطي {price}، أي أقل بـ {help} من غيره.",
    "en": "A floor helped it: each unit of cost had to bring {price}, {help} less than elsewhere.",
}
HINDERED: Sentences = {
    "fr": "Un plafond a pesé : chaque unité de coût devait rapporter {price}, soit {help} de plus qu’ailleurs.",
    "ar": "أثر فيه حد أقصى: كان على كل وحدة من الكلفة أن تعطي {price}، أي أكثر بـ {help} من غيره.",
    "en": "A cap weighed on it: each unit of cost had to bring {price}, {help} more than elsewhere.",
}
NO_PLACE = ("forced", "forbidden", "needs", "above_budget")  # where help or weight changed nothing


def reason_sentences(one: FileDecision, language: Language) -> tuple[str, ...]:
    """Say in one or two sentences why a file is in or out.

    Examples
    --------
    >>> from miqyas.results.allocation import FileDecision
    >>> one = FileDecision("a", False, "below_line", 0.5, 60.0, -0.2, 48.0, 120.0, 0.0, 0.0, "")
    >>> reason_sentences(one, "en")
    ('Not funded: it is worth 48, and the line is at 60. It lacks 12 (25% of its value).',)
    """
    sentence = (IN if one.is_funded else OUT)[one.reason][language]
    facts = {
        "share": format_percent(one.share, language, decimals=0),
        "value": _figure(one.value, language),
        "cost": _figure(one.cost, language),
        "line": _figure(one.line, language),
        "missing": _figure(one.line - one.value, language),
        "percent": _percent(one, language),
        "rival": one.rival,
    }
    told = [sentence.format(**facts)]
    if one.reason not in NO_PLACE and abs(one.help) > 1e-9 * max(one.price, 1e-300):
        side = HELPED if one.help > 0 else HINDERED
        price = format_number(one.price, language)
        told.append(side[language].format(price=price, help=format_number(abs(one.help), language)))
    return tuple(told)


def _figure(value: float, language: Language) -> str:
    """A figure; a line no value reaches is a dash."""
    return format_number(value, language) if math.isfinite(value) else "—"


def _percent(one: FileDecision, language: Language) -> str:
    if not (math.isfinite(one.line) and one.value > 0):
        return "—"
    return format_percent((one.line - one.value) / one.value, language, decimals=0)
