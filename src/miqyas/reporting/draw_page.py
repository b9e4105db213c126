"""A draw told to a person: what was drawn, how chance was used, how alike the arms are."""

from collections.abc import Mapping
from typing import Any

from miqyas.design.record import Record, Verdict
from miqyas.reporting.numbers import format_number
from miqyas.types import Language

METHODS: Mapping[str, Mapping[Language, str]] = {
    "simple": {
        "fr": "simple (chaque unité pour elle-même)", "ar": "بسيطة (كل وحدة على حدة)",
        "en": "simple (each unit for itself)"},
    "complete": {"fr": "complet (effectifs fixés)", "ar": "كاملة (أعداد محددة)", "en": "complete (sizes fixed)"},
    "stratified": {"fr": "stratifié", "ar": "طبقية", "en": "stratified"},
    "matched pairs": {"fr": "par paires appariées", "ar": "بأزواج متقاربة", "en": "matched pairs"},
    "stepped wedge": {"fr": "par vagues successives", "ar": "على موجات متتالية", "en": "stepped wedge"},
}  # fmt: skip
SAMPLES: Mapping[str, Mapping[Language, str]] = {
    "simple": {"fr": "simple, sans remise", "ar": "بسيطة دون إرجاع", "en": "simple, without replacement"},
    "systematic": {"fr": "systématique", "ar": "منتظمة", "en": "systematic"},
    "stratified": {"fr": "stratifié", "ar": "طبقية", "en": "stratified"},
    "pps": {"fr": "à probabilités proportionnelles à la taille", "ar": "باحتمالات متناسبة مع الحجم",
            "en": "with probabilities in proportion to size"},
    "two-stage": {"fr": "à deux degrés", "ar": "على مرحلتين", "en": "two stages"},
}  # fmt: skip
LINES: Mapping[str, Mapping[Language, str]] = {
    "drawn": {
        "fr": "Tirage {method} : {n} unités. {counts}.",
        "ar": "قرعة {method}: {n} وحدة. {counts}.",
        "en": "Draw, {method}: {n} units. {counts}."},
    "sampled": {
        "fr": "Échantillon, tirage {method} : {n} unités sur {there}. {counts}",
        "ar": "عينة {method}: {n} وحدة من {there}. {counts}",
        "en": "Sample, {method}: {n} units of {there}. {counts}"},
    "clusters": {"fr": "Grappes tirées", "ar": "العناقيد المسحوبة", "en": "Clusters drawn"},
    "weights": {"fr": "Poids, du plus petit au plus grand", "ar": "الأوزان من الأصغر إلى الأكبر",
                "en": "Weights, smallest to largest"},
    "sure": {"fr": "Unités prises à coup sûr", "ar": "وحدات مأخوذة بيقين", "en": "Units taken for sure"},
    "weighting": {"fr": "Effet des poids inégaux (Kish)", "ar": "أثر الأوزان غير المتساوية (كيش)",
                  "en": "Effect of unequal weights (Kish)"},
    "clustering": {"fr": "Effet des grappes", "ar": "أثر العناقيد", "en": "Effect of clusters"},
    "effective_n": {"fr": "Effectif équivalent", "ar": "الحجم المكافئ", "en": "Effective size"},
    "published": {
        "fr": "Toute unité de la base avait une chance connue : la colonne des poids la porte dans l'analyse.",
        "ar": "كان لكل وحدة في القاعدة فرصة معروفة: عمود الأوزان يحملها إلى التحليل.",
        "en": "Every unit of the frame had a known chance: the column of weights carries it into the analysis."},
    "strata": {"fr": "Strates", "ar": "الطبقات", "en": "Strata"},
    "attempts": {"fr": "Tirages faits avant d'en garder un", "ar": "القرعات التي أجريت قبل الاحتفاظ بواحدة",
                 "en": "Draws made before one was kept"},
    "distance": {"fr": "Distance entre les groupes (seuil)", "ar": "المسافة بين المجموعات (العتبة)",
                 "en": "Distance between arms (threshold)"},
    "seed": {"fr": "Graine", "ar": "البذرة", "en": "Seed"},
    "frame": {"fr": "Empreinte de la base", "ar": "بصمة القاعدة", "en": "Hash of the frame"},
    "result": {"fr": "Empreinte de la liste", "ar": "بصمة القائمة", "en": "Hash of the list"},
    "record": {"fr": "Empreinte de la fiche", "ar": "بصمة البطاقة", "en": "Hash of the record"},
    "list": {"fr": "Liste", "ar": "القائمة", "en": "List"},
    "file": {"fr": "Fiche", "ar": "البطاقة", "en": "Record"},
    "permitted": {"fr": "Tirages permis", "ar": "القرعات المسموح بها", "en": "Permitted draws"},
    "balance": {"fr": "Les groupes avant toute action (moyennes, différence normalisée)",
                "ar": "المجموعات قبل أي تدخل (المتوسطات، الفرق المعياري)",
                "en": "Arms before anything is done (means, normalised difference)"},
    "once": {
        "fr": "Un tirage ne se refait pas : gardez cette fiche et publiez la graine avant de tirer.",
        "ar": "القرعة لا تعاد: احتفظوا بهذه البطاقة وانشروا البذرة قبل السحب.",
        "en": "A draw is not made again: keep this record, and publish the seed before drawing."},
    "same": {"fr": "Le tirage refait est le même : la fiche, la base et la liste concordent.",
             "ar": "القرعة المعادة مطابقة: البطاقة والقاعدة والقائمة متوافقة.",
             "en": "Drawn again, the same: record, frame and list agree."},
    "seal": {"fr": "La fiche a été modifiée après le tirage.", "ar": "عُدلت البطاقة بعد القرعة.",
             "en": "The record was changed after the draw."},
    "other_frame": {"fr": "La base n'est pas celle du tirage.", "ar": "القاعدة ليست التي سُحب منها.",
                    "en": "The frame is not the one drawn from."},
    "other_result": {"fr": "Le tirage refait donne une autre liste.", "ar": "إعادة القرعة تعطي قائمة أخرى.",
                     "en": "Drawn again, the list differs."},
}  # fmt: skip


def counts_said(counts: Mapping[str, int], language: Language) -> str:
    """Write each arm or stratum with its number of units."""
    comma = "، " if language == "ar" else ", "
    parts = [f"{name or '—'} {format_number(n, language, decimals=0)}" for name, n in counts.items()]
    # A Latin name beside its number must not be reordered by the Arabic sentence around it.
    return comma.join(f"\u2068{part}\u2069" if language == "ar" else part for part in parts)


def draw_lines(record: Record, language: Language) -> tuple[str, list[tuple[str, str]]]:
    """Say a draw of lots in a sentence, and the figures under it.

    Examples
    --------
    >>> from miqyas.design.record import Record
    >>> record = Record(kind="assignment", procedure={"method": "complete"}, seed=1, result_sha256="", found={},
    ...                 frame={"n_units": 4, "sha256": ""}, counts={"treated": 2, "control": 2})
    >>> draw_lines(record, "en")[0]
    'Draw, complete (sizes fixed): 4 units. treated 2, control 2.'
    """
    said = LINES["drawn"][language].format(
        method=METHODS[record.procedure["method"]][language],
        n=format_number(record.frame["n_units"], language, decimals=0),
        counts=counts_said(record.counts, language),
    )
    found, lines = record.found, []
    if found.get("strata", 1) > 1:
        lines.append((LINES["strata"][language], format_number(found["strata"], language, decimals=0)))
    if found.get("threshold") is not None:
        lines.append((LINES["attempts"][language], format_number(found["attempts"], language, decimals=0)))
        shown = [format_number(found[name], language, decimals=3) for name in ("distance", "threshold")]
        lines.append((LINES["distance"][language], f"{shown[0]} ({shown[1]})"))
    lines.append((LINES["seed"][language], str(record.seed)))
    lines.append((LINES["frame"][language], str(record.frame["sha256"])))
    lines.append((LINES["result"][language], record.result_sha256))
    lines.append((LINES["record"][language], record.sha256()))
    return said, lines


def sample_lines(record: Record, language: Language) -> tuple[str, list[tuple[str, str]]]:
    """Say a sample in a sentence, and the figures under it."""
    found, effect = record.found, record.found["design_effect"]
    strata = counts_said(record.counts, language) + "." if len(record.counts) > 1 else ""
    said = LINES["sampled"][language].format(
        method=SAMPLES[record.procedure["method"]][language],
        n=format_number(found["n"], language, decimals=0),
        there=format_number(record.frame["n_rows"], language, decimals=0),
        counts=strata,
    )
    weights = " – ".join(format_number(weight, language) for weight in found["weights"])
    figures = (
        ("clusters", found["n_clusters"] and format_number(found["n_clusters"], language, decimals=0)),
        ("weights", weights),
        ("sure", found["n_sure"] and format_number(found["n_sure"], language, decimals=0)),
        *((name, shown(effect[name], language)) for name in ("weighting", "clustering", "effective_n")),
        ("seed", str(record.seed)),
        ("frame", str(record.frame["sha256"])),
        ("result", record.result_sha256),
        ("record", record.sha256()),
    )
    return said.strip(), [(LINES[name][language], figure) for name, figure in figures if figure]


def shown(figure: float | None, language: Language) -> str:
    """Write a figure that may not be told."""
    return "" if figure is None else format_number(figure, language)


def balance_lines(record: Record, language: Language) -> list[tuple[str, str]]:
    """Write one line for each column compared: the mean of each arm, then the largest difference."""
    return [(row["column"], _compared(row, language)) for row in record.found.get("balance", ())]


def _compared(row: Mapping[str, Any], language: Language) -> str:
    means = [format_number(mean, language) if mean is not None else "–" for mean in row["means"]]
    apart = row["difference"]
    return "  ".join(
        [*means, f"({format_number(apart, language, decimals=3)})" if apart is not None else "(–)"]
    )


def verdict_lines(verdict: Verdict, language: Language) -> list[str]:
    """Say whether a draw comes out again, or each thing that does not."""
    if verdict.same:
        return [LINES["same"][language]]
    wrong = (("seal", verdict.seal), ("other_frame", verdict.frame), ("other_result", verdict.result))
    return [LINES[name][language] for name, holds in wrong if not holds]
