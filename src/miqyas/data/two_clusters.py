"""Two columns of clusters: the rows that have both, and where the two meet."""

from miqyas.data.names import quoted
from miqyas.data.relation import Relation


def with_meetings(relation: Relation, first: str, second: str) -> tuple[Relation, str]:
    """Leave out the rows that lack one of the two, add a column of their meetings, and return its name too.

    Raises
    ------
    MissingColumn
        No column has one of these names.
    """
    for column in (first, second):
        relation.require(column)
    both = relation.free_name(f"{first} × {second}")
    texts = [f"CAST({quoted(name)} AS VARCHAR)" for name in (first, second)]
    # The length of the first tells where it ends: no two pairs of texts give the same.
    meeting = f"concat_ws('|', CAST(length({texts[0]}) AS VARCHAR), {texts[0]}, {texts[1]})"
    complete = relation.without_missing(first).without_missing(second)
    return complete.with_columns({both: meeting}), both
