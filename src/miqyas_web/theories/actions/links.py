"""Add, change and delete the links of a theory."""

from typing import TypedDict

from django.db import transaction

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.rules import writable
from miqyas_web.theories.actions.changing import (
    begin,
    check_not_in_use,
    finish,
    link_in,
    node_in,
    risks_on,
    rows,
)
from miqyas_web.theories.actions.merging import reconcile
from miqyas_web.theories.enums import ChangeVerb
from miqyas_web.theories.models import Link, Theory, new_key
from miqyas_web.theories.rules import check_can_link, check_room_for


class LinkSaid(TypedDict, total=False):
    """What may be said of a link."""

    assumption: str
    rival_explanation: str
    confidence: str
    evidence: str


@transaction.atomic
def create_link(
    *,
    initiative: Initiative,
    source: str,
    target: str,
    by: Person,
    said: LinkSaid | None = None,
    key: str = "",
) -> Link:
    """Say that one element leads to another. ``source`` and ``target`` are keys; ``key`` is the link's own."""
    theory = begin(initiative, by=by)
    ends = list(theory.links.values_list("source__key", "target__key"))
    check_can_link(source=source, target=target, linked=ends)
    check_room_for(links=len(ends) + 1)
    link = Link(
        theory=theory, key=key or new_key(), source=node_in(theory, source), target=node_in(theory, target)
    )
    _say(link, said or {})
    link.save()
    finish(theory, ChangeVerb.LINK_CREATED, before=rows(), after=rows(links=[link]), by=by)
    return link


@transaction.atomic
def edit_link(
    *, initiative: Initiative, key: str, said: LinkSaid, by: Person, seen_revision: int | None = None
) -> Link:
    """Change what a link says, merged with what others saved since ``seen_revision``."""
    theory = begin(initiative, by=by)
    link = link_in(theory, key)
    before = rows(links=[link])
    _say(link, said)
    stands, mine = before["links"][0], rows(links=[link])["links"][0]
    for name, value in reconcile(theory, key, stands=stands, mine=mine, seen_revision=seen_revision).items():
        setattr(link, name, value)
    after = rows(links=[link])
    if before == after:
        return link
    link.save()
    finish(theory, ChangeVerb.LINK_EDITED, before=before, after=after, by=by)
    return link


@transaction.atomic
def delete_link(*, initiative: Initiative, key: str, by: Person) -> Theory:
    """Delete a link; refused while a study or a claim leans on it."""
    theory = begin(initiative, by=by)
    link = link_in(theory, key)
    check_not_in_use([link])
    before = rows(links=[link], risks=risks_on(theory, links=[link]))
    link.delete()
    finish(theory, ChangeVerb.LINK_DELETED, before=before, after=rows(), by=by)
    return theory


def _say(link: Link, said: LinkSaid) -> None:
    for name, value in said.items():
        setattr(link, name, writable(str(value)))
