"""A question written in the words of DuckDB, said in those of Spark or PostgreSQL, with the same answer.

sqlglot knows the grammars; the rules here keep the meaning where the engines differ: what a division by zero
gives, which characters are blank, how the compensated sum is called.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any, Literal

import sqlglot
from sqlglot import exp

from miqyas.data.engines.table import ROWS

Dialect = Literal["spark", "postgres"]
Rule = Callable[[exp.Expression], exp.Expression]

# What DuckDB's trim takes away: the spaces of Unicode (category Zs), and not tabs nor line ends.
SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
COMPENSATED = {"FSUM", "KAHAN_SUM", "SUMKAHAN"}
NUMBER = r"^\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?\s*$"
INFINITY = "CAST('Infinity' AS DOUBLE)"


def parsed(sql: str) -> exp.Query:
    """Read a question, which must be a SELECT."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    if not isinstance(tree, exp.Query):
        message = f"not a SELECT: {sql}"
        raise TypeError(message)
    return tree


def said(tree: exp.Query, dialect: Dialect, *, source: str, yes_or_no: Collection[str] = ()) -> str:
    """Say a question in another dialect.

    ``source`` is the SELECT, in that dialect, that stands for `source_rows`; ``yes_or_no`` names the columns
    that it gives as 1 and 0 although they hold yes and no.
    """
    said_tree = tree.copy()
    for kind, rule in _rules(dialect, yes_or_no):
        for node in reversed(list(said_tree.find_all(kind))):  # innermost first
            changed = rule(node)
            if changed is not node:
                node.replace(changed)
    rows: Any = sqlglot.parse_one(source, read=dialect)
    _put_first(said_tree, rows)
    if dialect == "spark":
        for table in said_tree.find_all(exp.CTE):
            table.set("materialized", None)  # Spark always looks through a WITH
    return said_tree.sql(dialect=dialect)


def _put_first(tree: exp.Query, source: exp.Expression) -> None:
    """Define `source_rows` ahead of what a question defines itself."""
    later = list(tree.ctes)
    tree.with_(ROWS, as_=source, append=False, materialized=False, copy=False)
    for one in later:
        tree.with_(one.alias, as_=one.this, materialized=one.args.get("materialized"), copy=False)


def _rules(dialect: Dialect, yes_or_no: Collection[str]) -> Iterable[tuple[type[exp.Expression], Rule]]:
    yield exp.Anonymous, _plain_sum
    yield exp.Div, _division
    yield exp.IsInf, _is_infinite
    yield exp.Trim, _trim_spaces
    yield exp.Subquery, _named
    if dialect == "spark":
        yield exp.Window, _in_some_order
        yield exp.Bracket, _from_zero
        yield exp.Quantile, _spark_quantile
        yield exp.PercentileCont, _spark_quantile
        return
    yield exp.IsNan, _is_nan
    yield exp.TryCast, _read_number
    yield exp.Cast, lambda node: _as_text(node, yes_or_no)
    yield exp.Group, _group_all
    yield exp.IntDiv, _whole_division
    yield exp.BitwiseLeftShift, _shift
    yield exp.Bracket, _element
    yield exp.AnyValue, lambda node: exp.Min(this=node.this)


def _filled(template: str, **parts: exp.Expression) -> exp.Expression:
    """Put expressions in the place of the names of a template written for DuckDB."""
    tree: Any = sqlglot.parse_one(template, read="duckdb")
    for column in list(tree.find_all(exp.Column)):
        column.replace(parts[column.name].copy())
    filled: exp.Expression = tree
    return filled


def _plain_sum(node: exp.Expression) -> exp.Expression:
    return exp.Sum(this=node.expressions[0]) if node.name.upper() in COMPENSATED else node


def _division(node: exp.Expression) -> exp.Expression:
    # DuckDB follows IEEE 754: a number by zero is infinite, zero by zero is no number. The others stop there.
    above, below = _bare(node.this), _bare(node.expression)
    share = exp.Div(this=exp.cast(above.copy(), "double"), expression=_wrapped(below.copy()), typed=True)
    if isinstance(below, exp.Literal) and float(below.name) != 0:
        return exp.Paren(this=share)
    whole = _filled(
        f"CASE WHEN (b) = 0 THEN CAST(a AS DOUBLE) * {INFINITY} ELSE s END", a=above, b=below, s=share
    )
    return exp.Paren(this=whole)


def _bare(node: Any) -> exp.Expression:
    while isinstance(node, exp.Paren):
        node = node.this
    bare: exp.Expression = node
    return bare


def _wrapped(node: exp.Expression) -> exp.Expression:
    return exp.Paren(this=node) if isinstance(node, exp.Binary) else node


def _is_infinite(node: exp.Expression) -> exp.Expression:
    return _filled(f"(x IN ({INFINITY}, -{INFINITY}))", x=node.this)


def _is_nan(node: exp.Expression) -> exp.Expression:
    return _filled("(CAST(x AS DOUBLE) = CAST('NaN' AS DOUBLE))", x=node.this)


def _trim_spaces(node: exp.Expression) -> exp.Expression:
    if not node.args.get("expression"):
        node.set("expression", exp.Literal.string(SPACES))
        node.set("position", "BOTH")
    return node


def _named(node: exp.Expression) -> exp.Expression:
    if isinstance(node.parent, exp.From | exp.Join) and not node.alias:  # PostgreSQL before 16 wants a name
        node.set("alias", exp.TableAlias(this=exp.to_identifier(f"inner_{id(node)}")))
    return node


def _in_some_order(node: exp.Expression) -> exp.Expression:
    if not node.args.get("order") and isinstance(node.this, exp.RowNumber):
        node.set("order", exp.Order(expressions=[exp.Ordered(this=exp.Literal.number(1))]))
    return node


def _from_zero(node: exp.Expression) -> exp.Expression:
    # A list begins at 1 in DuckDB and PostgreSQL; sqlglot moves the places whose type it knows.
    (place,) = node.expressions
    if not place.is_type(*exp.DataType.INTEGER_TYPES):
        node.set("expressions", [exp.Sub(this=_wrapped(place.copy()), expression=exp.Literal.number(1))])
    return node


def _spark_quantile(node: exp.Expression) -> exp.Expression:
    share = node.args.get("quantile") or node.expression
    return exp.Anonymous(this="percentile", expressions=[node.this.copy(), share.copy()])


def _read_number(node: exp.Expression) -> exp.Expression:
    text = exp.cast(node.this.copy(), "text")
    shape = exp.RegexpLike(this=text.copy(), expression=exp.Literal.string(NUMBER))
    return exp.Case().when(shape, exp.Cast(this=text, to=node.args["to"].copy()))


def _as_text(node: exp.Expression, yes_or_no: Collection[str]) -> exp.Expression:
    if not node.is_type("text", "varchar") or isinstance(node, exp.TryCast):
        return node
    if isinstance(node.this, exp.Column) and node.this.name in yes_or_no:
        return _filled("(CASE x WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)", x=node.this)
    # 2003.0 is written so by DuckDB and Spark, 2003 by PostgreSQL.
    is_double = _filled("pg_typeof(x)", x=node.this).isin(
        *(
            exp.cast(exp.Literal.string(name), exp.DataType.build("regtype", udt=True))
            for name in ("float8", "float4")
        )
    )
    whole = exp.RegexpLike(this=node.copy(), expression=exp.Literal.string("^-?[0-9]+$"))
    longer = exp.DPipe(this=node.copy(), expression=exp.Literal.string(".0"))
    return exp.Paren(this=exp.Case().when(exp.and_(is_double, whole), longer).else_(node.copy()))


def _group_all(node: exp.Expression) -> exp.Expression:
    select = node.parent
    if node.args.get("all") and isinstance(select, exp.Select):
        keys = [one.unalias() for one in select.expressions if not one.find(exp.AggFunc)]
        return exp.Group(expressions=[key.copy() for key in keys])
    return node


def _whole_division(node: exp.Expression) -> exp.Expression:
    # Between integers, PostgreSQL's own division leaves the remainder aside.
    share = exp.Div(this=_wrapped(node.this.copy()), expression=_wrapped(node.expression.copy()), typed=True)
    return exp.Paren(this=share)


def _shift(node: exp.Expression) -> exp.Expression:
    node.set("expression", exp.cast(_bare(node.expression).copy(), "int"))
    return node


def _element(node: exp.Expression) -> exp.Expression:
    if isinstance(node.this, exp.Cast):
        node.set("this", exp.Paren(this=node.this.copy()))
    return node


def shortened(tree: exp.Query, shorten: Callable[[str], str]) -> tuple[exp.Query, dict[str, str]]:
    """Give shorter names to what an engine cannot name, and tell which."""
    cut = {node.name: shorten(node.name) for node in tree.find_all(exp.Identifier)}
    changed = {name: short for name, short in cut.items() if short != name}
    for node in list(tree.find_all(exp.Identifier)) if changed else ():
        node.set("this", cut[node.name])
    return tree, changed


def table_name(name: str, dialect: Dialect) -> str:
    """Write a table's name again, so that nothing else than a name can stand in it."""
    return exp.to_table(name, dialect=dialect).sql(dialect=dialect)
