import pytest

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.initiatives import actions
from miqyas_web.initiatives.enums import InitiativeState
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.rules import Stale
from tests import web_cast


@pytest.fixture
def argan(tifawin, amina):
    return actions.create_initiative(organisation=tifawin, description={"title": "Argan"}, by=amina)


def traces():
    return list(AuditEvent.objects.order_by("position").values_list("verb", "person_id", "organisation_id"))


def test_create_initiative_leaves_a_trace_with_its_organisation(argan, amina, tifawin):
    assert (argan.title, argan.organisation, argan.created_by, argan.state) == (
        "Argan", tifawin, amina, InitiativeState.PLANNED,
    )  # fmt: skip
    assert traces() == [("initiative_created", amina.pk, tifawin.pk)]


def test_create_initiative_by_a_reader_is_refused(tifawin, youssef):
    with pytest.raises(Refused, match=r"Your role does not allow|Votre rôle"):
        actions.create_initiative(organisation=tifawin, description={"title": "x"}, by=youssef)
    assert Initiative.objects.count() == 0
    assert traces() == []


def test_create_initiative_in_an_organisation_of_others_is_refused(tifawin, salma):
    with pytest.raises(Refused):
        actions.create_initiative(organisation=tifawin, description={"title": "x"}, by=salma)
    assert Initiative.objects.count() == 0


def test_edit_initiative_says_which_fields_changed(argan, amina, souss):
    description = {"title": "Argan", "problem": "Prix bas", "territories": [souss]}
    changed = actions.edit_initiative(initiative=argan, description=description, by=amina)
    assert changed.problem == "Prix bas"
    assert list(changed.territories.all()) == [souss]
    assert AuditEvent.objects.get(verb="initiative_edited").facts == {"fields": ["problem", "territories"]}


def test_edit_initiative_seen_before_a_change_of_others_is_refused(argan, amina, tifawin):
    omar = web_cast.member("Omar", tifawin, role=Role.CONTRIBUTOR)
    seen_at = argan.changed_at
    actions.edit_initiative(initiative=argan, description={"problem": "Omar"}, by=omar, seen_at=seen_at)
    with pytest.raises(Stale):
        actions.edit_initiative(initiative=argan, description={"problem": "Amina"}, by=amina, seen_at=seen_at)
    argan.refresh_from_db()
    assert argan.problem == "Omar"


def test_a_complete_initiative_does_not_become_planned(argan, amina):
    actions.edit_initiative(initiative=argan, description={"state": "complete"}, by=amina)
    with pytest.raises(Refused):
        actions.edit_initiative(initiative=argan, description={"state": "planned"}, by=amina)
    argan.refresh_from_db()
    assert argan.state == InitiativeState.COMPLETE
