"""Carry out what a person did on the canvas."""

from dataclasses import dataclass
from typing import Any

from miqyas_web.accounts.models import Person
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.actions.links import create_link
from miqyas_web.theories.actions.nodes import NodeSaid, create_node, delete_parts, edit_node, move_nodes
from miqyas_web.theories.actions.undoing import redo_change, undo_change
from miqyas_web.theories.edits import Add, Delete, Edit, Join, Move, Say, Step
from miqyas_web.theories.queries import last_to_redo, last_to_undo, theory_of
from miqyas_web.theories.rules import Gone, Overtaken


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one edit: done, refused with a sentence, or written by two people at once."""

    refused: str = ""
    is_gone: bool = False
    conflict: dict[str, Any] | None = None


def apply_edit(*, initiative: Initiative, edit: Edit, by: Person) -> Outcome:
    """Carry out one edit. The same edit sent twice (its answer was lost) is done once."""
    try:
        _apply(initiative, edit, by)
    except Overtaken as refusal:
        found = refusal.fields[0]
        conflict = {"who": refusal.who, "before": found.before, "theirs": found.theirs, "mine": found.mine}
        return Outcome(refused=str(refusal), conflict=conflict)
    except Refused as refusal:
        return Outcome(refused=str(refusal), is_gone=isinstance(refusal, Gone))
    return Outcome()


def _apply(initiative: Initiative, edit: Edit, by: Person) -> None:
    match edit:
        case Add():
            if not theory_of(initiative).holds_node(edit.key):
                said = NodeSaid(level=edit.level, title=edit.title)
                create_node(initiative=initiative, said=said, place=edit.place, key=edit.key, by=by)
        case Say():
            said, read = NodeSaid(title=edit.title), NodeSaid(title=edit.read)
            edit_node(initiative=initiative, key=edit.key, said=said, read=read, by=by)
        case Move():
            move_nodes(initiative=initiative, moves=edit.moves, around=edit.around, by=by)
        case Join():
            if not theory_of(initiative).holds_link(edit.key):
                create_link(
                    initiative=initiative, source=edit.source, target=edit.target, key=edit.key, by=by
                )
        case Delete():
            _delete(initiative, edit, by)
        case Step():
            _step(initiative, edit, by)


def _delete(initiative: Initiative, edit: Delete, by: Person) -> None:
    theory = theory_of(initiative)
    if any(map(theory.holds_node, edit.nodes)) or any(map(theory.holds_link, edit.links)):
        delete_parts(initiative=initiative, nodes=edit.nodes, links=edit.links, by=by)


def _step(initiative: Initiative, step: Step, by: Person) -> None:
    """Take back, or make again, the change the person saw named, not another one that came since."""
    find, act = (last_to_undo, undo_change) if step.back else (last_to_redo, redo_change)
    last = find(theory_of(initiative), by)
    if last is not None and last.revision == step.revision:
        act(initiative=initiative, by=by)
