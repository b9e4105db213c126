"""Which sheet of a workbook holds the answers, which the rows of which repeat, and by which columns they are tied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from miqyas.interchange.form import Form
from miqyas.interchange.rows.matching import folded, match_columns
from miqyas.interchange.rows.tied import repeat_above
from miqyas.interchange.rows.tying import BookSheet

# What tools call the key of the row above, and that key where it stands: ours, ODK, KoboToolbox by row, then by answer.
PAIRS = (
    ("_parent", "_key"),
    ("PARENT_KEY", "KEY"),
    ("_parent_index", "_index"),
    ("_submission__uuid", "_uuid"),
    ("_submission__id", "_id"),
)
# The name of a sheet holds 31 characters.
LONGEST_TITLE = 31


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet and the names of its columns."""

    title: str
    names: Sequence[str]


def propose_sheets(form: Form, sheets: Sequence[Sheet]) -> dict[str, BookSheet]:
    """Say what each sheet holds; those that hold nothing of the form are left out.

    The answers are in the first sheet that answers a question outside of repeats. Rows of a repeat are in a sheet that
    bears its name, else in the one whose columns are its questions.

    Parameters
    ----------
    form : Form
        The questionnaire.
    sheets : sequence of Sheet
        In the order of the workbook.

    Returns
    -------
    dict of str to BookSheet
        By title of the sheet.

    Examples
    --------
    >>> from miqyas.interchange.form import Question
    >>> age = Question("age", "/data/member/age", "integer", repeat="/data/member")
    >>> form = Form("f", "1", "", "data", ("",), "", (Question("town", "/data/town", "text"), age), ("/data/member",))
    >>> book = [Sheet("f", ["town", "_index"]), Sheet("member", ["age", "_parent_index"])]
    >>> [(one.title, one.repeat, one.parent, one.key) for one in propose_sheets(form, book).values()]
    [('f', '', '', ''), ('member', '/data/member', '_parent_index', '_index')]
    """
    main = next((each for each in sheets if match_columns(form, each.names)), None)
    if main is None:
        return {}
    found = {"": main}
    for sheet in sheets:
        if sheet is not main and (repeat := _repeat_of(form, sheet, taken=found)):
            found[repeat] = sheet
    return {
        sheet.title: tied_sheet(form, sheet, repeat, found.get(repeat_above(form, repeat)))
        for repeat, sheet in found.items()
    }


def tied_sheet(form: Form, sheet: Sheet, repeat: str, above: Sheet | None) -> BookSheet:
    """Return a sheet with the columns it is found to answer, and those that tie it to the sheet above."""
    columns = match_columns(form, sheet.names, repeat)
    book_sheet = BookSheet(sheet.title, repeat, columns)
    if not repeat or above is None:
        return book_sheet
    parent, key = _pair(sheet.names, above.names, columns)
    return replace(book_sheet, parent=parent, key=key)


def _repeat_of(form: Form, sheet: Sheet, *, taken: Mapping[str, Sheet]) -> str:
    free = [each for each in form.repeats if each not in taken]
    named = [each for each in free if _is_named(sheet.title, each)]
    if len(named) == 1:
        return named[0]
    counts = {each: len(match_columns(form, sheet.names, each)) for each in named or free}
    best = max(counts.values(), default=0)
    winners = [each for each, count in counts.items() if count == best]
    return winners[0] if best and len(winners) == 1 else ""


def _is_named(title: str, repeat: str) -> bool:
    """Whether a sheet bears the name of a repeat: alone, after that of the form, or cut to fit."""
    name, called = folded(repeat.rpartition("/")[2]), folded(title)
    is_cut = len(title) == LONGEST_TITLE and name.startswith(called)
    return bool(name) and (called == name or called.endswith(f" {name}") or is_cut)


def _pair(below: Sequence[str], above: Sequence[str], answered: Mapping[str, str]) -> tuple[str, str]:
    """The column of the key of the row above, and where it stands there; empty when nothing tells."""
    for parent, key in PAIRS:
        if parent in below and key in above:
            return parent, key
    # The key of a sheet says nothing of that of another, though both are called alike.
    own = {key for _parent, key in PAIRS}
    shared = next((name for name in below if name in above and name not in answered and name not in own), "")
    return shared, shared
