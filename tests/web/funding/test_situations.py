"""The rows that other tests begin with say what they claim to say."""

import pytest
from django.http import Http404

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.models import Sealed
from miqyas_web.funding.queries import access
from miqyas_web.funding.refusals import StillSealed
from tests import web_cast
from tests.web.funding import situations

pytestmark = pytest.mark.django_db


def test_an_application_opens_at_the_deadline_and_not_before():
    funder = situations.a_funder()
    hajar, driss, nadia = situations.people_of(funder)
    read = situations.a_sent_application(situations.a_call(funder))
    sealed = situations.a_sent_application(situations.a_call(funder, moment="open", slug="ouvert"))
    assert access.application_received(nadia, read.pk) == read
    with pytest.raises(StillSealed):
        access.application_received(hajar, sealed.pk)
    with pytest.raises(Refused):
        access.application_received(driss, read.pk, may=Permission.DECIDE)


def test_a_stranger_finds_neither_call_nor_application():
    application = situations.a_sent_application(situations.a_call())
    stranger = web_cast.person("Salma")
    for find in (access.application_received, access.application_of_applicant):
        with pytest.raises(Http404):
            find(stranger, application.pk)
    with pytest.raises(Http404):
        access.call_for(stranger, application.call_id)


def test_what_is_sealed_bears_its_digest():
    application = situations.a_sent_application(situations.a_call(), theme="work")
    seal = Sealed.objects.get(application=application)
    assert seal.content["theme"] == "work"
    assert seal.content["reference"] == application.reference
    assert seal.sha256 == situations.digest(seal.content)


def test_a_reviewer_is_given_a_file():
    call = situations.a_call()
    application = situations.a_sent_application(call)
    reviewer = situations.a_reviewer(call)
    given = situations.an_assignment(reviewer, application)
    assert access.assignment_of_reviewer(reviewer.person, given.pk) == given
