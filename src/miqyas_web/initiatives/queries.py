"""Questions about initiatives."""

from django.db.models import Prefetch, Q
from django.http import Http404

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation.folding import fold
from miqyas_web.initiatives.models import Initiative, InitiativeQuerySet
from miqyas_web.territories.models import Territory


def initiatives_of(
    person: Person, *, words: str = "", region: str = "", state: str = ""
) -> InitiativeQuerySet:
    """Initiatives the person may read, last changed first. ``region`` is a code."""
    initiatives = Initiative.objects.visible_to(person)
    for word in fold(words).split():
        initiatives = initiatives.filter(words__contains=word)
    if region:
        inside = Territory.objects.filter(
            Q(code=region) | Q(parent__code=region) | Q(parent__parent__code=region)
        )
        initiatives = initiatives.filter(
            pk__in=Initiative.objects.filter(territories__in=inside).values("pk")
        )
    if state:
        initiatives = initiatives.filter(state=state)
    places = Prefetch("territories", Territory.objects.order_by("code"))
    return initiatives.select_related("organisation").prefetch_related(places).order_by("-changed_at", "-pk")


def initiative_for(person: Person, pk: int, *, may: Permission | None = None) -> Initiative:
    """The initiative under this number, as far as the person is concerned.

    A stranger is told that there is none (404); a member whose role does not carry ``may`` is refused (409).
    """
    initiative = Initiative.objects.visible_to(person).select_related("organisation").filter(pk=pk).first()
    if initiative is None:
        raise Http404
    if may is not None:
        check_has(may, permissions_in(initiative.organisation, person))
    return initiative


def may_describe(person: Person, initiative: Initiative) -> bool:
    """Whether the person may change the initiative, its theory and its indicators."""
    return Permission.DESCRIBE in permissions_in(initiative.organisation, person)


def organisations_to_describe(person: Person) -> list[Organisation]:
    """Organisations for which the person may create initiatives, by name."""
    return list(Organisation.objects.where(person, Permission.DESCRIBE).order_by("name", "pk"))


def places_of(initiative: Initiative) -> list[Territory]:
    """Where it happens, in the order of codes."""
    return list(initiative.territories.order_by("code"))
