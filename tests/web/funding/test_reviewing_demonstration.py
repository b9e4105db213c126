"""What the demonstration shows of reading: anchors, training, a torn file, a discussion, a ranking."""

import pytest
from django.urls import reverse

from miqyas_web.funding.demonstration import reviewing
from miqyas_web.funding.enums import DiscussionState, ReferenceUse
from miqyas_web.funding.models import Assignment, Call, Discussion, Minute, Ranking, ReferenceFile, Review
from miqyas_web.funding.queries.disagreements import flags_of

pytestmark = pytest.mark.django_db


def test_each_page_of_reading_is_full(client, told):
    call = Call.objects.order_by("pk").first()
    stage = call.stages.get()
    uses = sorted(ReferenceFile.objects.values_list("use", flat=True))
    assert uses == [ReferenceUse.ANCHOR] * 4 + [ReferenceUse.TRAINING]
    assert Review.objects.filter(sent_at__isnull=True).count() == 0
    assert Assignment.objects.filter(reference_file__isnull=False).count() == 20
    first = Assignment.objects.order_by("pk").first()
    assert (first.reviewer.person.name, first.application.reference) == ("Meryem Tazi", "2026-001")
    ranking = Ranking.objects.get(stage=stage)
    assert len(ranking.result["files"]) == 3
    assert all(
        row["admitted"] and row["low"] <= row["expected_rank"] <= row["high"]
        for row in ranking.result["files"]
    )
    assert set(Discussion.objects.values_list("state", flat=True)) == {
        DiscussionState.OPEN,
        DiscussionState.CLOSED,
    }
    assert Minute.objects.count() == 1
    flags = flags_of(stage)
    assert [name for name, flag in flags.by_file.items() if flag.asks_one_more] == ["2026-001"]
    client.force_login(call.created_by)
    for name in (
        "review_progress", "reference_list", "design_show", "ranking_show", "discussion_list", "assignment_list",
    ):  # fmt: skip
        assert client.get(reverse(f"funding:{name}", args=[call.pk])).status_code == 200


def test_without_a_past_call_nothing_is_made():
    reviewing.fill({})
    assert not ReferenceFile.objects.exists()


def test_a_reader_has_files_open_today(client, told):
    given = list(Assignment.objects.filter(state="asked").select_related("reviewer").order_by("pk"))
    first = given[0]
    assert len(given) == 4
    assert "en cours de lecture" in first.stage.call.title["fr"]
    client.force_login(first.reviewer.person)
    assert client.get(reverse("funding:reviewing_show", args=[first.reviewer_id])).status_code == 200
    page = client.get(reverse("funding:review_edit", args=[first.pk]))
    assert b'name="do" value="send"' in page.content
