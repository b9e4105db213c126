"""Stata and SPSS files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from miqyas.interchange.statistics_files.frame import Coded, coded
from miqyas.interchange.statistics_files.labelled import Labelled
from miqyas.interchange.statistics_files.losses import Loss
from miqyas.interchange.statistics_files.missing import (
    ORDER,
    labels_of,
    mark_stata,
    reasons_in,
    spss_codes,
    stata_labels,
)
from miqyas.types import Language

# Of Stata: characters of the label of a variable, of a file; bytes of a text that is no strL.
STATA_LABEL, STATA_TEXT = 80, 2045
# Stata's and SPSS's clocks begin in 1960 and 1582; pandas writes a year of four digits.
FIRST_YEAR = {"stata": 1678, "spss": 1583}
# Of SPSS, in bytes.
SPSS_LABEL, SPSS_VALUE_LABEL, SPSS_TEXT = 256, 120, 32_767


def write_stata(
    table: Labelled, path: Path, *, yes_no: tuple[str, str], language: Language
) -> tuple[Coded, list[Loss]]:
    """Write a .dta of release 118 (Stata 14 and later), which is UTF-8 throughout; .a to .d say why a cell is empty."""
    made = coded(table, yes_no=yes_no, first_year=FIRST_YEAR["stata"])
    losses: list[Loss] = []
    frame = made.frame
    back = {new: old for old, new in made.names.items()}
    labels = _cut_words(made.labels, STATA_LABEL, "label_shortened", back, losses, in_bytes=False)
    long = [
        name
        for name in frame.columns
        if _is_text(frame[name]) and frame[name].dropna().str.encode("utf-8").str.len().max() > STATA_TEXT
    ]
    for name in frame.columns:
        if _is_text(frame[name]):
            frame[name] = frame[name].astype(object).where(frame[name].notna(), "")
    days = {each.name for each in table.variables if each.type == "date"}
    reasons = reasons_in(frame, made.names)
    words = {name: dict(words) for name, words in made.value_labels.items()}
    for name, codes in reasons.items():
        words[name] = {**words.get(name, {}), **stata_labels(codes, language)}
    frame.to_stata(
        path,
        version=118,
        write_index=False,
        data_label=table.title[:STATA_LABEL],
        variable_labels=labels,
        value_labels=words,
        convert_strl=long,
        convert_dates={
            name: "td" if back[name] in days else "tc"
            for name in frame.columns
            if str(frame[name].dtype).startswith("datetime")
        },
    )
    mark_stata(path, reasons, frame.columns)
    return made, [*made.losses, *losses]


def write_spss(
    table: Labelled, path: Path, *, yes_no: tuple[str, str], language: Language
) -> tuple[Coded, list[Loss]]:
    """Write a .sav; numbers that SPSS takes for missing say why a cell is empty."""
    import pyreadstat  # noqa: PLC0415  optional dependency

    made = coded(table, yes_no=yes_no, first_year=FIRST_YEAR["spss"])
    losses: list[Loss] = []
    frame = made.frame
    back = {new: old for old, new in made.names.items()}
    reasons = reasons_in(frame, made.names)
    for each in table.variables:
        name = made.names[each.name]
        if each.type == "date" and str(frame[name].dtype).startswith("datetime"):
            frame[name] = frame[name].dt.date.astype(object).where(frame[name].notna(), None)
        elif _is_text(frame[name]):
            frame[name] = _cut_texts(frame[name], SPSS_TEXT, back[name], losses)
    value_labels = {
        name: _cut_words(
            words, SPSS_VALUE_LABEL, "value_label_shortened", dict.fromkeys(words, back[name]), losses
        )
        for name, words in made.value_labels.items()
    }
    ranges = _mark_spss(frame, reasons, value_labels, language)
    pyreadstat.write_sav(
        frame,
        path,
        file_label=_cut(table.title, 64, in_bytes=True),
        column_labels={**_cut_words(made.labels, SPSS_LABEL, "label_shortened", back, losses)},
        variable_value_labels=value_labels,
        missing_ranges=ranges or None,
        variable_measure=dict.fromkeys(made.value_labels, "nominal"),
    )
    return made, [*made.losses, *losses]


def _mark_spss(
    frame: Any, reasons: Mapping[str, Any], value_labels: dict[str, dict[Any, str]], language: Language
) -> dict[str, list[Any]]:
    """Write the reasons into the columns, with their words; return the codes that are missing, by column."""
    ranges: dict[str, list[Any]] = {}
    for name, codes in reasons.items():
        frame[name], last = spss_codes(frame[name], codes)
        if not last:
            continue
        words = {last + 1 - place: word for place, word in labels_of(codes, language).items()}
        value_labels[name] = {**value_labels.get(name, {}), **words}
        ranges[name] = [{"lo": last + 1 - len(ORDER), "hi": last}]
    return ranges


def _is_text(column: Any) -> bool:
    return str(column.dtype) in {"object", "str", "string"}


def _cut_texts(column: Any, most: int, variable: str, losses: list[Loss]) -> Any:
    texts = column.astype(object).where(column.notna(), None)
    cut = texts.map(lambda text: None if text is None else _cut(text, most, in_bytes=True))
    if any(before != after for before, after in zip(texts, cut, strict=True)):
        losses.append(Loss("text_cut", variable, {"most": str(most)}))
    return cut


def _cut_words(
    words: Mapping[Any, str],
    most: int,
    code: Any,
    variables: Mapping[Any, str],
    losses: list[Loss],
    *,
    in_bytes: bool = True,
) -> dict[Any, str]:
    """Words that fit, and one loss for each that did not."""
    found = {}
    for key, word in words.items():
        found[key] = _cut(word, most, in_bytes=in_bytes)
        if found[key] != word:
            losses.append(Loss(code, variables[key], {"most": str(most), "whole": word}))
    return found


def _cut(text: str, most: int, *, in_bytes: bool) -> str:
    if not in_bytes:
        return text[:most]
    return text.encode()[:most].decode(errors="ignore")
