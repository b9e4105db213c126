"""Bring a spreadsheet into a theory, as one change that one gesture undoes."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories import science
from miqyas_web.theories.actions.changing import (
    begin,
    check_not_in_use,
    finish,
    link_row,
    node_row,
    put,
    risk_row,
    rows_at,
    stakeholder_row,
)
from miqyas_web.theories.enums import ChangeVerb
from miqyas_web.theories.models import Theory
from miqyas_web.theories.queries import TheoryMap, map_of
from miqyas_web.theories.rules import PARTS, PLACE_FIELDS, Row, check_can_add, check_room_for


@transaction.atomic
def import_sheet(*, initiative: Initiative, brought: science.Graph, seen_revision: int, by: Person) -> Theory:
    """Make the theory what the spreadsheet says; refused when it changed since the preview.

    What the spreadsheet no longer holds is deleted, unless an indicator, a study or a claim leans on it. Places on the
    drawing stay.
    """
    theory = begin(initiative, by=by)
    if theory.revision != seen_revision:
        raise Refused(
            _(
                "The theory was changed since this preview. Send the file again to see what it would change now."
            )
        )
    check_room_for(nodes=len(brought.nodes), links=len(brought.links))
    check_can_add(stakeholders=len(brought.stakeholders), risks=len(brought.risks))
    stand = _standing(map_of(theory))
    wanted = {kind: {row["key"]: row for row in rows} for kind, rows in science.rows_of(brought).items()}
    to_write = {kind: _changed(stand[kind], wanted[kind]) for kind in PARTS}
    gone = {kind: stand[kind].keys() - wanted[kind].keys() for kind in PARTS}
    keys = {row["key"] for rows in to_write.values() for row in rows}.union(*gone.values())
    if not keys:
        raise Refused(_("The file says what the theory says already: there is nothing to change."))
    before = rows_at(theory, keys)
    _delete(theory, gone)
    put(theory, to_write)
    theory.stakeholders.filter(key__in=gone["stakeholders"]).delete()
    finish(theory, ChangeVerb.SHEET_IMPORTED, before=before, after=rows_at(theory, keys), by=by)
    return theory


def _standing(theory_map: TheoryMap) -> dict[str, dict[str, Row]]:
    """The rows that stand, by kind and key."""
    return {
        "stakeholders": {group.key: stakeholder_row(group) for group in theory_map.stakeholders},
        "nodes": {node.key: node_row(node) for node in theory_map.nodes},
        "links": {link.key: link_row(link) for link in theory_map.links},
        "risks": {risk.key: risk_row(risk) for risk in theory_map.risks},
    }


def _changed(stand: dict[str, Row], wanted: dict[str, Row]) -> list[Row]:
    """Rows to make or to set, without their place."""
    written = [
        {name: value for name, value in row.items() if name not in PLACE_FIELDS} for row in wanted.values()
    ]
    return [
        row
        for row in written
        if row["key"] not in stand or any(stand[row["key"]][name] != value for name, value in row.items())
    ]


def _delete(theory: Theory, gone: dict[str, set[str]]) -> None:
    """Delete what the spreadsheet no longer holds; groups go last, once no element quotes them."""
    theory.risks.filter(key__in=gone["risks"]).delete()
    links = theory.links.filter(key__in=gone["links"])
    check_not_in_use(links)
    links.delete()
    nodes = theory.nodes.filter(key__in=gone["nodes"])
    check_not_in_use(nodes)
    nodes.delete()
