"""Anchors read by all and never funded by mistake; files to learn on, answered once."""

import pytest
from django.urls import reverse

from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.actions import ranking, references, reviews, sharing
from miqyas_web.funding.enums import ApplicationState, AssignmentState, ReferenceUse
from miqyas_web.funding.models import Assignment, Conflict, ReferenceFile
from miqyas_web.funding.queries.candidates import round_of
from miqyas_web.funding.queries.counting import counted_reviews
from miqyas_web.funding.queries.design import anchors_foreseen, design_of, foresight_of
from miqyas_web.funding.rules.scales import criteria_of
from tests import web_cast
from tests.web.funding.situations import a_call, a_funder, a_sent_application, people_of, stage_of
from tests.web.funding.situations_reviewing import a_ready_reviewer, a_sent_review, reads_in

LEVELS = (1, 3, 5)
REASONED = {key: {"level": 3.0, "reason": f"Dit sans preuve : {key}."} for key in ("theory", "team", "cost")}


@pytest.fixture
def secretariat(db):
    return people_of(a_funder())


@pytest.fixture
def call(secretariat):
    return a_call(secretariat[0].memberships.get().organisation)


@pytest.fixture
def stage(call):
    return stage_of(call)


def criteria(stage):
    return criteria_of(stage.grid.content, "fr")


def a_reference(stage, by, *, use=ReferenceUse.ANCHOR, title="Dossier inventé", levels=None):
    return references.write_reference(
        stage=stage, use=use, title=title, content={"answers": {"need": "Peu d'eau."}}, levels=levels or {},
        criteria=criteria(stage), by=by,
    )  # fmt: skip


@pytest.fixture
def panels(call, stage, secretariat):
    """Two panels of three, eight files, one invented anchor, shared out."""
    for n in range(8):
        a_sent_application(call, theme="water" if n % 2 else "work")
    for n in range(6):
        panel = "A" if n % 2 else "B"
        a_ready_reviewer(call, f"Lecteur {n}", panel=panel, themes=["water" if n % 2 else "work"])
    a_reference(stage, secretariat[1])
    sharing.share_out(stage=stage, each=2, due_at=None, by=secretariat[0])
    return stage


def test_every_reviewer_reads_an_anchor_and_files_keep_their_readers(panels):
    rows = panels.assignments.filter(reference_file__isnull=False)
    assert sorted(rows.values_list("reviewer_id", flat=True)) == sorted(
        panels.call.reviewers.values_list("pk", flat=True)
    )
    assert set(rows.values_list("is_anchor", flat=True)) == {True}
    others = panels.assignments.filter(application__isnull=False)
    assert others.count() == 16
    assert not others.filter(is_anchor=True).exists()


def test_who_is_tied_does_not_read_a_candidate_that_is_an_anchor(call, stage, secretariat):
    readers = [a_ready_reviewer(call, name) for name in ("Un", "Deux", "Trois")]
    anchor = a_sent_application(call)
    a_sent_application(call)
    references.name_anchor(stage=stage, application=anchor, by=secretariat[0])
    Conflict.objects.create(application=anchor, person=readers[0].person, source="declared", rule="declared")
    sharing.share_out(stage=stage, each=2, due_at=None, by=secretariat[0])
    assert set(anchor.assignments.values_list("reviewer_id", flat=True)) == {
        reader.pk for reader in readers[1:]
    }


def test_an_invented_anchor_enters_neither_the_ranking_nor_the_allocation(panels, secretariat):
    for row in panels.assignments.select_related(
        "application", "reference_file", "reviewer__person", "stage__grid"
    ):
        number = int(row.code[-1])
        a_sent_review(row, theory=LEVELS[(number + row.reviewer_id) % 2 + 1], team=LEVELS[number % 3])
    assert {one.file for one in counted_reviews(panels) if one.application_id is None} == {"REF-1"}
    made = ranking.make_ranking(stage=panels, top=3, seed=1, by=secretariat[0])
    assert "REF-1" not in {row["id"] for row in made.result["files"]}
    assert (made.result["n_files"], made.result["n_unranked"], made.inputs["unranked"]) == (8, 1, ["REF-1"])
    assert len(made.leniencies) == 6
    assert "REF-1" not in {one.reference for one in round_of(panels.call).candidates}


def test_the_width_with_and_without_anchors_is_said_before_reading(panels):
    told = anchors_foreseen(panels)
    assert told["n"] == 1
    assert (told["with"]["found"].n_files, told["without"]["found"].n_files) == (8, 8)
    assert told["with"]["found"].width > 0
    assert foresight_of(panels)["found"].n_files == 8


def test_without_anchor_nothing_is_compared(call, stage):
    assert anchors_foreseen(stage) == {}
    assert design_of(stage).anchors == frozenset()


def test_a_retired_anchor_is_taken_back_and_what_was_read_still_counts(panels, secretariat):
    file = ReferenceFile.objects.get()
    first = file.assignments.order_by("pk").first()
    a_sent_review(first)
    assert references.retire_reference(file=file, by=secretariat[0]) == 5
    assert [one.file for one in counted_reviews(panels)] == ["REF-1"]
    sharing.share_out(stage=panels, each=2, due_at=None, by=secretariat[0])
    assert file.assignments.filter(state=AssignmentState.ASKED).count() == 0


def test_an_anchor_is_read_and_sent_on_its_page(client, panels):
    given = panels.assignments.filter(reference_file__isnull=False).select_related("reviewer__person").first()
    reads_in(client, given.reviewer.person)
    address = reverse("funding:review_edit", args=[given.pk])
    page = client.get(address).content.decode()
    assert "REF-1" in page
    assert "Peu d&#x27;eau." in page
    assert reverse("funding:review_recuse", args=[given.pk]) not in page
    assert client.post(reverse("funding:review_recuse", args=[given.pk]), {"because": "x"}).status_code == 409
    a_sent_review(given)
    assert "1 sur 6" in client.get(address).content.decode()


def test_a_candidate_is_named_once_and_a_stranger_to_the_stage_never(call, stage, secretariat):
    application = a_sent_application(call)
    references.name_anchor(stage=stage, application=application, by=secretariat[0])
    with pytest.raises(Unfit):
        references.name_anchor(stage=stage, application=application, by=secretariat[0])
    gone = a_sent_application(call, state=ApplicationState.WITHDRAWN)
    with pytest.raises(Unfit):
        references.name_anchor(stage=stage, application=gone, by=secretariat[0])
    with pytest.raises(Refused):
        references.name_anchor(stage=stage, application=application, by=secretariat[2])
    assert AuditEvent.objects.filter(verb="reference_file_named").count() == 1


def test_a_past_file_is_taken_without_names(client, call, stage, secretariat):
    before = a_call(call.organisation, slug="appel-passe")
    past = a_sent_application(before, state=ApplicationState.NOT_RETAINED)
    reads_in(client, secretariat[1])
    address = reverse("funding:reference_list", args=[call.pk])
    sent = {"do": "past", "past-source": past.pk, "past-use": "anchor"}
    assert client.post(address, sent).status_code == 302
    file = ReferenceFile.objects.get()
    name = past.initiative.organisation.name
    assert name not in str(file.content)
    page = client.get(reverse("funding:reference_edit", args=[call.pk, file.pk])).content.decode()
    assert name not in page
    assert "manque en été" in page
    Conflict.objects.create(
        application=past, person=secretariat[0].memberships.get().person, source="declared"
    )
    with pytest.raises(Refused):
        references.take_past_file(stage=stage, use="anchor", source=past, by=secretariat[0])


def test_who_is_tied_to_the_past_file_does_not_read_the_anchor(call, stage, secretariat):
    past = a_sent_application(a_call(call.organisation, slug="appel-passe"))
    a_sent_application(call)
    a_sent_application(call)
    readers = [a_ready_reviewer(call, name) for name in ("Un", "Deux", "Trois")]
    past.created_by = readers[0].person
    past.save()
    file = references.take_past_file(stage=stage, use="anchor", source=past, by=secretariat[0])
    sharing.share_out(stage=stage, each=2, due_at=None, by=secretariat[0])
    assert set(file.assignments.values_list("reviewer_id", flat=True)) == {one.pk for one in readers[1:]}


def test_training_asks_for_levels_then_shows_the_reference(client, call, stage, secretariat):
    with pytest.raises(Unfit):
        a_reference(stage, secretariat[0], use=ReferenceUse.TRAINING)
    file = a_reference(stage, secretariat[0], use=ReferenceUse.TRAINING, levels=REASONED)
    reviewer = a_ready_reviewer(call, trained_at=None)
    reads_in(client, reviewer.person)
    training = reverse("funding:reviewing_training", args=[reviewer.pk])
    address = reverse("funding:training_read", args=[reviewer.pk, file.pk])
    assert client.post(training).status_code == 409
    assert "Dit sans preuve" not in client.get(address).content.decode()
    assert client.post(address, {"level-theory": "5"}).status_code == 422
    given = {"level-theory": "5", "level-team": "3", "level-cost": "1"}
    assert client.post(address, given).status_code == 302
    page = client.get(address).content.decode()
    assert "Dit sans preuve : theory." in page
    assert "1 niveau au-dessus" in page
    assert "1 niveau au-dessous" in page
    with pytest.raises(Refused):
        references.answer_training(
            reviewer=reviewer, file=file, levels={}, criteria=criteria(stage), by=reviewer.person
        )
    assert client.post(training).status_code == 302
    with pytest.raises(Refused):
        references.set_levels(
            file=file, title="Autre", levels=REASONED, criteria=criteria(stage), by=secretariat[0]
        )


def test_files_open_without_training_where_the_call_does_not_ask_for_it(client, call, stage):
    reviewer = a_ready_reviewer(call, trained_at=None)
    given = Assignment.objects.create(
        stage=stage, application=a_sent_application(call), reviewer=reviewer, made_by=call.created_by
    )
    address = reverse("funding:review_edit", args=[given.pk])
    reads_in(client, reviewer.person)
    assert client.get(address).status_code == 302
    call.settings = {"needs_training": False}
    call.save()
    assert client.get(address).status_code == 200
    given.refresh_from_db()
    given.reviewer.call.refresh_from_db()
    reviews.keep_draft(assignment=given, scores={}, opinion="Vu.", seen=0, by=reviewer.person)


def test_a_strangers_training_file_does_not_open(client, call, stage, secretariat, salma):
    file = a_reference(stage, secretariat[0], use=ReferenceUse.TRAINING, levels=REASONED)
    reviewer = a_ready_reviewer(call)
    reads_in(client, salma)
    assert client.get(reverse("funding:training_read", args=[reviewer.pk, file.pk])).status_code == 404
    assert client.get(reverse("funding:reference_list", args=[call.pk])).status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_reference_pages_in_three_languages(client, panels, secretariat, language):
    call, file = panels.call, ReferenceFile.objects.get()
    reads_in(client, secretariat[1], language)
    for name, args in (
        ("reference_list", [call.pk]),
        ("reference_create", [call.pk]),
        ("reference_edit", [call.pk, file.pk]),
        ("assignment_list", [call.pk]),
        ("design_show", [call.pk]),
    ):
        assert client.get(reverse(f"funding:{name}", args=args)).status_code == 200


def test_an_invented_file_is_written_on_its_page(client, call, secretariat):
    reads_in(client, secretariat[1])
    address = reverse("funding:reference_create", args=[call.pk])
    sent = {
        "use": "training",
        "title": "Puits (inventé)",
        "answer-need": "Eau.",
        "outcomes": "Eau proche\nÉcole",
    }
    assert client.post(address, sent).status_code == 422
    for key in ("theory", "team", "cost"):
        sent |= {f"level-{key}": "3", f"reason-{key}": "Dit sans preuve."}
    assert client.post(address, sent).status_code == 302
    file = ReferenceFile.objects.get()
    assert (file.title, file.levels["theory"]["level"]) == ("Puits (inventé)", 3.0)
    assert [node["title"] for node in file.content["theory"]["nodes"]] == ["Eau proche", "École"]
    client.post(reverse("funding:reference_retire", args=[call.pk, file.pk]))
    file.refresh_from_db()
    assert file.retired_at is not None


def test_reference_list_costs_the_same_for_one_and_three(client, call, stage, secretariat):
    address = reverse("funding:reference_list", args=[call.pk])
    reads_in(client, secretariat[0])
    a_reference(stage, secretariat[0])
    one = web_cast.queries_of(client, address)
    a_reference(stage, secretariat[0], title="Deux")
    a_reference(stage, secretariat[0], title="Trois")
    assert web_cast.queries_of(client, address) == one
