"""Where a person has something of their own in this room: calls they run, files they read, grants they give or receive."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Desk, Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.rules import DESK_OF_KIND
from miqyas_web.funding.models import Call, Grant, Reviewer

# Any organisation may publish a call; these are expected to, and find the way before their first.
FUNDER_KINDS = [kind for kind, desk in DESK_OF_KIND.items() if desk in (Desk.FUNDER, Desk.DECISION_MAKER)]
Place = tuple["str | Promise", str]


def own_places(person: Person) -> Sequence[Place]:
    """Links, in the order of a call's life; nothing for a visitor. Four questions, whatever there is."""
    if not person.is_authenticated:
        return ()
    is_funder = Organisation.objects.where(person, Permission.FUND).filter(kind__in=FUNDER_KINDS).exists()
    found: list[Place] = []
    if is_funder or Call.objects.visible_to(person).exists():
        found.append((_("Our calls"), reverse("funding:own_call_list")))
        found.append((_("Scoring grids"), reverse("funding:grid_list")))
    if Reviewer.objects.filter(person=person, left_at__isnull=True).exists():
        found.append((_("To read"), reverse("funding:reviewing_list")))
    if is_funder or Grant.objects.visible_to(person).exists():
        found.append((_("Grants"), reverse("funding:grant_list")))
    return found
