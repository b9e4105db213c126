"""The demonstration of calls: an invented funder, an open call, and one past with what was sent to it."""

import pytest

from miqyas_web.funding.models import Application, Call, GridVersion, Sealed

pytestmark = pytest.mark.django_db


def test_the_demonstration_shows_calls_and_sealed_applications(told):
    calls = Call.objects.order_by("pk")
    # Past calls are decided by what follows them (`demonstration.granting`, `demonstration.committee`).
    states = ["decided", "published", "draft", "published", "published", "decided"]
    assert [call.state for call in calls] == states
    assert all(call.organisation.is_demonstration for call in calls)
    assert all("invent" in call.title["fr"] for call in calls)
    assert GridVersion.objects.get(number=1).impact["strength"] == "determining"
    assert Application.objects.filter(sent_at__isnull=False).count() == 8 + 8
    seals = Sealed.objects.exclude(stage__call=calls[5])
    assert all(seal.content["computed"]["theory_quality"]["score"] > 0 for seal in seals)
    assert all(verdict["passed"] for seal in seals for verdict in seal.eligibility)
    # Of the call in stages: two invited, one not.
    assert sorted(Application.objects.filter(call=calls[4]).values_list("state", flat=True)) == [
        "draft", "draft", "not_retained",
    ]  # fmt: skip
