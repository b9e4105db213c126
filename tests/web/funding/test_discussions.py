"""The discussion of a file: sealed until all are in, closed with minutes, printed; who is tied cannot come."""

import io
import zipfile

import pytest
from django.urls import reverse

from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.actions import discussions, reviews
from miqyas_web.funding.models import Conflict, Discussion, Minute
from miqyas_web.funding.rules.scales import criteria_of
from tests import web_cast
from tests.web.funding.situations import (
    a_call,
    a_funder,
    a_sent_application,
    an_assignment,
    people_of,
    stage_of,
)
from tests.web.funding.situations_reviewing import (
    OPINION,
    a_ready_reviewer,
    a_sent_review,
    levels,
    reads_in,
)


@pytest.fixture
def secretariat(db):
    return people_of(a_funder())


@pytest.fixture
def call(secretariat):
    return a_call(secretariat[0].memberships.get().organisation)


@pytest.fixture
def stage(call):
    return stage_of(call)


@pytest.fixture
def file(call):
    return a_sent_application(call)


@pytest.fixture
def readings(call, file):
    """Two readers; nothing sent yet."""
    return [an_assignment(a_ready_reviewer(call, name), file) for name in ("Rachid", "Fatima")]


@pytest.fixture
def read(readings):
    """Both sent, far apart on the theory."""
    a_sent_review(readings[0], theory=1)
    a_sent_review(readings[1], theory=5)
    return readings


def address_of(file):
    return reverse("funding:discussion_show", args=[file.call_id, file.pk])


def note(file, stage, by, text="À reprendre."):
    return discussions.add_note(application=file, stage=stage, text=text, by=by)


def close(file, stage, by, **fields):
    told = {"text": "Retenu : la preuve suffit.", "present": [by]} | fields
    return discussions.close_discussion(application=file, stage=stage, by=by, **told)


def test_first_opinions_stay_sealed_until_all_are_in(client, file, stage, readings, secretariat):
    a_sent_review(readings[0])
    page = reads_in(client, secretariat[0]).get(address_of(file)).content.decode()
    assert "1 sur 2" in page
    assert OPINION not in page
    with pytest.raises(Refused):
        note(file, stage, secretariat[0])
    with pytest.raises(Refused):
        reviews.change_review(
            review=readings[0].review, criteria=criteria_of(stage.grid.content, "fr"), scores=levels(),
            opinion=OPINION, because="J'ai entendu dire.", by=readings[0].reviewer.person,
        )  # fmt: skip
    a_sent_review(readings[1])
    assert client.get(address_of(file)).content.decode().count(OPINION) == 2
    assert note(file, stage, secretariat[0]).discussion == Discussion.objects.get()


def test_the_page_says_where_readers_stand_apart(client, file, read, secretariat):
    page = reads_in(client, secretariat[1]).get(address_of(file)).content.decode()
    assert "Rachid" in page
    assert "theory (fr)" in page


@pytest.mark.parametrize(("is_blind", "is_named"), [(True, False), (False, True)])
def test_readers_are_named_to_each_other_where_the_stage_is_not_blind(
    client, file, stage, read, is_blind, is_named
):
    stage.is_blind = is_blind
    stage.save()
    note(file, stage, read[1].reviewer.person, "Regardez l'annexe.")
    page = reads_in(client, read[0].reviewer.person).get(address_of(file)).content.decode()
    assert ("Fatima" in page) == is_named
    assert "Regardez l&#x27;annexe." in page
    assert "Lecteur B" in page or is_named
    assert reverse("funding:review_change", args=[read[0].pk]) in page
    assert 'value="close"' not in page


def test_a_stranger_and_a_reader_of_other_files_find_nothing(client, call, file, read, salma):
    assert reads_in(client, salma).get(address_of(file)).status_code == 404
    other = a_ready_reviewer(call, "Autre")
    assert reads_in(client, other.person).get(address_of(file)).status_code == 404
    other.is_committee = True
    other.save()
    assert client.get(address_of(file)).status_code == 200


def test_who_is_tied_cannot_open_and_never_blocks_the_secretariat(client, file, stage, read, secretariat):
    Conflict.objects.create(application=file, person=secretariat[1], source="declared", rule="declared")
    assert reads_in(client, secretariat[1]).get(address_of(file)).status_code == 409
    with pytest.raises(Refused):
        note(file, stage, secretariat[1])
    with pytest.raises(Refused):
        close(file, stage, secretariat[1])
    assert reads_in(client, secretariat[0]).get(address_of(file)).status_code == 200
    minute = close(file, stage, secretariat[0], present=secretariat[:2])
    assert [one["name"] for one in minute.present] == ["Hajar"]
    assert [one["name"] for one in minute.recused] == ["Driss"]


def test_closing_writes_minutes_and_takes_no_more_note_nor_change(client, file, stage, read, secretariat):
    reads_in(client, secretariat[1])
    assert client.post(address_of(file), {"do": "close", "close-text": "Retenu."}).status_code == 422
    sent = {"do": "close", "close-text": "Retenu.", "close-present": [secretariat[1].pk]}
    assert client.post(address_of(file), sent).status_code == 302
    assert Minute.objects.get().text == "Retenu."
    assert Discussion.objects.get().closed_by == secretariat[1]
    with pytest.raises(Refused):
        note(file, stage, secretariat[0])
    with pytest.raises(Refused):
        close(file, stage, secretariat[0])
    with pytest.raises(Refused):
        reviews.change_review(
            review=read[0].review, criteria=criteria_of(stage.grid.content, "fr"), scores=levels(),
            opinion=OPINION, because="Trop tard.", by=read[0].reviewer.person,
        )  # fmt: skip
    verbs = AuditEvent.objects.filter(verb__in=["minute_written", "discussion_closed"])
    assert verbs.count() == 2


def test_a_note_is_posted_on_the_page_and_an_empty_one_refused(client, file, stage, read):
    reads_in(client, read[0].reviewer.person)
    assert client.post(address_of(file), {"do": "note", "note-text": "L'annexe le dit."}).status_code == 302
    assert "L&#x27;annexe le dit." in client.get(address_of(file)).content.decode()
    with pytest.raises(Unfit):
        note(file, stage, read[0].reviewer.person, " ")
    with pytest.raises(Refused):
        close(file, stage, read[0].reviewer.person)


def test_the_readers_own_list_says_what_is_to_be_discussed(client, call, file, readings):
    committee = a_ready_reviewer(call, "Comité", is_committee=True)
    mine = reverse("funding:reviewing_show", args=[readings[0].reviewer_id])
    a_sent_review(readings[0])
    assert address_of(file) not in reads_in(client, readings[0].reviewer.person).get(mine).content.decode()
    a_sent_review(readings[1])
    assert address_of(file) in client.get(mine).content.decode()
    theirs = reverse("funding:reviewing_show", args=[committee.pk])
    assert address_of(file) in reads_in(client, committee.person).get(theirs).content.decode()


def text_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as held:
        return held.read("word/document.xml").decode()


def test_minutes_are_printed_as_pdf_and_word(client, call, file, stage, read, secretariat):
    reviews.change_review(
        review=read[0].review, criteria=criteria_of(stage.grid.content, "fr"), scores=levels(theory=3),
        opinion=OPINION, because="La preuve était en annexe.", by=read[0].reviewer.person,
    )  # fmt: skip
    close(file, stage, secretariat[0])
    reads_in(client, secretariat[0])
    word = client.get(reverse("funding:minutes_download", args=[call.pk, "docx"]))
    text = text_of(word.content)
    for said in ("Retenu : la preuve suffit.", "Hajar", "1 → 3", "La preuve était en annexe.", "2026-001"):
        assert said in text
    pdf = client.get(reverse("funding:minutes_download", args=[call.pk, "pdf"]) + f"?application={file.pk}")
    assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(reverse("funding:minutes_download", args=[call.pk, "exe"])).status_code == 404
    assert client.get(reverse("funding:minutes_download", args=[call.pk, "pdf"]) + "?application=x").status_code == 404  # fmt: skip


def test_printed_minutes_leave_out_what_is_hidden_and_say_so(client, call, file, stage, read, secretariat):
    close(file, stage, secretariat[0])
    Conflict.objects.create(application=file, person=secretariat[1], source="declared", rule="declared")
    reads_in(client, secretariat[1])
    address = reverse("funding:minutes_download", args=[call.pk, "docx"])
    text = text_of(client.get(address).content)
    assert "Retenu : la preuve suffit." not in text
    assert "2026-001" not in text
    assert "Dossiers laissés hors de cette copie" in text
    assert client.get(f"{address}?application={file.pk}").status_code == 409


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_discussion_pages_in_three_languages(client, call, file, stage, read, secretariat, language):
    note(file, stage, secretariat[0])
    reads_in(client, secretariat[0], language)
    assert client.get(address_of(file)).status_code == 200
    assert client.get(reverse("funding:discussion_list", args=[call.pk])).status_code == 200
    close(file, stage, secretariat[0])
    assert client.get(address_of(file)).status_code == 200
    assert client.get(reverse("funding:minutes_download", args=[call.pk, "docx"])).status_code == 200


def test_the_list_costs_the_same_for_one_and_three(client, call, file, read, secretariat):
    address = reverse("funding:discussion_list", args=[call.pk])
    reads_in(client, secretariat[0])
    one = web_cast.queries_of(client, address)
    for _ in range(2):
        a_sent_review(an_assignment(read[0].reviewer, a_sent_application(call)))
    assert web_cast.queries_of(client, address) == one


def test_the_page_costs_the_same_for_one_note_and_three(client, file, stage, read, secretariat):
    reads_in(client, secretariat[0])
    note(file, stage, secretariat[0])
    one = web_cast.queries_of(client, address_of(file))
    note(file, stage, read[0].reviewer.person)
    note(file, stage, read[1].reviewer.person)
    assert web_cast.queries_of(client, address_of(file)) == one
