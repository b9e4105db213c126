# ruff: noqa: E501 -- a sentence is read, compared and translated whole, on one line
"""Sentences about several studies together."""

from miqyas.types import Language

ASYMMETRY: dict[str, dict[Language, str]] = {
    "found": {
        "fr": "Les petites études trouvent d'autres effets que les grandes ({p}, {n} études) : des résultats manquent peut-être, ou les petites études diffèrent autrement.",
        "ar": "تجد الدراسات الصغيرة آثارًا غير التي تجدها الكبيرة ({p}، عدد الدراسات {n}): قد تكون هناك نتائج ناقصة، أو تختلف الدراسات الصغيرة من وجه آخر.",
        "en": "Small studies find other effects than large ones ({p}, {n} studies): results may be missing, or small studies differ in some other way."},
    "unseen": {
        "fr": "Aucun écart entre petites et grandes études n'a pu être établi ({p}, {n} études). Cela ne prouve pas que rien ne manque.",
        "ar": "لم يُثبَت أي فرق بين الدراسات الصغيرة والكبيرة ({p}، عدد الدراسات {n}). هذا لا يثبت أن لا شيء ينقص.",
        "en": "No gap between small and large studies could be established ({p}, {n} studies). This does not prove that nothing is missing."},
}  # fmt: skip


def asymmetry_text(language: Language, p_value: float, n: int, *, found: bool) -> str:
    """Say what the test of small-study effects shows, and what it does not."""
    sign, shown = ("<", 0.001) if p_value < 0.001 else ("=", p_value)
    written = f"{shown:.3f}" if language == "en" else f"{shown:.3f}".replace(".", ",")
    p = f"p {sign} {written}"
    if language == "ar":
        p = f"\u2068{p}\u2069"
    return ASYMMETRY["found" if found else "unseen"][language].format(p=p, n=n)
