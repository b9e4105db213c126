import pytest

from miqyas_web.surveys.contents import content_of
from miqyas_web.surveys.envelopes import read_envelope
from miqyas_web.surveys.refusals import Unreadable
from tests.web.surveys.situations import PNG, answer_xml

OPENROSA = 'xmlns:orx="http://openrosa.org/xforms"'


def test_envelope_reads_form_version_and_identifiers():
    envelope = read_envelope(answer_xml(version="7", instance_id="uuid:a", deprecated_id="uuid:b"))
    assert (envelope.form_id, envelope.version) == ("eau_essai", "7")
    assert (envelope.instance_id, envelope.deprecated_id) == ("uuid:a", "uuid:b")


@pytest.mark.parametrize(
    "xml",
    [
        f'<data id="f" {OPENROSA}><orx:meta><orx:instanceID> uuid:a </orx:instanceID></orx:meta></data>',
        '<data id="f" xmlns="http://example.org/f"><meta><instanceID>uuid:a</instanceID></meta></data>',
        f'<data id="f" {OPENROSA}><meta><orx:instanceID>uuid:a</orx:instanceID></meta></data>',
        '<data id="f" instanceID="uuid:a"><q/></data>',
    ],
    ids=["orx", "default namespace", "mixed", "attribute of old clients"],
)
def test_identifier_is_found_wherever_clients_put_it(xml):
    envelope = read_envelope(xml.encode())
    assert (envelope.form_id, envelope.version, envelope.instance_id) == ("f", "", "uuid:a")


def test_identifier_of_249_characters_is_the_longest():
    longest = "uuid:".ljust(249, "0")
    assert read_envelope(answer_xml(instance_id=longest)).instance_id == longest
    with pytest.raises(Unreadable, match="249"):
        read_envelope(answer_xml(instance_id=f"{longest}0"))


BOMB = (
    b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
    b'<data id="f"><q>&c;</q><meta><instanceID>uuid:a</instanceID></meta></data>'
)


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"\x00\x01\x02",
        b"not xml",
        answer_xml()[:200],
        b'<data id="f"><q>1</q></data>',
        b'<data id="f"><meta><instanceID>  </instanceID></meta></data>',
        b"<!DOCTYPE d>" + answer_xml().partition(b"?>")[2],
        BOMB,
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d><data id="f" instanceID="a"/>').encode("utf-16"),
        b'<?xml version="1.0" encoding="no-such"?><data id="f" instanceID="a"/>',
        b'<data id="f" instanceID="a">' + b"<g>" * 5000 + b"</g>" * 5000 + b"</data>",
    ],
    ids=[
        "empty", "binary", "text", "cut short", "no identifier", "blank identifier", "document type",
        "expanding entities", "document type in UTF-16", "unknown encoding", "nested too deep",
    ],
)  # fmt: skip
def test_what_is_no_answer_is_unreadable(xml):
    with pytest.raises(Unreadable) as refusal:
        read_envelope(xml)
    assert refusal.value.status == 400
    assert str(refusal.value.sentence)


def test_files_are_found_at_their_paths_through_repeats_and_namespaces():
    xml = (
        '<data id="f" xmlns="http://example.org/f"><!-- seen --><photo>a.jpg</photo><other>b.jpg</other>'
        "<m><voice>صوت.m4a</voice></m><m><voice/></m><m><voice>a.jpg</voice></m>"
        "<meta><instanceID>uuid:a</instanceID></meta></data>"
    ).encode()
    assert read_envelope(xml).files_at({"/data/photo", "/data/m/voice"}) == ["صوت.m4a", "a.jpg"]
    assert read_envelope(xml).files_at(()) == []


@pytest.mark.parametrize(
    ("name", "content", "media_type", "is_doubtful"),
    [
        ("photo.png", PNG, "image/png", False),
        ("photo.jpg", PNG, "image/png", True),
        ("photo.jpg", b"\xff\xd8", "image/jpeg", False),
        ("photo.jpg", b"<html><script>alert(1)</script>", "text/plain", True),
        ("photo.JPEG", b"MZ\x90\x00", "application/x-msdownload", True),
        ("son.m4a", b"\x00\x00\x00\x18ftypM4A ", "audio/mp4", False),
        ("son.m4a", b"\x00\x00\x00\x18ftypmp42", "video/mp4", False),
        ("notes.txt", "é".encode() * 5000, "text/plain", False),
        ("notes.txt", b"\x00\x01", "application/octet-stream", True),
        ("trace.bin", b"\x00\x01", "application/octet-stream", False),
        ("sans nom", b"", "text/plain", False),
    ],
)
def test_file_is_told_by_its_bytes(name, content, media_type, is_doubtful):
    found = content_of(name, content)
    assert (found.media_type, found.is_doubtful) == (media_type, is_doubtful)
