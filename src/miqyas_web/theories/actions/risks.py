"""Add, change and delete the risks of a theory."""

from collections.abc import Callable
from datetime import date
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
    link_in,
    node_in,
    risk_in,
    rows,
)
from miqyas_web.theories.actions.merging import reconcile
from miqyas_web.theories.enums import ChangeVerb
from miqyas_web.theories.models import Link, Node, Risk, Theory
from miqyas_web.theories.rules import Row, check_can_add, check_name

PART_IN: dict[str, Callable[[Theory, str], Node | Link]] = {"node": node_in, "link": link_in}


class RiskSaid(TypedDict, total=False):
    """What may be said of a risk; ``on`` is "node:KEY", "link:KEY", or empty for the whole theory."""

    kind: str
    text: str
    on: str
    likelihood: str
    consequence: str
    mitigation: str
    owner: str
    judged_on: date | None


@transaction.atomic
def create_risk(*, initiative: Initiative, said: RiskSaid, by: Person) -> Risk:
    """Enter a risk in the register."""
    theory = begin(initiative, by=by)
    check_can_add(risks=theory.risks.count() + 1)
    risk = Risk(theory=theory)
    _say(risk, said)
    risk.save()
    finish(theory, ChangeVerb.RISK_CREATED, before=rows(), after=rows(risks=[risk]), by=by)
    return risk


@transaction.atomic
def edit_risk(
    *, initiative: Initiative, key: str, said: RiskSaid, by: Person, seen_revision: int | None = None
) -> Risk:
    """Change what is said of a risk, merged with what others saved since ``seen_revision``."""
    theory = begin(initiative, by=by)
    risk = risk_in(theory, key)
    before = rows(risks=[risk])
    _say(risk, said)
    stands, mine = before["risks"][0], rows(risks=[risk])["risks"][0]
    _take(risk, reconcile(theory, key, stands=stands, mine=mine, seen_revision=seen_revision))
    after = rows(risks=[risk])
    if before == after:
        return risk
    risk.save()
    finish(theory, ChangeVerb.RISK_EDITED, before=before, after=after, by=by)
    return risk


@transaction.atomic
def delete_risk(*, initiative: Initiative, key: str, by: Person) -> Theory:
    """Take a risk out of the register."""
    theory = begin(initiative, by=by)
    risk = risk_in(theory, key)
    check_not_in_use([risk])
    before = rows(risks=[risk])
    risk.delete()
    finish(theory, ChangeVerb.RISK_DELETED, before=before, after=rows(), by=by)
    return theory


def _say(risk: Risk, said: RiskSaid) -> None:
    for name, value in said.items():
        if name == "on":
            _put_on(risk, str(value))
        elif name == "judged_on":
            risk.judged_on = said["judged_on"]
        else:
            setattr(risk, name, writable(str(value)))
    risk.text = check_name(risk.text, _("A risk needs words: what could happen, and to whom."))


def _take(risk: Risk, taken: Row) -> None:
    """Write fields as rows hold them: keys for what the risk bears on, the day as text."""
    for name, value in taken.items():
        if name in {"node", "link"}:
            setattr(risk, name, PART_IN[name](risk.theory, value) if value else None)
        elif name == "judged_on":
            risk.judged_on = date.fromisoformat(value) if value else None
        else:
            setattr(risk, name, value)


def _put_on(risk: Risk, on: str) -> None:
    kind, _colon, key = on.partition(":")
    risk.node = node_in(risk.theory, key) if kind == "node" else None
    risk.link = link_in(risk.theory, key) if kind == "link" else None
