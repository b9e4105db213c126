"""What a file holds, column by column, as a text for a terminal or as a record for a program.

Cells of a column that looks personal are shown nowhere: a terminal is copied into letters and logs.
"""

from dataclasses import asdict
from typing import Any

from miqyas.data.intake import REASONS, ColumnProfile, ColumnType, Note, RawTable
from miqyas.reporting.numbers import decimals_for, format_number
from miqyas.types import Language

TYPES: dict[ColumnType, dict[Language, str]] = {
    "number": {"fr": "nombre", "ar": "عدد", "en": "number"},
    "integer": {"fr": "nombre entier", "ar": "عدد صحيح", "en": "whole number"},
    "boolean": {"fr": "vrai ou faux", "ar": "صحيح أو خطأ", "en": "true or false"},
    "date": {"fr": "date", "ar": "تاريخ", "en": "date"},
    "datetime": {"fr": "date et heure", "ar": "تاريخ ووقت", "en": "date and time"},
    "text": {"fr": "texte", "ar": "نص", "en": "text"},
}
_HEAD: dict[Language, str] = {
    "fr": "{file} ({kind}) : {rows} lignes, {columns} colonnes, {bytes} octets",
    "ar": "{file} ({kind}): الأسطر {rows}، الأعمدة {columns}، الحجم {bytes} بايت",
    "en": "{file} ({kind}): {rows} rows, {columns} columns, {bytes} bytes",
}
_COUNTS: dict[Language, str] = {
    "fr": "manquants {missing}, valeurs différentes {distinct}",
    "ar": "الناقص {missing}، القيم المختلفة {distinct}",
    "en": "missing {missing}, different values {distinct}",
}
_RANGE: dict[Language, str] = {
    "fr": "de {low} à {high}",
    "ar": "من {low} إلى {high}",
    "en": "from {low} to {high}",
}
_MEAN: dict[Language, str] = {"fr": "moyenne {mean}", "ar": "المتوسط {mean}", "en": "mean {mean}"}
_EXAMPLES: dict[Language, str] = {"fr": "par exemple : ", "ar": "مثلاً: ", "en": "such as: "}
_LABELS: dict[Language, str] = {"fr": "codes : ", "ar": "الرموز: ", "en": "codes: "}
_PERSONAL: dict[Language, str] = {
    "fr": "Peut identifier une personne ({reason}) : à laisser hors de l'extrait (--drop).",
    "ar": "قد يكشف هوية شخص ({reason}): يُترك خارج المستخرج (--drop).",
    "en": "May identify a person ({reason}): leave it out of the extract (--drop).",
}
_SEPARATOR: dict[Language, str] = {"fr": ", ", "ar": "، ", "en": ", "}
MOST_LABELS = 8
LEAST_DECIMALS = 2  # a profile describes data: 1200.5 is not 1200


def profile_text(table: RawTable, language: Language) -> str:
    """Return the size of a table, what must be told about it, then each column."""
    head = _HEAD[language].format(
        file=table.file,
        kind="CSV" if table.kind == "text" else table.kind,
        rows=format_number(table.n_rows, language),
        columns=format_number(len(table.columns), language),
        bytes=format_number(table.n_bytes, language),
    )
    lines = [head, f"sha256 {table.sha256}", *(f"! {note.text[language]}" for note in table.notes), ""]
    for column in table.columns:
        lines += _column_lines(column, language)
    return "\n".join(lines)


def profile_record(table: RawTable) -> dict[str, Any]:
    """Return the same facts as plain values, ready for JSON; notes in the three languages."""
    return {
        "file": table.file,
        "kind": table.kind,
        "n_bytes": table.n_bytes,
        "sha256": table.sha256,
        "n_rows": table.n_rows,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheet": table.sheet,
        "sheets": list(table.sheets),
        "notes": _note_records(table.notes),
        "columns": [_column_record(column) for column in table.columns],
    }


def _column_record(column: ColumnProfile) -> dict[str, Any]:
    return {
        **asdict(column),
        "examples": [] if column.looks_personal else list(column.examples),
        "value_labels": dict(column.value_labels),
        "missing_codes": dict(column.missing_codes),
        "notes": _note_records(column.notes),
    }


def _note_records(notes: tuple[Note, ...]) -> list[dict[str, Any]]:
    return [{"key": note.key, "facts": dict(note.facts), "text": note.text} for note in notes]


def _column_lines(column: ColumnProfile, language: Language) -> list[str]:
    comma = _SEPARATOR[language]
    label = f" «{column.label}»" if column.label else ""
    counts = _COUNTS[language].format(
        missing=format_number(column.n_missing, language), distinct=format_number(column.n_distinct, language)
    )
    lines = [f"{column.name}{label}: {TYPES[column.type][language]}", f"    {counts}"]
    if column.looks_personal is not None:
        return [
            *lines,
            f"    ! {_PERSONAL[language].format(reason=REASONS[column.looks_personal][language])}",
        ]
    if column.minimum is not None and column.maximum is not None:
        spread = [
            _RANGE[language].format(
                low=_value(column.minimum, language), high=_value(column.maximum, language)
            )
        ]
        if column.mean is not None:
            spread.append(_MEAN[language].format(mean=_value(column.mean, language)))
        lines.append(f"    {comma.join(spread)}")
    elif column.examples:
        lines.append(f"    {_EXAMPLES[language]}{comma.join(map(str, column.examples))}")
    if column.value_labels:
        words = [f"{code} = {word}" for code, word in list(column.value_labels.items())[:MOST_LABELS]]
        more = ["…"] if len(column.value_labels) > MOST_LABELS else []
        lines.append(f"    {_LABELS[language]}{comma.join([*words, *more])}")
    return [*lines, *(f"    ! {note.text[language]}" for note in column.notes)]


def _value(value: float | str, language: Language) -> str:
    if isinstance(value, str):
        return value
    decimals = 0 if float(value).is_integer() else max(LEAST_DECIMALS, decimals_for(value))
    return format_number(value, language, decimals=decimals)
