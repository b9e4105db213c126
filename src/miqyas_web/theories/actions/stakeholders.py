"""Add, change and delete the groups that a theory names."""

from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.rules import writable
from miqyas_web.theories.actions.changing import (
    begin,
    check_not_in_use,
    finish,
    rows,
    stakeholder_in,
)
from miqyas_web.theories.actions.merging import reconcile
from miqyas_web.theories.enums import ChangeVerb
from miqyas_web.theories.models import Node, Stakeholder, Theory
from miqyas_web.theories.rules import check_can_add, check_name


class StakeholderSaid(TypedDict, total=False):
    """What may be said of a group."""

    name: str
    role: str
    size: str
    description: str
    involvement: str


@transaction.atomic
def create_stakeholder(*, initiative: Initiative, said: StakeholderSaid, by: Person) -> Stakeholder:
    """Name a group."""
    theory = begin(initiative, by=by)
    check_can_add(stakeholders=theory.stakeholders.count() + 1)
    stakeholder = Stakeholder(theory=theory)
    _say(stakeholder, said)
    stakeholder.save()
    after = rows(stakeholders=[stakeholder])
    finish(theory, ChangeVerb.STAKEHOLDER_CREATED, before=rows(), after=after, by=by)
    return stakeholder


@transaction.atomic
def edit_stakeholder(
    *, initiative: Initiative, key: str, said: StakeholderSaid, by: Person, seen_revision: int | None = None
) -> Stakeholder:
    """Change what is said of a group, merged with what others saved since ``seen_revision``."""
    theory = begin(initiative, by=by)
    stakeholder = stakeholder_in(theory, key)
    before = rows(stakeholders=[stakeholder])
    _say(stakeholder, said)
    stands, mine = before["stakeholders"][0], rows(stakeholders=[stakeholder])["stakeholders"][0]
    for name, value in reconcile(theory, key, stands=stands, mine=mine, seen_revision=seen_revision).items():
        setattr(stakeholder, name, value)
    after = rows(stakeholders=[stakeholder])
    if before == after:
        return stakeholder
    stakeholder.save()
    finish(theory, ChangeVerb.STAKEHOLDER_EDITED, before=before, after=after, by=by)
    return stakeholder


@transaction.atomic
def delete_stakeholder(*, initiative: Initiative, key: str, by: Person) -> Theory:
    """Delete a group; the elements that concern it no longer do."""
    theory = begin(initiative, by=by)
    stakeholder = stakeholder_in(theory, key)
    check_not_in_use([stakeholder])
    nodes = [node for node in theory.nodes.order_by("pk") if key in node.groups]
    before = rows(nodes, stakeholders=[stakeholder])
    for node in nodes:
        node.groups = [group for group in node.groups if group != key]
    Node.objects.bulk_update(nodes, ["groups"])
    stakeholder.delete()
    finish(theory, ChangeVerb.STAKEHOLDER_DELETED, before=before, after=rows(nodes), by=by)
    return theory


def _say(stakeholder: Stakeholder, said: StakeholderSaid) -> None:
    for name, value in said.items():
        setattr(stakeholder, name, writable(str(value)))
    stakeholder.name = check_name(stakeholder.name, _("A group needs a name: who they are, in a few words."))
