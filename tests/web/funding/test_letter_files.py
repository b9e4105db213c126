"""The letter as a file: PDF or Word, in the applicant's language, for who may read it."""

import io
from decimal import Decimal

import docx
import pytest
from django.urls import reverse

from miqyas_web.accounts.models import Person
from miqyas_web.funding.actions import answers
from miqyas_web.funding.actions.allocations import keep_allocation
from miqyas_web.funding.actions.decisions import decide
from miqyas_web.funding.enums import ConflictSource
from miqyas_web.funding.models import Conflict, Letter
from miqyas_web.funding.queries.allocations import Change
from tests.web.funding import situations
from tests.web.funding.situations_granting import a_read_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    """To an applicant who reads Arabic and is not funded."""
    call = a_read_call(budget_mad=Decimal(1_100_000), reserve_mad=Decimal(300_000))
    lead = situations.lead_of(call.organisation)
    Person.objects.filter(pk=call.applications.get(reference="2026-007").created_by_id).update(language="ar")
    allocation = keep_allocation(call=call, change=Change(), note="", by=lead)
    decision = decide(allocation=allocation, departures=[], present=["Hajar"], by=lead)
    answers.send_letters(decision=decision, site="", by=lead)
    return Letter.objects.get(outcome__application__reference="2026-007")


def here(letter, form):
    return reverse("funding:letter_download", args=[letter.pk, form])


def test_the_word_file_says_every_line_in_the_language_of_the_letter(client, letter):
    applicant = situations.lead_of(letter.outcome.application.initiative.organisation)
    client.force_login(applicant)
    answer = client.get(here(letter, "docx"), headers={"accept-language": "fr"})
    written = [paragraph.text for paragraph in docx.Document(io.BytesIO(answer.content)).paragraphs]
    for part in letter.content:
        assert part["title"] in written
        assert set(part["lines"]) <= set(written)
    assert "ما الذي يرفع النقطة" in written
    assert f"sha256 {letter.sha256}" in written
    assert "2026-007.docx" in answer["Content-Disposition"]
    letter.refresh_from_db()
    assert letter.read_at is not None


def test_the_pdf_is_the_same_each_time(client, letter):
    client.force_login(situations.lead_of(letter.outcome.decision.call.organisation))
    first, again = (client.get(here(letter, "pdf")).content for _ in range(2))
    assert first.startswith(b"%PDF")
    assert first == again
    letter.refresh_from_db()
    assert letter.read_at is None


def test_a_stranger_and_who_has_a_conflict_have_no_file(client, letter, salma):
    client.force_login(salma)
    assert client.get(here(letter, "pdf")).status_code == 404
    lead = situations.lead_of(letter.outcome.decision.call.organisation)
    client.force_login(lead)
    assert client.get(here(letter, "odt")).status_code == 404
    Conflict.objects.create(
        application=letter.outcome.application, person=lead, source=ConflictSource.DECLARED
    )
    assert client.get(here(letter, "pdf")).status_code == 409
