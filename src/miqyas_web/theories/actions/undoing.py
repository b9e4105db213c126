"""Take back one's last change, and make it again."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.actions.changing import (
    begin,
    check_not_in_use,
    finish,
    put,
    rows_at,
)
from miqyas_web.theories.enums import ChangeVerb
from miqyas_web.theories.models import Link, Node, Stakeholder, Theory, TheoryChange
from miqyas_web.theories.queries import last_to_redo, last_to_undo
from miqyas_web.theories.rules import PARTS, PLACE_FIELDS, Row


@transaction.atomic
def undo_change(*, initiative: Initiative, by: Person) -> TheoryChange:
    """Put back what the person's last change found; refused when others built on it since."""
    theory = begin(initiative, by=by)
    change = last_to_undo(theory, by)
    if change is None:
        raise Refused(_("There is no change of yours left to undo."))
    return _step_over(theory, change, ChangeVerb.UNDONE, by=by)


@transaction.atomic
def redo_change(*, initiative: Initiative, by: Person) -> TheoryChange:
    """Make again the change that the person last undid; refused when others built on its absence since."""
    theory = begin(initiative, by=by)
    step_back = last_to_redo(theory, by)
    if step_back is None:
        raise Refused(_("There is no change of yours left to make again."))
    return _step_over(theory, step_back, ChangeVerb.REDONE, by=by)


def _step_over(theory: Theory, change: TheoryChange, verb: ChangeVerb, *, by: Person) -> TheoryChange:
    """Take back one change, be it a step back itself."""
    _check_stands(theory, change)
    before = rows_at(theory, change.keys)
    _remove(theory, change)
    put(theory, {kind: _to_put_back(change, kind) for kind in PARTS})
    after = rows_at(theory, change.keys)
    finish(theory, verb, before=before, after=after, by=by, undoes=change)
    return change


def _check_stands(theory: Theory, change: TheoryChange) -> None:
    """Raise ``Refused`` when a later change, still standing, touched the same parts of the theory.

    A place chosen since hinders nothing but the undoing of another choice of place.
    """
    touched = change.touched
    if any(name not in PLACE_FIELDS for _key, name in touched):
        touched = {(key, name) for key, name in touched if name not in PLACE_FIELDS}
    later = theory.changes.filter(revision__gt=change.revision, undone_by__isnull=True)
    for other in later.exclude(verb=ChangeVerb.UNDONE).select_related("by", "undoes"):
        # Back and forth again since: as if nothing had been done.
        is_a_return = other.undoes is not None and other.undoes.revision > change.revision
        if not is_a_return and other.touched & touched:
            raise Refused(
                _("This cannot be undone: %(who)s changed the same place of the theory since.")
                % {"who": other.by}
            )


def _remove(theory: Theory, change: TheoryChange) -> None:
    """Delete what the change had made."""
    theory.risks.filter(key__in=_made(change, "risks")).delete()
    made_links = theory.links.filter(key__in=_made(change, "links"))
    check_not_in_use(made_links)
    _check_no_risk_on(made_links)
    made_links.delete()
    made_nodes = theory.nodes.filter(key__in=_made(change, "nodes"))
    check_not_in_use(made_nodes)
    _check_no_risk_on(made_nodes)
    for node in made_nodes:
        if node.links_out.exists() or node.links_in.exists():
            raise Refused(
                _("This cannot be undone: «%(node)s» has been linked since. Delete its links first.")
                % {"node": node}
            )
    made_nodes.delete()
    made_groups = theory.stakeholders.filter(key__in=_made(change, "stakeholders"))
    _check_not_quoted(theory, change, made_groups)
    made_groups.delete()


def _check_no_risk_on(made: Iterable[Node | Link]) -> None:
    """Raise ``Refused`` when a risk was written since on what would go."""
    for part in made:
        risk = part.risks.first()
        if risk is not None:
            raise Refused(
                _("This cannot be undone: the risk «%(risk)s» bears on it. Delete that risk first.")
                % {"risk": risk}
            )


def _check_not_quoted(theory: Theory, change: TheoryChange, made: Iterable[Stakeholder]) -> None:
    """Raise ``Refused`` when an element quotes a group that would go, unless its own undoing frees it."""
    keys = {group.key: group for group in made}
    for node in theory.nodes.all() if keys else ():
        for key in set(node.groups) & keys.keys():
            if (node.key, "groups") not in change.touched:
                raise Refused(
                    _("This cannot be undone: «%(node)s» concerns «%(group)s» since. Change it first.")
                    % {"node": node, "group": keys[key]}
                )


def _made(change: TheoryChange, kind: str) -> set[str]:
    before, after = change.before.get(kind, ()), change.after.get(kind, ())
    return {row["key"] for row in after} - {row["key"] for row in before}


def _to_put_back(change: TheoryChange, kind: str) -> list[Row]:
    """Rows deleted, whole; of rows changed, only the fields the change wrote."""
    touched = change.touched
    still = {row["key"] for row in change.after.get(kind, ())}
    return [
        {
            name: row[name]
            for name in row
            if name == "key" or (row["key"], name) in touched | _ends(row, touched)
        }
        if row["key"] in still
        else row
        for row in change.before.get(kind, ())
    ]


def _ends(row: Row, touched: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Both ends of a link go back together, though only one was changed."""
    ends = {(row["key"], "source"), (row["key"], "target")}
    return ends if ends & touched else set()
