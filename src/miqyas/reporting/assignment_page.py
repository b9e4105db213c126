"""Who reads what, as a page a person reads."""

from miqyas.reporting.numbers import format_number, format_percent
from miqyas.results.assignment import Assignment, Foresight
from miqyas.types import Language

SUMMARY: dict[Language, str] = {
    "fr": "{n_files} dossiers, {n_reviewers} évaluateurs, {n} lectures, dont {n_bridges} d’un panel à l’autre. Charges : de {least} à {most}.",
    "ar": "{n_files} من الملفات، {n_reviewers} من المقيّمين، {n} من القراءات، منها {n_bridges} بين لجنة وأخرى. الأعباء: من {least} إلى {most}.",
    "en": "{n_files} files, {n_reviewers} reviewers, {n} readings, {n_bridges} of them across panels. Loads: {least} to {most}.",
}
LINKED: dict[Language, dict[bool, str]] = {
    "fr": {True: "Tous les dossiers sont reliés : leurs rangs pourront se comparer.", False: "Les dossiers forment {n} groupes sans lien : leurs rangs ne pourront pas se comparer de l’un à l’autre."},
    "ar": {True: "كل الملفات مرتبطة: يمكن مقارنة رتبها.", False: "تشكل الملفات {n} مجموعات بلا رابط: لا يمكن مقارنة الرتب بين مجموعة وأخرى."},
    "en": {True: "All files are linked: their ranks can be compared.", False: "The files form {n} groups without link: ranks cannot be compared across them."},
}  # fmt: skip
FORESEEN: dict[Language, str] = {
    "fr": "Avant toute lecture : un intervalle de rang à {level} couvrira environ {width} rangs sur {n_files} ; environ {undecided} dossiers seront à départager pour {top} places. Variances supposées.",
    "ar": "قبل أي قراءة: يغطي مجال الرتبة عند {level} نحو {width} رتبة من {n_files}؛ ويبقى نحو {undecided} من الملفات للقرعة على {top} من المقاعد. تباينات مفترضة.",
    "en": "Before any reading: a {level} rank interval will cover about {width} ranks of {n_files}; about {undecided} files will be left to the lottery for {top} places. Variances are assumed.",
}
CHANGED: dict[Language, str] = {
    "fr": "Lectures nouvelles : {new} ; retirées : {dropped}.",
    "ar": "قراءات جديدة: {new}؛ محذوفة: {dropped}.",
    "en": "New readings: {new}; taken away: {dropped}.",
}


def assignment_page(
    found: Assignment, seen: Foresight | None, language: Language, *, is_again: bool = False
) -> list[str]:
    """Lines of text: what was built, what it will be able to say, then the reviewers of each file."""
    by_file: dict[str, list[str]] = {}
    for one in found.readings:
        by_file.setdefault(one.file, []).append(one.reviewer + ("*" if one.is_bridge else ""))
    loads = [one.n for one in found.loads]
    counts = {
        "n_files": len(by_file), "n_reviewers": len(loads), "n": len(found.readings),
        "n_bridges": sum(one.is_bridge for one in found.readings), "least": min(loads), "most": max(loads),
    }  # fmt: skip
    lines = [SUMMARY[language].format(**{name: format_number(n, language) for name, n in counts.items()})]
    lines.append(LINKED[language][found.n_components == 1].format(n=found.n_components))
    if is_again:
        new = sum(one.is_new for one in found.readings)
        lines.append(CHANGED[language].format(new=new, dropped=len(found.dropped)))
    if seen is not None:
        lines.append(foresight_line(seen, language))
    return [*lines, "", *(f"  {file}  {', '.join(readers)}" for file, readers in by_file.items())]


def foresight_line(seen: Foresight, language: Language) -> str:
    """One sentence on what a design will be able to say."""
    told = {
        name: format_number(getattr(seen, name), language, decimals=0)
        for name in ("width", "undecided", "n_files", "top")
    }
    return FORESEEN[language].format(level=format_percent(seen.level, language), **told)
