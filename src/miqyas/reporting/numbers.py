"""Figures as each language writes them.

French: narrow no-break space between thousands, decimal comma, space before the percent sign. Arabic as
Morocco writes it: digits 0-9, the same separators as French, so that one figure reads the same on two pages.
English: comma between thousands, decimal point. A minus is U+2212; in Arabic it is held to its figure by a
left-to-right mark.
"""

import math
from types import MappingProxyType

from miqyas.types import Language

NARROW = "\u202f"  # narrow no-break space
MINUS = "\u2212"
LEFT_TO_RIGHT = "\u200e"

_THOUSANDS = {"fr": NARROW, "ar": NARROW, "en": ","}
_DECIMAL = {"fr": ",", "ar": ",", "en": "."}
_TO = {"fr": "de {low} à {high}", "ar": "من {low} إلى {high}", "en": "{low} to {high}"}

# Units by stable name: singular and other forms. Arabic nouns after a figure stay in one form, as a label
# does. An unknown unit is shown as it was written.
UNITS: MappingProxyType[str, dict[str, tuple[str, str]]] = MappingProxyType({
    "MAD": {"fr": ("dirham", "dirhams"), "ar": ("درهم", "درهم"), "en": ("MAD", "MAD")},
    "%": {"fr": ("%", "%"), "ar": ("%", "%"), "en": ("%", "%")},
    "pp": {
        "fr": ("point de pourcentage", "points de pourcentage"),
        "ar": ("نقطة مئوية", "نقطة مئوية"),
        "en": ("percentage point", "percentage points")},
    "point": {"fr": ("point", "points"), "ar": ("نقطة", "نقطة"), "en": ("point", "points")},
    "person": {"fr": ("personne", "personnes"), "ar": ("شخص", "شخص"), "en": ("person", "persons")},
    "household": {"fr": ("ménage", "ménages"), "ar": ("أسرة", "أسرة"), "en": ("household", "households")},
    "day": {"fr": ("jour", "jours"), "ar": ("يوم", "يوم"), "en": ("day", "days")},
    "month": {"fr": ("mois", "mois"), "ar": ("شهر", "شهر"), "en": ("month", "months")},
    "year": {"fr": ("an", "ans"), "ar": ("سنة", "سنة"), "en": ("year", "years")},
    "hour": {"fr": ("heure", "heures"), "ar": ("ساعة", "ساعة"), "en": ("hour", "hours")},
    "kg": {"fr": ("kg", "kg"), "ar": ("كغ", "كغ"), "en": ("kg", "kg")},
    "ha": {"fr": ("hectare", "hectares"), "ar": ("هكتار", "هكتار"), "en": ("hectare", "hectares")},
})  # fmt: skip
_ALIASES = {
    "mad": "MAD", "dh": "MAD", "dhs": "MAD", "dirham": "MAD", "dirhams": "MAD", "درهم": "MAD",
    "points": "point", "persons": "person", "households": "household", "days": "day", "months": "month",
    "years": "year", "hours": "hour", "hectare": "ha", "percentage points": "pp",
}  # fmt: skip


def decimals_for(*values: float) -> int:
    """Return how many decimals show three significant digits of the largest of these values.

    Examples
    --------
    >>> decimals_for(1121.78, 625.2), decimals_for(0.431, 0.386), decimals_for(0.0)
    (0, 3, 0)
    """
    largest = max((abs(value) for value in values), default=0.0)
    if largest == 0:
        return 0
    return min(6, max(0, 2 - math.floor(math.log10(largest))))


def format_number(
    value: float, language: Language, unit: str = "", *, decimals: int | None = None, sign: bool = False
) -> str:
    """Write a figure, with its unit when it has one.

    Parameters
    ----------
    value : float
        Finite figure.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    unit : str
        Key or alias of `UNITS`, or any text; empty for none.
    decimals : int or None
        Digits after the separator; None shows three significant digits, and whole numbers whole.
    sign : bool
        Write a plus before what is above zero.

    Raises
    ------
    ValueError
        The figure is not finite: a missing figure is shown by its reason, never as a number.

    Examples
    --------
    >>> format_number(1121.78, "en", "MAD")
    '1,122\\xa0MAD'
    >>> format_number(-0.4312, "fr") == MINUS + "0,431"
    True
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a figure that can be shown.")
    if decimals is None:
        decimals = 0 if float(value).is_integer() else decimals_for(value)
    body = f"{abs(value):,.{decimals}f}"
    is_zero = not any(digit in body for digit in "123456789")
    body = body.translate({ord(","): _THOUSANDS[language], ord("."): _DECIMAL[language]})
    mark = "" if is_zero or (value > 0 and not sign) else (MINUS if value < 0 else "+")
    if mark and language == "ar":
        mark = LEFT_TO_RIGHT + mark
    return mark + body + _unit_after(value, unit, language)


def unit_name(unit: str, language: Language, *, plural: bool = True) -> str:
    """Return the unit in the reader's language; an unknown one as it was written."""
    key = _ALIASES.get(unit.strip().lower(), unit.strip())
    return UNITS[key][language][1 if plural else 0] if key in UNITS else unit.strip()


def _unit_after(value: float, unit: str, language: Language) -> str:
    # French counts from two; English has one singular: 1.
    plural = abs(value) >= 2 if language == "fr" else abs(value) != 1
    name = unit_name(unit, language, plural=plural)
    if not name:
        return ""
    if name == "%":
        return f"{NARROW}%" if language == "fr" else "%"
    return f"\u00a0{name}"


def format_interval(
    low: float, high: float, language: Language, unit: str = "", *, decimals: int | None = None
) -> str:
    """Write an interval in words, both ends with the same decimals.

    Examples
    --------
    >>> format_interval(621.2, 1622.4, "en", "MAD")
    '621 to 1,622\\xa0MAD'
    """
    shown = decimals_for(low, high) if decimals is None else decimals
    first = format_number(low, language, decimals=shown)
    last = format_number(high, language, unit, decimals=shown)
    return _TO[language].format(low=first, high=last)


def format_percent(share: float, language: Language, *, decimals: int = 0) -> str:
    """Write a share between 0 and 1 as a percentage.

    Examples
    --------
    >>> format_percent(0.95, "en"), format_percent(0.081, "ar", decimals=1)
    ('95%', '8,1%')
    """
    return format_number(100 * share, language, "%", decimals=decimals)


def format_p(p_value: float, language: Language) -> str:
    """Write a p-value: three decimals, never zero.

    Examples
    --------
    >>> format_p(0.0312, "en"), format_p(1e-9, "en")
    ('p = 0.031', 'p < 0.001')
    """
    if p_value < 0.001:
        shown, sign = format_number(0.001, language, decimals=3), "<"
    else:
        shown, sign = format_number(p_value, language, decimals=3), "="
    return f"p {sign} {shown}" if language != "ar" else f"{LEFT_TO_RIGHT}p {sign} {shown}{LEFT_TO_RIGHT}"
