"""Organisations, and who sits in them with which role."""

from django.db import transaction

from miqyas_web.accounts.enums import Permission, Role
from miqyas_web.accounts.models import Membership, Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has, check_keeps_a_lead
from miqyas_web.foundation import audit


@transaction.atomic
def create_organisation(*, name: str, kind: str, by: Person) -> Organisation:
    """An organisation, with its creator as its first lead."""
    organisation = Organisation.objects.create(name=name.strip(), kind=kind)
    Membership.objects.create(organisation=organisation, person=by, role=Role.LEAD)
    audit.record("organisation_created", target=organisation, by=by, organisation=organisation, kind=kind)
    return organisation


@transaction.atomic
def edit_organisation(*, organisation: Organisation, name: str, kind: str, by: Person) -> Organisation:
    """Correct its name or its kind; what it was called stays in the trail."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    check_has(Permission.MANAGE_MEMBERS, permissions_in(organisation, by))
    before = organisation.name
    if (name.strip(), kind) == (organisation.name, organisation.kind):
        return organisation
    organisation.name, organisation.kind = name.strip(), kind
    organisation.save(update_fields=["name", "kind"])
    audit.record(
        "organisation_edited",
        target=organisation,
        by=by,
        organisation=organisation,
        before=before,
        after=organisation.name,
        kind=kind,
    )
    return organisation


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: Person) -> Membership:
    """Give a member another role; the last lead stays lead."""
    membership = _locked(membership)
    check_has(Permission.MANAGE_MEMBERS, permissions_in(membership.organisation, by))
    before = membership.role
    if role == before:
        return membership
    if before == Role.LEAD:
        check_keeps_a_lead(leads_left=_other_leads(membership))
    membership.role = role
    membership.save(update_fields=["role"])
    audit.record(
        "role_changed",
        target=membership,
        by=by,
        organisation=membership.organisation,
        before=before,
        after=role,
    )
    return membership


@transaction.atomic
def remove_member(*, membership: Membership, by: Person) -> None:
    """End a membership: a lead may end any, everyone may end their own."""
    membership = _locked(membership)
    if membership.person_id != by.pk:
        check_has(Permission.MANAGE_MEMBERS, permissions_in(membership.organisation, by))
    if membership.role == Role.LEAD:
        check_keeps_a_lead(leads_left=_other_leads(membership))
    audit.record(
        "member_removed", target=membership, by=by, organisation=membership.organisation, role=membership.role
    )
    membership.delete()


def _locked(membership: Membership) -> Membership:
    """The seat as it stands now, its organisation locked: two leads cannot demote each other at once."""
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    return Membership.objects.select_related("organisation", "person").get(pk=membership.pk)


def _other_leads(membership: Membership) -> int:
    leads = membership.organisation.memberships.filter(role=Role.LEAD, person__is_active=True)
    return leads.exclude(pk=membership.pk).count()
