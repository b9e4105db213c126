"""What the density test at a threshold says."""

from collections.abc import Mapping

from miqyas.checks.phrases import p_value
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]


def density_sentence(language: Language, facts: Facts, *, passed: bool) -> str:
    """Say whether units crowd on one side of the threshold, and how many values share units."""
    n = int(facts["n_below"]) + int(facts["n_above"])
    said = PASSED if passed else MORE_ABOVE if float(facts["statistic"]) > 0 else MORE_BELOW
    sentence = said[language].format(p=p_value(float(facts["p_value"]), language), n=n)
    if int(facts["n_values"]) < 0.8 * n:
        sentence += REPEATED[language].format(n=n, values=facts["n_values"])
    return sentence


PASSED: dict[Language, str] = {
    "fr": (
        "Rien ne montre que des unités se soient placées d'un côté du seuil : la densité y est la même des deux "
        "côtés ({p} ; {n} unités dans la fenêtre)."
    ),
    "ar": (
        "لا شيء يبين أن وحدات اختارت جانبا من العتبة: الكثافة عندها واحدة في الجانبين ({p}؛ عدد الوحدات داخل النافذة: {n})."
    ),
    "en": (
        "Nothing shows that units placed themselves on one side of the threshold: the density there is the same "
        "on both sides ({p}; {n} units within the bandwidth)."
    ),
}
MORE_ABOVE: dict[Language, str] = {
    "fr": (
        "Les unités sont plus nombreuses juste au-dessus du seuil que juste au-dessous ({p}) : certaines ont pu y "
        "être placées, et la comparaison au seuil n'est alors plus crédible."
    ),
    "ar": (
        "عدد الوحدات فوق العتبة مباشرة أكبر منه تحتها مباشرة ({p}): ربما وُضع بعضها هناك عمدا، وعندئذ لا تبقى المقارنة عند "
        "العتبة موثوقة."
    ),
    "en": (
        "More units stand just above the threshold than just below ({p}): some may have been placed there, and the "
        "comparison at the threshold is then not credible."
    ),
}
MORE_BELOW: dict[Language, str] = {
    "fr": (
        "Les unités sont plus nombreuses juste au-dessous du seuil que juste au-dessus ({p}) : certaines ont pu y "
        "être placées, et la comparaison au seuil n'est alors plus crédible."
    ),
    "ar": (
        "عدد الوحدات تحت العتبة مباشرة أكبر منه فوقها مباشرة ({p}): ربما وُضع بعضها هناك عمدا، وعندئذ لا تبقى المقارنة عند "
        "العتبة موثوقة."
    ),
    "en": (
        "More units stand just below the threshold than just above ({p}): some may have been placed there, and the "
        "comparison at the threshold is then not credible."
    ),
}
REPEATED: dict[Language, str] = {
    "fr": " Beaucoup ont la même valeur ({values} valeurs pour {n} unités) : un arrondi peut ressembler à une triche.",
    "ar": " كثير منها لها القيمة نفسها (عدد القيم {values} وعدد الوحدات {n}): قد يشبه التقريب التلاعب.",
    "en": " Many share a value ({values} values for {n} units): rounding can look like manipulation.",
}
