"""Take back one's last change."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.actions.changing import (
    begin,
    check_not_in_use,
    finish,
    put_links,
    put_nodes,
    rows_at,
)
from miqyas_web.theories.enums import ChangeVerb
from miqyas_web.theories.models import Theory, TheoryChange
from miqyas_web.theories.queries import last_to_undo
from miqyas_web.theories.rules import Row


@transaction.atomic
def undo_change(*, initiative: Initiative, by: Person) -> TheoryChange:
    """Put back what the person's last change found; refused when others built on it since."""
    theory = begin(initiative, by=by)
    change = last_to_undo(theory, by)
    if change is None:
        raise Refused(_("There is no change of yours left to undo."))
    _check_stands(theory, change)
    before = rows_at(theory, change.keys)
    _remove(theory, change)
    put_nodes(theory, _to_put_back(change, "nodes"))
    put_links(theory, _to_put_back(change, "links"))
    after = rows_at(theory, change.keys)
    finish(theory, ChangeVerb.UNDONE, before=before, after=after, by=by, undoes=change)
    return change


def _check_stands(theory: Theory, change: TheoryChange) -> None:
    """Raise ``Refused`` when a later change, still standing, touched the same nodes or links."""
    later = theory.changes.filter(revision__gt=change.revision, undone_by__isnull=True).select_related("by")
    for other in later.exclude(verb=ChangeVerb.UNDONE):
        if other.touched & change.touched:
            raise Refused(
                _("This cannot be undone: %(who)s changed the same place of the theory since.")
                % {"who": other.by}
            )


def _remove(theory: Theory, change: TheoryChange) -> None:
    """Delete what the change had made."""
    made_links = theory.links.filter(key__in=_made(change.before["links"], change.after["links"]))
    check_not_in_use(made_links)
    made_links.delete()
    made_nodes = theory.nodes.filter(key__in=_made(change.before["nodes"], change.after["nodes"]))
    check_not_in_use(made_nodes)
    for node in made_nodes:
        if node.links_out.exists() or node.links_in.exists():
            raise Refused(
                _("This cannot be undone: «%(node)s» has been linked since. Delete its links first.")
                % {"node": node}
            )
    made_nodes.delete()


def _made(before: list[Row], after: list[Row]) -> set[str]:
    return {row["key"] for row in after} - {row["key"] for row in before}


def _to_put_back(change: TheoryChange, kind: str) -> list[Row]:
    """Rows deleted, whole; of rows changed, only the fields the change wrote."""
    touched = change.touched
    still = {row["key"] for row in change.after[kind]}
    return [
        {name: value for name, value in row.items() if name == "key" or (row["key"], name) in touched}
        if row["key"] in still
        else row
        for row in change.before[kind]
    ]
