"""What a brought file may become, what a column may be, how people are protected. No queries, no requests."""

from miqyas_web.datasets.rules.files import (
    ANSWERS_AT_ONCE,
    COLUMNS_BY_PAGE,
    MOST_BYTES,
    MOST_CELLS_AT_ONCE,
    NEXT_STATES,
    NUMERIC,
    PERMISSION_OF_EXTRACT,
    PREVIEW_ROWS,
    READ_AT_ONCE_BYTES,
    SWEPT_AFTER,
    DescribedColumn,
    check_can_move,
    check_described,
    check_protected,
    check_weight,
    harmless_cell,
    may_read,
)
from miqyas_web.datasets.rules.steps import parsed_step, written_setting

__all__ = [
    "ANSWERS_AT_ONCE",
    "COLUMNS_BY_PAGE",
    "MOST_BYTES",
    "MOST_CELLS_AT_ONCE",
    "NEXT_STATES",
    "NUMERIC",
    "PERMISSION_OF_EXTRACT",
    "PREVIEW_ROWS",
    "READ_AT_ONCE_BYTES",
    "SWEPT_AFTER",
    "DescribedColumn",
    "check_can_move",
    "check_described",
    "check_protected",
    "check_weight",
    "harmless_cell",
    "may_read",
    "parsed_step",
    "written_setting",
]
