"""How people write numbers, dates, "missing" and formulas in a cell: one grammar for Python and for the
engine.

Every pattern is read alike by Python's ``re`` and by the engine's RE2. ``{x}`` in a piece of SQL is the
cell without surrounding blanks.
"""

import re
from dataclasses import dataclass

from miqyas.data.intake.columns import ColumnType
from miqyas.data.intake.engine import quote_text

# Ordinary, no-break (French thousands in Excel) and narrow no-break (French thousands elsewhere) spaces.
BLANKS = " \t\r\n\u00a0\u202f"
MISSING = ("", "na", "n/a", "#n/a", "null", ".", "nan")
_MISSING_PATTERN = f"(?i:{'|'.join(map(re.escape, MISSING))})"

# Arabic-Indic, then Extended (Persian) digits; the Arabic decimal sign becomes a full stop, the thousands
# sign goes.
ARABIC = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬"
LATIN = "01234567890123456789."
TO_LATIN = str.maketrans(ARABIC[:-1], LATIN, ARABIC[-1])
ARABIC_DIGIT = "[٠-٩۰-۹]"

PLAIN = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
WHOLE = r"[+-]?[0-9]+"
COMMA = r"[+-]?(?:[0-9]{1,3}(?:[ \x{00a0}\x{202f}][0-9]{3})+|[0-9]+)(?:,[0-9]+)?"
AMBIGUOUS = r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"
MONTHS = 12

# Conditions on a number written in the column ``x`` that must stay text: codes and phones are no quantities.
HAS_LEADING_ZERO = "regexp_matches(x, '^[+-]?0[0-9]')"
HAS_PLUS = "starts_with(x, '+') AND strlen(x) > 8"
IS_LONG = "strlen(x) > 18 AND regexp_full_match(x, '[+-]?[0-9]{19,}')"  # 18 digits always fit in 64 bits

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HOUR = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
_FRENCH_DAY = r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}"

# What Excel and LibreOffice carry out on opening a text file: a cell that starts with "="; a function call
# after "@", "+" or "-"; an old DDE call (name|argument!item); arithmetic on cells (+A1). A bare number, a
# phone (+212…), a dash before a sentence and a handle (@miqyas) are none of these.
FORMULA = (
    r"^[\t\r\n]*(?:=\s*[^=\s]|@[A-Za-z_][A-Za-z0-9_.]*\(|[+-].*[A-Za-z_][A-Za-z0-9_.]*\(|[=+@-].*\|.*!"
    r"|[+-]\$?[A-Za-z]{1,3}\$?[0-9]+(?:[-+*/^:].*)?$)"
)


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a value.

    Attributes
    ----------
    key : str
        Stable name.
    type : ColumnType
        What a column written this way holds; "number" may turn out to be "integer", "datetime" to be "date".
    pattern : str
        What every cell must match from end to end, after ``prepared``.
    value : str
        SQL of the value, from ``{x}``; NULL when the cell only looks right (31 February).
    in_arabic_digits : bool
        Whether Arabic digits are first turned into 0-9.
    """

    key: str
    type: ColumnType
    pattern: str
    value: str
    in_arabic_digits: bool = False

    def matches(self, cell: str) -> bool:
        """Tell whether one cell is written this way."""
        text = cell.translate(TO_LATIN) if self.in_arabic_digits else cell
        return re.fullmatch(python_pattern(self.pattern), text) is not None


_COMMA_VALUE = "TRY_CAST(replace(translate({x}, ' \u00a0\u202f', ''), ',', '.') AS DOUBLE)"
_FRENCH_VALUE = "TRY_CAST(try_strptime(translate({x}, '.-', '//'), ['%d/%m/%Y']) AS DATE)"
_FRENCH_HOURS = "['%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S']"

FORMS = (
    Form("plain", "number", PLAIN, "TRY_CAST({x} AS DOUBLE)"),
    Form("comma", "number", COMMA, _COMMA_VALUE),
    Form("plain_arabic", "number", PLAIN, "TRY_CAST({x} AS DOUBLE)", in_arabic_digits=True),
    Form("comma_arabic", "number", COMMA, _COMMA_VALUE, in_arabic_digits=True),
    Form(
        "boolean",
        "boolean",
        r"(?i:true|false|vrai|faux|صحيح|خطأ)",
        "lower({x}) IN ('true', 'vrai', 'صحيح')",
    ),
    Form("date", "date", _DAY, "TRY_CAST({x} AS DATE)"),
    Form("datetime", "datetime", f"{_DAY}[ T]{_HOUR}", "TRY_CAST({x} AS TIMESTAMP)"),
    Form(
        "datetime_offset",
        "datetime",
        rf"{_DAY}[ T]{_HOUR}(?:Z|[+-][0-9]{{2}}(?::?[0-9]{{2}})?)",
        "TRY_CAST({x} AS TIMESTAMPTZ) AT TIME ZONE 'UTC'",
    ),
    Form("french_date", "date", _FRENCH_DAY, _FRENCH_VALUE),
    Form(
        "french_datetime",
        "datetime",
        rf"{_FRENCH_DAY} [0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?",
        f"try_strptime(translate({{x}}, '.-', '//'), {_FRENCH_HOURS})",
    ),
)
MONTH_FIRST = "TRY_CAST(try_strptime(translate({x}, '.-', '//'), ['%m/%d/%Y']) AS DATE)"


def python_pattern(pattern: str) -> str:
    """Return an RE2 pattern in Python's spelling of code points."""
    return re.sub(r"\\x\{([0-9a-f]{4})\}", r"\\u\1", pattern)


def is_missing(cell: str) -> bool:
    """Tell whether a cell says "missing".

    >>> [is_missing(cell) for cell in ("", " NA ", "n/a", ".", "0", "none")]
    [True, True, True, True, False, False]
    """
    return cell.strip(BLANKS).lower() in MISSING


def runs_as_formula(cell: str) -> bool:
    """Tell whether a spreadsheet would carry this text out.

    >>> [runs_as_formula(cell) for cell in ("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+SUM(A1)")]
    [True, True, True, True]
    >>> [runs_as_formula(cell) for cell in ("-5", "+212612345678", "- deux chèvres", "@miqyas", "-1 (perte)")]
    [False, False, False, False, False]
    """
    return re.search(FORMULA, cell) is not None


def trimmed(column: str) -> str:
    """Return the SQL of a cell without surrounding blanks, NULL where it says "missing"."""
    bare = bare_cell(column)
    return f"CASE WHEN {fits(bare, _MISSING_PATTERN)} THEN NULL ELSE {bare} END"


def bare_cell(column: str) -> str:
    """Return the SQL of a cell without surrounding blanks."""
    return f"trim({column}, {quote_text(BLANKS)})"


def in_latin_digits(expression: str) -> str:
    """Return the SQL of a text with 0-9 in place of Arabic digits."""
    return f"translate({expression}, {quote_text(ARABIC)}, {quote_text(LATIN)})"


def fits(expression: str, pattern: str) -> str:
    """Return the SQL that tells whether a text matches a pattern from end to end."""
    return f"regexp_full_match({expression}, {quote_text(pattern)})"
