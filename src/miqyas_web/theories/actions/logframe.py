"""Change the cells of the logframe: the titles and assumptions of the theory itself."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.rules import writable
from miqyas_web.theories.actions.changing import (
    begin,
    finish,
    link_in,
    link_row,
    node_in,
    node_row,
    put,
)
from miqyas_web.theories.actions.merging import reconcile
from miqyas_web.theories.enums import ChangeVerb
from miqyas_web.theories.models import Theory
from miqyas_web.theories.rules import Overtaken, Row, Rows, check_title


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell rewritten: of which element or link, what was read in it, what is to stand in it."""

    kind: str
    key: str
    read: str
    text: str

    @property
    def name(self) -> str:
        """As the form names it."""
        return f"{self.kind}-{self.key}"

    @property
    def field(self) -> str:
        return "title" if self.kind == "nodes" else "assumption"


@transaction.atomic
def edit_logframe(*, initiative: Initiative, cells: Iterable[Cell], by: Person) -> Theory:
    """Write the cells as one change; raises ``Overtaken`` when someone else rewrote the same cell meanwhile.

    Cells that say what was read are left alone, whatever others wrote in them.
    """
    theory = begin(initiative, by=by)
    before: Rows = {"nodes": [], "links": []}
    after: Rows = {"nodes": [], "links": []}
    overtaken: list[Overtaken] = []
    for cell in cells:
        stands = _row(theory, cell)
        text = _text(cell)
        if text in (cell.read, stands[cell.field]):
            continue
        mine = stands | {cell.field: text}
        try:
            reconcile(theory, cell.key, stands=stands, mine=mine, read={cell.field: cell.read})
        except Overtaken as refusal:
            overtaken.append(_on_cell(refusal, cell))
            continue
        before[cell.kind].append(stands)
        after[cell.kind].append(mine)
    if overtaken:
        raise _together(overtaken)
    if after["nodes"] or after["links"]:
        put(theory, after)
        finish(theory, ChangeVerb.LOGFRAME_EDITED, before=before, after=after, by=by)
    return theory


def _row(theory: Theory, cell: Cell) -> Row:
    if cell.kind == "nodes":
        return node_row(node_in(theory, cell.key))
    return link_row(link_in(theory, cell.key))


def _text(cell: Cell) -> str:
    return check_title(cell.text) if cell.kind == "nodes" else writable(cell.text)


def _on_cell(refusal: Overtaken, cell: Cell) -> Overtaken:
    """The same refusal, its disagreement named after the cell."""
    fields = [replace(each, field=cell.name) for each in refusal.fields]
    return Overtaken(who=refusal.who, at=refusal.at, fields=fields, taken={})


def _together(refusals: list[Overtaken]) -> Overtaken:
    """One refusal that holds every disagreement."""
    last = max(refusals, key=lambda refusal: refusal.at)
    fields = [each for refusal in refusals for each in refusal.fields]
    return Overtaken(who=last.who, at=last.at, fields=fields, taken={})
