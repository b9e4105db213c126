# ruff: noqa: E501 -- a sentence is read, compared and translated whole, on one line
"""How strong an omitted confounder would have to be, in words."""

from collections.abc import Mapping, Sequence

from miqyas.checks.phrases import decimal, figure, named, percent
from miqyas.results.table import Cell
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]


def confounding_sentence(
    language: Language, facts: Facts, first: Sequence[Mapping[str, Cell]], unit: str
) -> str:
    """Say the robustness values, then what a confounder as strong as each benchmark would leave."""
    value = float(facts["value"])
    share = percent(float(facts["share"]), language).replace(".0%", "%").replace(",0", "")
    words = {
        "value": figure(value, language, unit), "share": share,
        "rv": percent(float(facts["robustness_value"]), language),
        "rv_interval": percent(float(facts["robustness_value_interval"]), language),
    }  # fmt: skip
    said = [STRENGTH[language].format(**words)]
    said.append(
        INTERVAL["none" if facts["robustness_value_interval"] == 0 else "some"][language].format(**words)
    )
    for row in first:
        name, times = named(str(row["benchmark"]), language), decimal(float(row["times"] or 0), language, 1)
        if row["value"] is None:
            said.append(IMPOSSIBLE[language].format(name=name, times=times))
            continue
        ends = [float(row[end] or 0) for end in ("value", "low", "high")]
        beside = max(abs(value), *map(abs, ends))
        left, low, high = (figure(end, language, beside=beside) for end in ends)
        after = f"\u00a0{unit}" if unit else ""
        said.append(
            LEFT[language].format(name=name, times=times, left=left + after, low=low, high=high + after)
        )
    return " ".join(said)


STRENGTH: dict[Language, str] = {
    "fr": "Pour retirer {share} de l'effet ({value}), un facteur omis devrait expliquer {rv} de ce qui reste du traitement et autant de ce qui reste du résultat.",
    "ar": "لإزالة {share} من الأثر ({value})، يجب أن يفسر عامل مغفَل {rv} مما بقي من المعالجة ومثلها مما بقي من النتيجة.",
    "en": "To take away {share} of the effect ({value}), an omitted factor would have to explain {rv} of what is left of the treatment and as much of what is left of the outcome.",
}
INTERVAL: dict[str, dict[Language, str]] = {
    "some": {
        "fr": "À {rv_interval}, il suffit à ce que l'intervalle rejoigne ce point.",
        "ar": "وتكفي {rv_interval} ليبلغ مجال الثقة هذه النقطة.",
        "en": "At {rv_interval}, it is enough for the interval to reach that point.",
    },
    "none": {
        "fr": "L'intervalle rejoint déjà ce point sans aucun facteur omis.",
        "ar": "ومجال الثقة يبلغ هذه النقطة دون أي عامل مغفَل.",
        "en": "The interval already reaches that point without any omitted factor.",
    },
}
LEFT: dict[Language, str] = {
    "fr": "Un facteur {times} fois aussi fort que {name} laisserait {left} (de {low} à {high}).",
    "ar": "عامل قوته {times} مرة قوة {name} يترك {left} (من {low} إلى {high}).",
    "en": "A factor {times} times as strong as {name} would leave {left} ({low} to {high}).",
}
IMPOSSIBLE: dict[Language, str] = {
    "fr": "Un facteur {times} fois aussi fort que {name} expliquerait tout le traitement : cette comparaison ne dit rien.",
    "ar": "عامل قوته {times} مرة قوة {name} يفسر المعالجة كلها: لا تفيد هذه المقارنة.",
    "en": "A factor {times} times as strong as {name} would explain all of the treatment: this comparison says nothing.",
}
