"""Calibrated reviews as a page a person reads."""

from collections.abc import Sequence

from miqyas.judgement.ranking import ACCEPT, DRAW, REJECT
from miqyas.reporting.numbers import format_interval, format_number, format_percent
from miqyas.results.calibration import Calibration
from miqyas.types import Language

HEADINGS: dict[Language, tuple[str, ...]] = {
    "fr": (
        "Dossier",
        "Notes",
        "Moyenne",
        "Qualité calibrée",
        "Rang attendu",
        "Intervalle",
        "Parmi les places",
        "Groupe",
    ),
    "ar": (
        "الملف",
        "النقط",
        "المتوسط",
        "الجودة المعايرة",
        "الرتبة المتوقعة",
        "المجال",
        "ضمن المقاعد",
        "المجموعة",
    ),
    "en": ("File", "Scores", "Mean", "Calibrated", "Expected rank", "Interval", "Among places", "Group"),
}
GROUPS: dict[Language, dict[str, str]] = {
    "fr": {ACCEPT: "retenu", DRAW: "à départager", REJECT: "non retenu", "": ""},
    "ar": {ACCEPT: "مقبول", DRAW: "بين الاثنين", REJECT: "غير مقبول", "": ""},
    "en": {ACCEPT: "accepted", DRAW: "undecided", REJECT: "not accepted", "": ""},
}
SUMMARY: dict[Language, str] = {
    "fr": "{n_files} dossiers, {n_reviewers} évaluateurs, {n_reviews} évaluations. Fiabilité d’une évaluation : {icc} ; de la moyenne d’un dossier : {icc_mean}.",
    "ar": "{n_files} من الملفات، {n_reviewers} من المقيّمين، {n_reviews} من التقييمات. موثوقية تقييم واحد: {icc}؛ موثوقية متوسط الملف: {icc_mean}.",
    "en": "{n_files} files, {n_reviewers} reviewers, {n_reviews} reviews. Reliability of one review: {icc}; of a file's mean: {icc_mean}.",
}
LENIENCY: dict[Language, str] = {
    "fr": "Indulgence de chaque évaluateur (donnée personnelle)",
    "ar": "تساهل كل مقيّم (معطى شخصي)",
    "en": "Leniency of each reviewer (personal data)",
}
WARNINGS: dict[str, dict[Language, str]] = {
    "weak_links": {
        "fr": "Les panels sont trop peu reliés : leur indulgence et la qualité de leurs dossiers restent mêlées. Lisez les rangs à l’intérieur de chaque panel, ou ajoutez des lectures croisées.",
        "ar": "الروابط بين اللجان ضعيفة: يبقى تساهلها وجودة ملفاتها مختلطين. اقرؤوا الرتب داخل كل لجنة، أو أضيفوا قراءات متقاطعة.",
        "en": "Panels are linked too weakly: their leniency and the quality of their files stay mixed. Read ranks inside each panel, or add readings across panels.",
    },
    "no_file_variance": {
        "fr": "Ces notes ne permettent pas de distinguer les dossiers entre eux.",
        "ar": "لا تسمح هذه النقط بالتمييز بين الملفات.",
        "en": "These scores do not tell one file from another.",
    },
    "no_reviewer_variance": {
        "fr": "On ne voit pas de différence d’indulgence entre évaluateurs.",
        "ar": "لا يظهر فرق في التساهل بين المقيّمين.",
        "en": "No difference of leniency between reviewers is seen.",
    },
}
BRIDGE: dict[Language, str] = {
    "fr": "Les panels les moins reliés sont « {first} » et « {second} » : le pont le moins coûteux est un dossier de l’un lu par un évaluateur de l’autre.",
    "ar": "أضعف اللجان ارتباطا هما «{first}» و«{second}»: أقل الجسور كلفة ملف من إحداهما يقرؤه مقيّم من الأخرى.",
    "en": "The panels least linked are “{first}” and “{second}”: the cheapest bridge is a file of one read by a reviewer of the other.",
}
IN_PANEL: dict[Language, str] = {
    "fr": "Rang attendu dans chaque panel, avec son intervalle",
    "ar": "الرتبة المتوقعة داخل كل لجنة، مع مجالها",
    "en": "Expected rank inside each panel, with its interval",
}
DROPPED: dict[Language, str] = {
    "fr": "Lignes laissées de côté, faute d’une valeur : {n}.",
    "ar": "صفوف تُركت لغياب قيمة: {n}.",
    "en": "Rows left out for a missing value: {n}.",
}


def calibration_page(found: Calibration, language: Language, *, with_reviewers: bool = False) -> list[str]:
    """Lines of text: what was read, the ranking, what to beware of."""
    counts = {
        name: format_number(getattr(found, name), language)
        for name in ("n_files", "n_reviewers", "n_reviews")
    }
    shares = {name: format_number(getattr(found, name), language, decimals=2) for name in ("icc", "icc_mean")}
    lines = [SUMMARY[language].format(**counts, **shares)]
    lines += [WARNINGS[name][language] for name in found.warnings]
    if "weak_links" in found.warnings and found.weakest:
        lines.append(BRIDGE[language].format(first=found.weakest[0], second=found.weakest[1]))
    if found.n_dropped:
        lines.append(DROPPED[language].format(n=format_number(found.n_dropped, language)))
    lines += ["", *_table([HEADINGS[language], *_rows(found, language)])]
    if "weak_links" in found.warnings:
        lines += ["", IN_PANEL[language], "", *_table(_in_panels(found, language))]
    if with_reviewers:
        rows = [
            (
                one.id,
                format_number(one.value, language, decimals=2),
                _interval(one.low, one.high, language, 2),
            )
            for one in found.reviewers
        ]
        lines += ["", LENIENCY[language], "", *_table(rows)]
    return lines


def _rows(found: Calibration, language: Language) -> list[tuple[str, ...]]:
    return [
        (
            one.id,
            str(one.n_reviews),
            format_number(one.mean, language, decimals=2),
            format_number(one.quality, language, decimals=2),
            format_number(one.expected_rank, language, decimals=1),
            _interval(one.low, one.high, language, 0),
            "" if one.p_top is None else format_percent(one.p_top, language),
            GROUPS[language][one.group],
        )
        for one in found.files
    ]


def _in_panels(found: Calibration, language: Language) -> list[tuple[str, ...]]:
    held = [one for one in found.files if one.rank_in_panel is not None]
    return [
        (
            one.panel,
            one.id,
            format_number(one.rank_in_panel or 0.0, language, decimals=1),
            _interval(one.low_in_panel or 0.0, one.high_in_panel or 0.0, language, 0),
        )
        for one in sorted(held, key=lambda one: (one.panel, one.rank_in_panel))
    ]


def _interval(low: float, high: float, language: Language, decimals: int) -> str:
    return format_interval(low, high, language, decimals=decimals)


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  " + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
