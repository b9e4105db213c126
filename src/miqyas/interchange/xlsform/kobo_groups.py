"""The three questions that KoboToolbox alone knows, as the questions phones ask: matrix, ranking, scoring.

The names are those that its answers bear: a matrix `m` with a row `car` and a column `number` is asked as `m_car_number`
in a group `m_car`; the levels of a ranking and the rows of a scoring keep their own names, in a group of theirs.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
ENDS = {"begin_kobomatrix": "end_kobomatrix", "begin_rank": "end_rank", "begin_score": "end_score"}
MATRIX_LIST, RANK_LIST, SCORE_LIST = "kobo--matrix_list", "kobo--rank-items", "kobo--score-choices"
RANK_MESSAGE = "kobo--rank-constraint-message"
LIST_OF = "select_from_list_name"
# Where a column of a matrix may name another one.
EXPRESSIONS = ("relevant", "constraint", "required")
END = {"type": "end_group"}


def expanded(survey: Sequence[Row], choices: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of a survey, each of these questions as a group of ordinary ones.

    Parameters
    ----------
    survey, choices : sequence of mapping
        Rows as the interface of KoboToolbox gives them.

    Raises
    ------
    LookupError
        A question lacks its end, its name or its list.

    Examples
    --------
    >>> rows = [{"type": "begin_score", "name": "s", "kobo--score-choices": "l"},
    ...         {"type": "score__row", "name": "a"}, {"type": "end_score"}]
    >>> [(row["type"], row.get("name")) for row in expanded(rows, [])]
    [('begin_group', 's'), ('select_one', 's_header'), ('select_one', 'a'), ('end_group', None)]
    """
    rows = iter(survey)
    for row in rows:
        kind = _kind(row)
        if kind not in ENDS:
            yield row
            continue
        inside = []
        for one in rows:
            if _kind(one) == ENDS[kind]:
                break
            inside.append(one)
        else:
            raise LookupError(ENDS[kind])
        if kind == "begin_kobomatrix":
            yield from _matrix(row, inside, choices)
        else:
            yield from _ranking(row, inside) if kind == "begin_rank" else _scoring(row, inside)


def name_of(row: Row, own: str = "$autoname") -> str:
    """The name of a row, or the one KoboToolbox gave it."""
    name = row.get("name") or row.get(own)
    if not name:
        raise LookupError(own)
    return str(name)


def _kind(row: Row) -> str:
    """The type, which older forms write with a blank."""
    kind = str(row.get("type") or "")
    return kind.replace(" ", "_") if kind.startswith(("begin ", "end ")) else kind


def _group(row: Row, name: str) -> dict[str, Any]:
    kept = {"relevant": row["relevant"]} if row.get("relevant") else {}
    return {
        "type": "begin_group",
        "name": name,
        "label": row.get("label"),
        "appearance": "field-list",
        **kept,
    }


def _matrix(row: Row, columns: Sequence[Row], choices: Sequence[Row]) -> Iterator[Row]:
    name, wanted = name_of(row), row[MATRIX_LIST]
    items = [one for one in choices if one.get("list_name") == wanted]
    if not items:
        raise LookupError(wanted)
    header = f"{name}_header"
    yield {"type": "begin_group", "name": header}
    yield {"type": "note", "name": f"{header}_note", "label": row.get("label")}
    for column in columns:
        yield {"type": "note", "name": f"{header}_{name_of(column)}", "label": column.get("label")}
    yield END
    for item in items:
        place = f"{name}_{name_of(item, '$autovalue')}"
        yield _group({**row, "label": item.get("label")}, place)
        yield {"type": "note", "name": f"{place}_note", "label": item.get("label")}
        for column in columns:
            yield _cell(column, item, place, [name_of(each) for each in columns])
        yield END


def _cell(column: Row, item: Row, place: str, names: Sequence[str]) -> Row:
    """One column of a matrix, asked of one of its rows."""
    cell = {
        **column,
        "name": f"{place}_{name_of(column)}",
        "label": _joined(item.get("label"), column.get("label")),
        "appearance": None,
    }
    for heading in EXPRESSIONS:
        if isinstance(cell.get(heading), str):
            for name in names:
                cell[heading] = cell[heading].replace(f"${{{name}}}", f"${{{place}_{name}}}")
    return cell


def _joined(one: Any, other: Any) -> Any:
    """Two labels as one, in each language that has both; the second alone elsewhere."""
    if isinstance(one, list) and isinstance(other, list):
        return [_joined(*pair) for pair in zip(one, other, strict=False)]
    return f"{one} – {other}" if one and other else other


def _ranking(row: Row, levels: Sequence[Row]) -> Iterator[Row]:
    name, before = name_of(row), list[str]()
    yield _group(row, name)
    yield {"type": "note", "name": f"{name}_label", "label": row.get("label")}
    for level in levels:
        own = name_of(level)
        different = " and ".join(f"${{{own}}} != ${{{each}}}" for each in before)
        yield {
            **level,
            "type": "select_one",
            LIST_OF: row[RANK_LIST],
            "name": own,
            "required": True,
            "appearance": None,
            **({"constraint": different, "constraint_message": row.get(RANK_MESSAGE)} if different else {}),
        }
        before.append(own)
    yield END


def _scoring(row: Row, rows: Sequence[Row]) -> Iterator[Row]:
    name = name_of(row)
    yield _group(row, name)
    asked = {"type": "select_one", LIST_OF: row[SCORE_LIST], "appearance": None}
    yield {**asked, "name": f"{name}_header", "label": row.get("label"), "appearance": "label"}
    required = {"required": True} if _is_yes(row.get("required")) else {}
    for one in rows:
        yield {**one, **asked, "name": name_of(one), "appearance": "list-nolabel", **required}
    yield END


def _is_yes(said: Any) -> bool:
    return said is True or str(said).casefold() in {"true", "yes", "true()"}
