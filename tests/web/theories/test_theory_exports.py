"""A theory taken away as files."""

import struct

import pytest
from django.urls import reverse

from miqyas_web.theories.actions.links import edit_link


def file(client, person, initiative, kind, **query):
    client.force_login(person)
    return client.get(reverse("theories:theory_export", args=[initiative.pk, kind]), query)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize(
    ("kind", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("docx", b"PK\x03\x04")]
)
def test_each_file_in_each_language(client, chain, dar_taliba, youssef, kind, start, language):
    answer = file(client, youssef, dar_taliba, kind, language=language)
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    name = f"theory-{dar_taliba.pk}-{language}.{kind}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_part_is_a_picture_of_its_own(client, chain, dar_taliba, amina):
    edit_link(initiative=dar_taliba, key=chain["House-Attend"].key, said={"assumption": "La route"}, by=amina)
    answer = file(client, amina, dar_taliba, "png", part="1")
    assert struct.unpack(">I", answer.content[16:20])[0] >= 1920


@pytest.mark.parametrize(
    ("kind", "query"),
    [("exe", {}), ("png", {"language": "xx"}), ("png", {"part": "9"}), ("png", {"part": "-1"})],
)
def test_a_file_there_is_not_is_not_found(client, chain, dar_taliba, amina, kind, query):
    assert file(client, amina, dar_taliba, kind, **query).status_code == 404


def test_strangers_and_empty_theories_get_nothing(client, chain, dar_taliba, salma, amina, tifawin):
    from miqyas_web.initiatives.actions import create_initiative

    assert file(client, salma, dar_taliba, "svg").status_code == 404
    client.force_login(salma)
    assert client.get(reverse("theories:export_list", args=[dar_taliba.pk])).status_code == 404
    empty = create_initiative(organisation=tifawin, description={"title": "Autre"}, by=amina)
    assert file(client, amina, empty, "pdf").status_code == 404


def test_the_page_offers_each_file_in_each_language(client, chain, dar_taliba, amina):
    client.force_login(amina)
    html = client.get(reverse("theories:export_list", args=[dar_taliba.pk])).content.decode()
    for kind in ("svg", "png", "pdf", "docx"):
        for language in ("fr", "ar", "en"):
            assert f"/files/theory.{kind}?language={language}" in html
    assert "العربية" in html[html.index("<thead>") : html.index("</thead>")]
