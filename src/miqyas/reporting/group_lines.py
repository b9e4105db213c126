"""Effects by group, or by quantile, as lines a person reads."""

from miqyas.reporting.notes import note_sentence
from miqyas.reporting.numbers import decimals_for, format_interval, format_number, format_p, format_percent
from miqyas.results.group_effects import GroupEffects
from miqyas.results.quantile_effects import QuantileEffects
from miqyas.types import Language

EACH: dict[Language, str] = {
    "fr": "Intervalles à {level}, chacun pris seul ; p ajustée selon Holm pour les {n} groupes regardés.",
    "ar": "مجالات عند {level}، كل واحد على حدة؛ القيمة الاحتمالية معدلة بطريقة هولم لكل المجموعات ({n}).",
    "en": "Intervals at {level}, each taken alone; p adjusted by Holm for the {n} groups looked at.",
}
DIFFER: dict[Language, str] = {
    "fr": "Test que l'effet est le même dans tous les groupes : {p}.",
    "ar": "اختبار أن الأثر واحد في كل المجموعات: {p}.",
    "en": "Test that the effect is the same in all groups: {p}.",
}
CANNOT: dict[Language, str] = {
    "fr": "Trop peu de grappes ou d'unités pour tester si l'effet diffère d'un groupe à l'autre.",
    "ar": "العناقيد أو الوحدات أقل من أن يُختبر هل يختلف الأثر بين المجموعات.",
    "en": "Too few clusters or units to test whether the effect differs between groups.",
}
TOGETHER: dict[Language, str] = {
    "fr": "Entre crochets, la bande valable à {level} pour tous les quantiles ensemble.",
    "ar": "بين المعقوفين النطاق الصالح عند {level} لكل الكميات معا.",
    "en": "In brackets, the band that holds at {level} for all quantiles together.",
}
SAME: dict[Language, str] = {
    "fr": "Test que l'effet est le même à tous les quantiles : {p}.",
    "ar": "اختبار أن الأثر واحد عند كل الكميات: {p}.",
    "en": "Test that the effect is the same at every quantile: {p}.",
}
UNITS: dict[Language, str] = {"fr": "{n} unités", "ar": "{n} وحدة", "en": "{n} units"}


def group_page(found: GroupEffects, language: Language) -> str:
    """Write each effect on a line, then whether they differ, then the notes."""
    width = max(len(effect.group) for effect in found.effects)
    lines = []
    for effect in found.effects:
        decimals = decimals_for(effect.low, effect.high)
        value = format_number(effect.value, language, found.unit, decimals=decimals)
        interval = format_interval(effect.low, effect.high, language, found.unit, decimals=decimals)
        p = format_p(effect.adjusted_p_value, language)
        n = UNITS[language].format(n=format_number(effect.n, language))
        lines.append(f"  {effect.group:<{width}}  {value}   [{interval}]   p {p}   ({n})")
    level = format_percent(found.level, language, decimals=0 if (100 * found.level) % 1 == 0 else 1)
    said = [EACH[language].format(level=level, n=len(found.effects))]
    if found.difference_p_value is None:
        said.append(CANNOT[language])
    else:
        said.append(DIFFER[language].format(p=format_p(found.difference_p_value, language)))
    said += [note_sentence(note, language) for note in found.notes]
    return "\n".join([*lines, "", *(f"· {sentence}" for sentence in said)])


def quantile_page(found: QuantileEffects, language: Language) -> str:
    """Write the effect at each quantile on a line, with the shared band, then the notes."""
    lines = []
    for effect in found.effects:
        decimals = decimals_for(effect.band_low, effect.band_high)
        value = format_number(effect.value, language, found.unit, decimals=decimals)
        band = format_interval(effect.band_low, effect.band_high, language, found.unit, decimals=decimals)
        of_arms = " → ".join(
            format_number(end, language, decimals=decimals) for end in (effect.control, effect.treated)
        )
        shown = format_percent(
            effect.quantile, language, decimals=0 if round(100 * effect.quantile, 9) % 1 == 0 else 1
        )
        lines.append(f"  {shown:>6}  {value}   [{band}]   ({of_arms})")
    level = format_percent(found.level, language, decimals=0 if (100 * found.level) % 1 == 0 else 1)
    said = [TOGETHER[language].format(level=level)]
    if found.same_p_value is not None:
        said.append(SAME[language].format(p=format_p(found.same_p_value, language)))
    said += [note_sentence(note, language) for note in found.notes]
    return "\n".join([*lines, "", *(f"· {sentence}" for sentence in said)])
