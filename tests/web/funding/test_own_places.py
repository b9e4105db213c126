"""A person finds what is theirs in this room: from the page of calls, and from their desk."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miqyas.reporting.typography import french_spaces
from miqyas_web.funding import desk_calls
from miqyas_web.funding.desk_reading import actions_for
from miqyas_web.funding.queries.own_places import own_places
from tests import web_cast
from tests.web.funding import situations

pytestmark = pytest.mark.django_db
CALLS = reverse("funding:call_list")


def names(person):
    return [href.strip("/").rpartition("/")[2] for _label, href in own_places(person)]


def test_each_finds_what_concerns_them():
    call = situations.a_call()
    applicant, initiative = situations.an_applicant()
    reviewer = situations.a_reviewer(call)
    assert names(situations.lead_of(call.organisation)) == ["calls", "grids", "grants"]
    assert names(reviewer.person) == ["reading"]
    assert names(applicant) == []
    assert initiative


def test_a_new_fund_finds_the_way_to_its_first_call(client):
    lead = situations.lead_of(situations.a_funder())
    client.force_login(lead)
    page = client.get(CALLS).content.decode()
    assert f'href="{reverse("funding:own_call_list")}"' in page
    own = client.get(reverse("funding:own_call_list")).content.decode()
    assert f'href="{reverse("funding:own_call_list")}" aria-current="page"' in own


def test_the_desk_of_a_new_fund_begins_with_its_first_call(client):
    """And not with an initiative of its own; once a call is begun, the desk says it no more."""
    funder = situations.a_funder()
    lead = situations.lead_of(funder)
    begin = reverse("funding:call_create")
    client.force_login(lead)
    page = client.get(reverse("portal:desk_show")).content.decode()
    assert page.index(begin) < page.index(reverse("initiatives:initiative_create"))
    assert [each.href for each in desk_calls.actions_for(lead)] == [begin]
    situations.a_call(funder, state="draft")
    assert desk_calls.actions_for(lead) == []
    applicant, _initiative = situations.an_applicant()
    assert desk_calls.actions_for(applicant) == []


@pytest.mark.parametrize(
    ("kind", "preset"),
    [
        ("foundation", "foundation"),
        ("public_fund", "public_fund"),
        ("province", "indh"),
        ("support", "acceleration"),
    ],
)
def test_a_call_starts_from_what_suits_who_begins_it(client, kind, preset):
    funder = situations.a_funder()
    funder.kind = kind
    funder.save()
    client.force_login(situations.lead_of(funder))
    assert client.get(reverse("funding:call_create")).context["form"]["preset"].initial == preset


def test_a_visitor_sees_no_own_page_and_it_costs_nothing(client):
    situations.a_call()
    page = client.get(CALLS).content.decode()
    assert reverse("funding:own_call_list") not in page


def test_the_desk_says_what_to_read(client):
    call = situations.a_call()
    application = situations.a_sent_application(call)
    reviewer = situations.a_reviewer(call, declared_at=None)
    assert [each.href for each in actions_for(reviewer.person)] == [
        reverse("funding:reviewing_show", args=[reviewer.pk])
    ]
    assert "lié" in str(actions_for(reviewer.person)[0].title)
    other = situations.a_reviewer(call, "Zineb")
    assert actions_for(other.person) == []
    situations.an_assignment(other, application)
    client.force_login(other.person)
    told = html.unescape(client.get(reverse("portal:desk_show")).content.decode())
    assert french_spaces("Lire 1 dossier pour « Appel inventé (fr) »") in told
    with CaptureQueriesContext(connection) as asked:
        actions_for(other.person)
    assert len(asked) == 3


def test_a_draft_of_a_call_waits_on_the_desk_of_who_runs_it():
    call = situations.a_call(state="draft")
    lead = situations.lead_of(call.organisation)
    nadia = web_cast.member("Nadia", call.organisation, role="reader")
    assert [each.href for each in actions_for(lead)] == [reverse("funding:call_show", args=[call.pk])]
    assert actions_for(nadia) == []
