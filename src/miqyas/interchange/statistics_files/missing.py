"""Why cells are empty, as labelled missing values: .a to .d in Stata, user-missing codes in SPSS."""

import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from miqyas.interchange.answers.reasons import WHY_EMPTY
from miqyas.interchange.answers.reasons import WORDS as REASONS
from miqyas.types import Language

# Their order is that of the letters of Stata and of the codes of SPSS: the same in every file.
ORDER = tuple(REASONS.values())
LABELS: Mapping[str, Mapping[Language, str]] = {
    "empty": {
        "fr": "Posée, sans réponse",
        "ar": "طُرح السؤال ولم يُجب عنه",
        "en": "Asked, not answered",
    },
    "not_asked": {
        "fr": "Non posée à cette personne",
        "ar": "لم يُطرح على هذا الشخص",
        "en": "Not asked of this person",
    },
    "not_in_version": {
        "fr": "Absente de cette version du questionnaire",
        "ar": "غير موجود في هذه النسخة من الاستبيان",
        "en": "Not in this version of the questionnaire",
    },
    "unfit": {
        "fr": "Réponse qui n’est pas du type de la colonne",
        "ar": "إجابة لا توافق نوع العمود",
        "en": "An answer that is not of the type of the column",
    },
}
# Stata, help dta: "Numeric missing values"; a double, and a long, which labels hold. Each letter adds one step.
STATA_DOUBLE, STATA_DOUBLE_STEP, STATA_LONG = 0x7FE0_0000_0000_0000, 0x0000_0100_0000_0000, 2_147_483_621
# Last codes of the blocks that SPSS may have: the first of them the values leave free.
SPSS_LASTS = (-996, -9_996, -99_996, -999_996, -9_999_996, -99_999_996)


def reasons_in(frame: Any, names: Mapping[str, str]) -> dict[str, Any]:
    """Find why the empty cells of the numeric columns are.

    Parameters
    ----------
    frame : pandas.DataFrame
        The values under legal names.
    names : mapping of str to str
        Legal name of each column.

    Returns
    -------
    dict of str to array of int8
        By legal name, for each row the place of its reason in ``ORDER`` counted from 1, 0 where there is none;
        columns without any reason are left out.
    """
    if WHY_EMPTY not in names:
        return {}
    by_question = _by_question(frame[names[WHY_EMPTY]])
    found = {}
    for name, legal in names.items():
        codes = by_question.get(name, by_question.get(name.rpartition("/")[0]))
        if codes is None or frame[legal].dtype.kind != "f":
            continue
        empty = np.where(frame[legal].isna().to_numpy(), codes, 0).astype(np.int8)
        if empty.any():
            found[legal] = empty
    return found


def _by_question(told: Iterable[Any]) -> dict[str, Any]:
    texts = list(told)
    place_of = {word: place for place, word in enumerate(ORDER, start=1)}
    found: dict[str, Any] = {}
    for row, text in enumerate(texts):
        for token in text.split() if isinstance(text, str) else ():
            question, _, reason = token.rpartition("=")
            codes = found.setdefault(question, np.zeros(len(texts), dtype=np.int8))
            codes[row] = place_of.get(reason, 0)
    return found


def labels_of(codes: Any, language: Language) -> dict[int, str]:
    """The words of the reasons that occur, by their place."""
    return {int(place): LABELS[ORDER[place - 1]][language] for place in np.unique(codes) if place}


def stata_labels(codes: Any, language: Language) -> dict[int, str]:
    """The same, by the code that labels of Stata give to .a, .b…"""
    return {STATA_LONG + place: word for place, word in labels_of(codes, language).items()}


def spss_codes(values: Any, codes: Any) -> tuple[Any, int]:
    """The column with a number of its own for each reason, and the code of the first; the others go down from it."""
    present = values.dropna()
    last = next(
        (code for code in SPSS_LASTS if not present.between(code - len(ORDER) + 1, code).any()),
        None,
    )
    if last is None:
        return values, 0
    return values.mask(codes > 0, last + 1 - codes.astype(float)), last


def mark_stata(path: Path, reasons: Mapping[str, Any], names: Iterable[str]) -> None:
    """Give the missing values of a .dta (release 118, as pandas writes it) their letters, in place.

    pandas writes one missing value alone. Every row has the same width, and the file says where its rows begin.
    """
    order = list(names)
    with path.open("r+b") as file:
        starts, widths = _layout(file, len(order))
        width = sum(widths)
        for name, codes in reasons.items():
            at = sum(widths[: order.index(name)])
            for row in np.flatnonzero(codes):
                file.seek(starts + int(row) * width + at)
                file.write(struct.pack("<Q", STATA_DOUBLE + STATA_DOUBLE_STEP * int(codes[row])))


def _layout(file: Any, n_columns: int) -> tuple[int, list[int]]:
    """Where the rows begin, and the width of each column."""
    head = file.read(1 << 16)
    places = struct.unpack_from("<14Q", head, head.index(b"<map>") + len(b"<map>"))
    file.seek(places[2] + len(b"<variable_types>"))
    types = struct.unpack(f"<{n_columns}H", file.read(2 * n_columns))
    return places[9] + len(b"<data>"), [TYPE_WIDTHS.get(each, each) for each in types]


# Of release 118: strL, double, float, long, int, byte; any other number is that of the bytes of a text.
TYPE_WIDTHS = {32_768: 8, 65_526: 8, 65_527: 4, 65_528: 4, 65_529: 2, 65_530: 1}
