"""What the demonstration shows once its past call is read: decided, answered, a grant that waits for its grantee."""

import pytest
from django.urls import reverse

from miqyas_web.funding.demonstration import following, granting
from miqyas_web.funding.enums import CallState, GrantState
from miqyas_web.funding.models import Decision, Letter
from miqyas_web.funding.queries.candidates import round_of
from tests.web.funding import situations

pytestmark = pytest.mark.django_db


def test_the_past_call_is_decided_and_a_grant_waits(client):
    call = situations.a_call(slug="passe", budget_mad=250_000)
    for _ in range(3):
        situations.a_sent_application(call)
    lead = situations.lead_of(call.organisation)
    context = {"calls": {"past": call}, "lead": lead}
    granting.fill(context)
    call.refresh_from_db()
    assert call.state == CallState.DECIDED
    assert len(round_of(call).open) == 3
    assert len(Decision.objects.get().funded) == 2
    assert Letter.objects.count() == 3
    grant = context["grant"]
    assert (grant.state, grant.agreed_by_funder) == (GrantState.DRAFT, lead)
    client.force_login(situations.lead_of(grant.initiative.organisation))
    assert (
        reverse("funding:grant_show", args=[grant.pk])
        in client.get(reverse("portal:desk_show")).content.decode()
    )


def test_without_a_past_call_nothing_is_made():
    granting.fill({})
    assert not Decision.objects.exists()


def test_two_more_grants_are_under_way_and_closed_with_what_their_pages_show(client):
    call = situations.a_call(slug="passe", budget_mad=1_000_000)
    for _ in range(3):
        application = situations.a_sent_application(call)
        application.budget = [{"title": "Travaux", "amount_mad": "100000.00"}]
        application.save()
    lead = situations.lead_of(call.organisation)
    context = {"calls": {"past": call}, "lead": lead}
    granting.fill(context)
    following.fill(context)
    under_way, closed = context["grants"]
    under_way.refresh_from_db()
    closed.refresh_from_db()
    assert (under_way.state, closed.state) == (GrantState.ACTIVE, GrantState.CLOSED)
    assert [claim.receipts.count() for claim in under_way.claims.order_by("number")] == [2, 2]
    assert under_way.amendments.filter(agreed_at__isnull=True).count() == 1
    assert under_way.payments.get(disputes__isnull=False).paid_on
    assert closed.lessons.count() == 2
    page = client.get(reverse("funding:portfolio_read", args=[call.organisation_id]))
    assert page.status_code == 200
