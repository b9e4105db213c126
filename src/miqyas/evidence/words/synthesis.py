# ruff: noqa: E501 -- a sentence is read, compared and translated whole, on one line
"""Sentences about several studies together."""

from collections.abc import Mapping

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


MODERATION: dict[str, dict[Language, str]] = {
    "slope": {
        "fr": "Quand {name} augmente d'une unité, l'effet change de {slope} (de {low} à {high} ; {p}, {n} études).",
        "ar": "عندما يزيد {name} بوحدة، يتغير الأثر بمقدار {slope} (من {low} إلى {high}؛ {p}، عدد الدراسات {n}).",
        "en": "When {name} rises by one, the effect changes by {slope} ({low} to {high}; {p}, {n} studies)."},
    "share": {
        "fr": "Cela rend compte de {share} des vraies différences entre études.",
        "ar": "ويفسر ذلك {share} من الفروق الحقيقية بين الدراسات.",
        "en": "It accounts for {share} of the real differences between studies."},
    "cause": {
        "fr": "Ce n'est pas une preuve de cause : d'autres traits vont avec {name}.",
        "ar": "ليس هذا دليلا على السبب: صفات أخرى تصاحب {name}.",
        "en": "This is no proof of a cause: other things go with {name}."},
    "few": {
        "fr": "Avec moins de dix études, une telle droite trompe facilement.",
        "ar": "بأقل من عشر دراسات، يسهل أن يخدع مثل هذا الخط.",
        "en": "With fewer than ten studies, such a line easily misleads."},
}  # fmt: skip


def moderation_text(
    language: Language, facts: Mapping[str, float | int | bool | str], name: str, unit: str, *, few: bool
) -> str:
    """Say how the effect moves with a characteristic of the studies, and how little that proves."""
    shown = {end: _number(float(facts[end]), language) for end in ("slope", "low", "high")}
    p_value = float(facts["p_value"])
    sign, p = ("<", 0.001) if p_value < 0.001 else ("=", p_value)
    words = shown | {
        "p": f"p {sign} {_fixed(p, 3, language)}",
        "n": str(facts["n"]),
        "name": _named(name, language),
    }
    words["slope"] += f"\u00a0{unit}" if unit else ""
    kinds = ["slope"]
    if "r2" in facts:
        words["share"] = _fixed(100 * float(facts["r2"]), 0, language) + (
            "\u202f%" if language == "fr" else "%"
        )
        kinds.append("share")
    kinds += ["cause", *(["few"] if few else [])]
    return " ".join(MODERATION[kind][language].format(**words) for kind in kinds)


def _number(value: float, language: Language) -> str:
    digits = 3 if abs(value) < 1 else 2
    return _fixed(value, digits, language)


def _fixed(value: float, digits: int, language: Language) -> str:
    text = f"{value:.{digits}f}".replace("-", "\u2212")
    return text if language == "en" else text.replace(".", ",")


def _named(name: str, language: Language) -> str:
    return {"fr": f"«\u00a0{name}\u00a0»", "ar": f"«\u2068{name}\u2069»", "en": f"“{name}”"}[language]
