"""What a brought file may become and what a column may be. No queries, no requests."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.datasets.enums import ColumnRole, ColumnType, Extract, UploadState
from miqyas_web.foundation.errors import Refused, Unfit

# A file of this size is read while the person waits; a heavier one by a job that shows how far it is.
READ_AT_ONCE_BYTES = 2_000_000
MOST_BYTES = 200_000_000
PREVIEW_ROWS = 8
# As many answers are laid out while a person waits (about two seconds); more by a job.
ANSWERS_AT_ONCE = 5_000
# Stata, SPSS and R files are made in memory: about a gigabyte for this many cells.
MOST_CELLS_AT_ONCE = 20_000_000
COLUMNS_BY_PAGE = 40
# A file nobody refers to may belong to a freeze under way: it is swept only once it is this old.
SWEPT_AFTER = timedelta(hours=1)

NEXT_STATES: dict[UploadState, frozenset[UploadState]] = {
    UploadState.READING: frozenset({UploadState.READY}),
    UploadState.READY: frozenset({UploadState.READING, UploadState.FROZEN}),
    UploadState.FROZEN: frozenset(),
}

NUMERIC = frozenset({ColumnType.NUMBER, ColumnType.INTEGER, ColumnType.BOOLEAN})
# The types that can play a role; a role that is not here takes any type.
TYPES_OF_ROLE: dict[ColumnRole, frozenset[ColumnType]] = {
    ColumnRole.WEIGHT: NUMERIC,
    ColumnRole.DATE: frozenset({ColumnType.DATE, ColumnType.DATETIME}),
}
AT_MOST_ONCE = (ColumnRole.IDENTIFIER, ColumnRole.WEIGHT)
# A personal column leaves the analysis extract: it can only say whose row it is, or nothing.
ROLES_OF_PERSONAL = frozenset({ColumnRole.NONE, ColumnRole.IDENTIFIER})

# Steps after which nothing of the value can be read.
UNREADABLE = frozenset({"drop", "pseudonymise"})

PERMISSION_OF_EXTRACT = {
    Extract.ANALYSIS: Permission.BRING_DATA,
    Extract.PERSONAL: Permission.READ_PERSONAL,
}

# A spreadsheet runs a cell that begins with one of these (OWASP, "CSV Injection").
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


class DescribedColumn(TypedDict):
    """What the rules need to know of a column."""

    name: str
    type: str
    role: str
    is_personal: bool


def check_can_move(state: str, to: UploadState) -> None:
    """Raise ``Refused`` unless a file in ``state`` may become ``to``."""
    if to in NEXT_STATES[UploadState(state)]:
        return
    if state == UploadState.FROZEN:
        raise Refused(_("This file is frozen already. Bring a file again to make a new version."))
    raise Refused(_("This file is still being read. Wait until it is ready, then try again."))


def check_weight(n_bytes: int, name: str) -> None:
    """Raise ``Unfit`` when a file is too heavy to be taken in."""
    if n_bytes > MOST_BYTES:
        raise Unfit(
            _(
                "“%(name)s” weighs more than %(most)s MB, which is the limit. Keep the columns the study needs, "
                "or save it as Parquet, which is smaller."
            )
            % {"name": name, "most": MOST_BYTES // 1_000_000}
        )


def check_described(columns: Sequence[DescribedColumn]) -> None:
    """Raise ``Unfit`` when a role does not suit its column, or is given twice."""
    for column in columns:
        _check_role_suits(column)
    given = Counter(column["role"] for column in columns)
    for role in AT_MOST_ONCE:
        if given[role] > 1:
            raise Unfit(
                _(
                    "The role “%(role)s” is given to %(n)s columns. Expected: one at most. Choose which one keeps it."
                )
                % {"role": role.label, "n": given[role]}
            )
    if all(column["is_personal"] for column in columns):
        raise Unfit(
            _(
                "Every column is marked as personal, so nothing is left to analyse. Untick the ones that are not."
            )
        )


def _check_role_suits(column: DescribedColumn) -> None:
    role = ColumnRole(column["role"])
    if column["is_personal"] and role not in ROLES_OF_PERSONAL:
        raise Unfit(
            _(
                "Column “%(column)s” is marked as personal and so leaves the analysis extract: it cannot be "
                "“%(role)s”. Untick “personal”, or take the role away."
            )
            % {"column": column["name"], "role": role.label}
        )
    fitting = TYPES_OF_ROLE.get(role)
    if fitting is not None and column["type"] not in fitting:
        raise Unfit(
            _(
                "Column “%(column)s” holds “%(found)s”; the role “%(role)s” expects %(expected)s. Choose another column."
            )
            % {
                "column": column["name"],
                "found": ColumnType(column["type"]).label,
                "role": role.label,
                "expected": ", ".join(f"“{kind.label}”" for kind in ColumnType if kind in fitting),
            }
        )


def check_protected(
    columns: Mapping[str, Mapping[str, Any]], *, personal: Collection[str], may_read_personal: bool
) -> None:
    """Raise ``Unfit`` when a personal column would come out readable, or is named as known while it is kept apart."""
    for name, said in columns.items():
        step = (said.get("step") or {}).get("step", "")
        if step == "drop" and (said.get("is_known") or said.get("is_sensitive") or said.get("role")):
            raise Unfit(_("“%(column)s” is dropped: it has no role and is not measured.") % {"column": name})
        if name not in personal:
            continue
        if step and step not in UNREADABLE and not may_read_personal:
            raise Unfit(
                _(
                    "“%(column)s” is personal. Your role may drop it, give it a pseudonym or leave it apart; to make it "
                    "less fine, ask someone who may see personal columns."
                )
                % {"column": name}
            )
        if not step and (said.get("is_known") or said.get("is_sensitive")):
            raise Unfit(
                _(
                    "“%(column)s” is personal and kept apart, so nothing of it is measured. Give it a step, or untick it."
                )
                % {"column": name}
            )


def harmless_cell(value: object) -> str:
    """Return a value as the text of a CSV cell that no spreadsheet runs.

    Numbers keep their sign; a text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str) and value.startswith(RUN_BY_SPREADSHEETS):
        return f"'{value}"
    return str(value)


def may_read(extract: Extract, permissions: frozenset[Permission]) -> bool:
    """Tell whether these permissions open one part of a version."""
    return PERMISSION_OF_EXTRACT[extract] in permissions
