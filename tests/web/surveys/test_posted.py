"""An answer that comes alone is read in one go; whatever looks otherwise is read at length, with the same outcome."""

import pytest
from django.http.multipartparser import MultiPartParser
from django.utils import timezone

from miqyas_web.surveys.actions import together
from miqyas_web.surveys.actions.posts import Post
from miqyas_web.surveys.actions.storing import Stored
from miqyas_web.surveys.envelopes import read_envelope
from miqyas_web.surveys.models import Collector, Submission
from miqyas_web.surveys.posted import SHORT_BYTES, answer_alone
from miqyas_web.surveys.refusals import (
    ClosedAddress,
    ClosedSurvey,
    UnknownAddress,
    UnknownForm,
    UnknownVersion,
)
from tests import web_cast
from tests.web.surveys import situations
from tests.web.surveys.situations import add_version, answer_xml

NAMED = b'Content-Disposition: form-data; name="xml_submission_file"; filename="s.xml"'
TYPED = b"Content-Type: text/xml; charset=utf-8"


def body(*parts):
    return b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"


def alone(rf, sent, content_type="multipart/form-data; boundary=b"):
    return answer_alone(rf.generic("POST", "/", sent, content_type=content_type))


@pytest.mark.parametrize(
    "head",
    [
        NAMED + b"\r\n" + TYPED,
        TYPED + b"\r\n" + NAMED,
        NAMED + b"\r\n" + TYPED + b"\r\nContent-Length: 7",
        NAMED.lower() + b"\r\nContent-Transfer-Encoding: binary",
    ],
)
@pytest.mark.parametrize("content", [b"<a/>", b"<a>\r\n\r\n--c \xd8\xa7</a>\r\n", b"\x00\xff"])
def test_answer_alone_is_what_djangos_own_reader_finds(rf, head, content):
    sent = body(head + b"\r\n\r\n" + content)
    request = rf.generic("POST", "/", sent, content_type="multipart/form-data; boundary=b")
    _, files = MultiPartParser(request.META, request, request.upload_handlers).parse()
    assert alone(rf, sent) == files["xml_submission_file"].read() == content


ANSWER = NAMED + b"\r\n\r\n<a/>"


@pytest.mark.parametrize(
    "sent",
    [
        body(ANSWER, b'Content-Disposition: form-data; name="a.png"; filename="a.png"\r\n\r\nx'),
        body(b'Content-Disposition: form-data; name="*isIncomplete*"\r\n\r\nyes', ANSWER),
        body(b'Content-Disposition: form-data; name="xml_submission_file"\r\n\r\n<a/>'),
        body(NAMED + b"\r\nContent-Transfer-Encoding: base64\r\n\r\nPGEvPg=="),
        body(ANSWER)[:-8],
        body(ANSWER) + b"more",
        b"before\r\n" + body(ANSWER),
        body(NAMED + b"\r\n\r\n"),
        body(NAMED),
        body(NAMED + b"\r\n\r\n" + b"x" * SHORT_BYTES),
        b"",
    ],
    ids=["file", "flag", "field", "base64", "cut", "more", "before", "empty", "headless", "long", "nothing"],
)
def test_all_else_is_left_to_the_reader_at_length(rf, sent):
    assert alone(rf, sent) is None


@pytest.mark.parametrize("kind", ["text/xml", "multipart/form-data", "multipart/mixed; boundary=b"])
def test_other_bodies_are_left_too(rf, kind):
    assert alone(rf, body(ANSWER), kind) is None


def posted(base, **answer):
    token, initiative_pk = base.split("/")[2], int(base.split("/")[4])
    xml = answer_xml(**answer)
    return Post(token, initiative_pk, read_envelope(xml), xml)


def test_group_tells_each_of_its_own_address_form_and_version_in_its_language(initiative, amina, survey):
    french, _ = situations.collector_of(initiative, amina)
    arabic, closed = situations.collector_of(initiative, amina, name="ب", language="ar")
    english, given = situations.collector_of(initiative, amina, name="c", language="en", surveys=(survey,))
    trial, _ = situations.collector_of(initiative, amina, name="d", is_test=True)
    elsewhere = web_cast.initiative(initiative.organisation, amina, title="Une autre")
    Collector.objects.filter(pk=closed.pk).update(revoked_at=timezone.now())
    posts = [
        posted(french),
        posted(arabic),
        posted(english),
        posted(trial),
        posted(f"/key/{'x' * 64}/projects/{initiative.pk}"),
        posted(french.rpartition("/")[0] + f"/{elsewhere.pk}"),
        posted(french, version="9"),
        posted(english, form_id="autre"),
    ]
    outcomes = together.write_all(posts)
    assert [type(each) for each in outcomes] == [
        Stored,
        ClosedAddress,
        Stored,
        Stored,
        UnknownAddress,
        UnknownAddress,
        UnknownVersion,
        UnknownForm,
    ]
    assert str(outcomes[1]).startswith("أُغلق هذا العنوان")
    assert str(outcomes[7]) == "There is no questionnaire “autre” at this address."
    assert [each.collector.language if each.collector else "" for each in posts[:5]] == [
        "fr",
        "ar",
        "en",
        "fr",
        "",
    ]
    assert outcomes[2].submission.collector_id == given.pk
    assert sorted(Submission.objects.values_list("is_test", flat=True)) == [False, False, True]


def test_refusal_inside_a_group_is_in_the_language_of_who_is_refused(initiative, amina, survey):
    french, _ = situations.collector_of(initiative, amina)
    arabic, _ = situations.collector_of(initiative, amina, name="ب", language="ar")
    survey.closed_at = timezone.now()
    survey.save()
    first, second = together.write_all([posted(french), posted(arabic)])
    assert isinstance(first, ClosedSurvey)
    assert str(first).startswith("Ce questionnaire est fermé")
    assert "هذا الاستبيان مغلق" in str(second)


def test_group_costs_the_same_for_one_and_nine(initiative, amina, survey, django_assert_num_queries):
    base, _ = situations.collector_of(initiative, amina)
    add_version(survey, amina, version="2")
    together.write_all([posted(base), posted(base, version="2")])
    # Addresses, forms, those known, rows, and the three of the audit log, between the two of a savepoint.
    for n in (1, 9):
        with django_assert_num_queries(9):
            together.write_all([posted(base, version=str(1 + i % 2)) for i in range(n)])
