"""What was promised, paid and spent by category: three bars each, from zero, on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from miqyas.reporting.charts.frame import (
    ACTION,
    GREY,
    SUPPORTED,
    Spec,
    category_axis,
    directed,
    frame,
    is_right_to_left,
    value_axis,
)
from miqyas.reporting.numbers import format_number
from miqyas.types import Language

BAR = 16  # pixels

WORDS: dict[Language, dict[str, str]] = {
    "fr": {
        "committed": "Engagé",
        "paid": "Payé",
        "claimed": "Déclaré",
        "axis": "Dirhams",
        "said": "{name} : engagé {committed}, payé {paid}, déclaré {claimed} dirhams.",
    },
    "ar": {
        "committed": "الملتزم به",
        "paid": "المدفوع",
        "claimed": "المصرّح به",
        "axis": "درهم",
        "said": "{name}: الملتزم به {committed}، المدفوع {paid}، المصرّح به {claimed} درهم.",
    },
    "en": {
        "committed": "Committed",
        "paid": "Paid",
        "claimed": "Claimed",
        "axis": "Dirhams",
        "said": "{name}: committed {committed}, paid {paid}, claimed {claimed} dirhams.",
    },
}
SERIES = (("committed", GREY), ("paid", ACTION), ("claimed", SUPPORTED))


@dataclass(frozen=True, slots=True)
class Amounts:
    """A category and its three amounts, in dirhams."""

    name: str
    committed: float
    paid: float
    claimed: float


def money_chart(title: str, rows: Sequence[Amounts], language: Language) -> Spec:
    """Draw three bars by category, in the order given.

    Parameters
    ----------
    title : str
        Of the picture, in the reader's language.
    rows : sequence of Amounts
        Categories from top to bottom.
    language : {'fr', 'ar', 'en'}
        Reader's language.

    Examples
    --------
    >>> spec = money_chart("Argent", [Amounts("Eau", 300_000, 120_000, 90_000)], "fr")
    >>> [row["amount"] for row in spec["data"]["values"]]
    [300000, 120000, 90000]
    """
    words = WORDS[language]
    names = [directed(row.name, language) for row in rows]
    series = [directed(words[key], language) for key, _colour in SERIES]
    across = value_axis(directed(words["axis"], language), grid=True, domain=False, ticks=False)
    return {
        **frame(title, " ".join((f"{title}.", *(_said(row, language) for row in rows))), language),
        "width": 420,
        "height": {"step": BAR, "for": "offset"},
        "data": {
            "values": [
                {"name": name, "series": label, "amount": getattr(row, key)}
                for name, row in zip(names, rows, strict=True)
                for label, (key, _colour) in zip(series, SERIES, strict=True)
            ]
        },
        "mark": {"type": "bar", "height": BAR - 3},
        "encoding": {
            "y": {
                "field": "name",
                "type": "nominal",
                "sort": names,
                "axis": category_axis(language, labelLimit=220),
                "scale": {"paddingInner": 0.25},
            },
            "yOffset": {"field": "series", "type": "nominal", "sort": series},
            "x": {
                "field": "amount",
                "type": "quantitative",
                "axis": across,
                "scale": {"reverse": is_right_to_left(language), "zero": True},
            },
            "color": {
                "field": "series",
                "type": "nominal",
                "sort": series,
                "scale": {"domain": series, "range": [colour for _key, colour in SERIES]},
                "legend": {"title": None},
            },
        },
    }


def _said(row: Amounts, language: Language) -> str:
    told = {key: format_number(getattr(row, key), language, decimals=0) for key, _colour in SERIES}
    return WORDS[language]["said"].format(name=row.name, **told)
