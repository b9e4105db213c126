"""The demonstration of calls: an invented funder, an open call, and one past with what was sent to it."""

import pytest

from miqyas_web.funding.models import Application, Call, GridVersion, Sealed

pytestmark = pytest.mark.django_db


def test_the_demonstration_shows_calls_and_sealed_applications(told):
    # The past call is decided by what follows it (`demonstration.granting`); that of the committee comes after these.
    calls = list(Call.objects.order_by("pk")[:4])
    assert [call.state for call in calls] == ["decided", "published", "draft", "published"]
    assert all(call.organisation.is_demonstration for call in calls)
    assert all("invent" in call.title["fr"] for call in calls)
    assert GridVersion.objects.get(number=1).impact["strength"] == "determining"
    assert Application.objects.filter(sent_at__isnull=False, call__in=calls).count() == 6
    seals = Sealed.objects.filter(application__call__in=calls)
    assert all(seal.content["computed"]["theory_quality"]["score"] > 0 for seal in seals)
    assert all(verdict["passed"] for seal in seals for verdict in seal.eligibility)
    # Of the call in stages: two invited, one not.
    assert sorted(Application.objects.filter(call=calls[3]).values_list("state", flat=True)) == [
        "draft", "draft", "not_retained",
    ]  # fmt: skip
