"""A ranking under uncertain weights, as a page a person reads."""

from miqyas.reporting.numbers import format_number, format_percent
from miqyas.results.weighing import WeighedFile, Weighing
from miqyas.types import Language

SUMMARY: dict[Language, str] = {
    "fr": "{draws} jeux de poids essayés, {top} places. Gardent une place avec tous : {sure}. N’en ont une avec aucun : {never}. Les poids décident pour {between} : ceux-là se discutent.",
    "ar": "{draws} من مجموعات الأوزان المجرَّبة، {top} من المقاعد. تحتفظ بمقعد مع كل الأوزان: {sure}. لا مقعد لها مع أي وزن: {never}. تقرر الأوزان في {between}: وهذه تُناقش.",
    "en": "{draws} sets of weights tried, {top} places. Keep a place with all of them: {sure}. Have one with none: {never}. The weights decide for {between}: those are for discussion.",
}
LINE: dict[Language, str] = {
    "fr": "{id} : rang attendu {rank} (de {low} à {high}), une place dans {p} des jeux de poids.",
    "ar": "{id}: الرتبة المتوقعة {rank} (من {low} إلى {high})، مقعد في {p} من مجموعات الأوزان.",
    "en": "{id}: expected rank {rank} ({low} to {high}), a place in {p} of the sets of weights.",
}
DROPPED: dict[Language, str] = {
    "fr": "Lignes laissées de côté, faute d’une valeur : {n}.",
    "ar": "صفوف تُركت لغياب قيمة: {n}.",
    "en": "Rows left out for a missing value: {n}.",
}


def weighing_page(found: Weighing, language: Language, *, n_dropped: int = 0) -> list[str]:
    """Lines of text: how many keep a place, then one a file."""
    sure = sum(one.p_top == 1 for one in found.files)
    never = sum(one.p_top == 0 for one in found.files)
    counts = {
        "draws": found.draws, "top": found.top, "sure": sure, "never": never,
        "between": len(found.files) - sure - never,
    }  # fmt: skip
    lines = [SUMMARY[language].format(**{name: format_number(n, language) for name, n in counts.items()})]
    if n_dropped:
        lines.append(DROPPED[language].format(n=format_number(n_dropped, language)))
    return [*lines, "", *(_line(one, language) for one in found.files)]


def _line(one: WeighedFile, language: Language) -> str:
    return LINE[language].format(
        id=one.id,
        rank=format_number(one.expected_rank, language, decimals=1),
        low=format_number(one.low, language),
        high=format_number(one.high, language),
        p=_share(one.p_top, language),
    )


def _share(share: float, language: Language) -> str:
    """0 and 100 % only where they are meant: nothing rounds to certain."""
    decimals = 0 if share in (0, 1) else 1 if 0.001 <= share <= 0.999 else 2
    return format_percent(share, language, decimals=decimals)
