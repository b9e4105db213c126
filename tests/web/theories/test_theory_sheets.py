"""A theory in a spreadsheet: downloaded, changed, previewed, accepted, undone."""

import io
import json
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from miqyas_web.theories.actions.nodes import create_node, edit_node, move_nodes
from miqyas_web.theories.actions.risks import create_risk
from miqyas_web.theories.actions.stakeholders import create_stakeholder
from miqyas_web.theories.actions.undoing import undo_change
from miqyas_web.theories.models import Link, Node, Risk, Stakeholder, Theory
from miqyas_web.theories.queries import map_for
from tests.web.theories.test_theory_pages import HOSTILE, get, post


def said(initiative):
    return map_for(initiative).graph.to_dict()


def send(client, person, initiative, content, name="theory.xlsx"):
    return post(client, person, "theory_import", initiative, {"file": SimpleUploadedFile(name, content)})


def seal_in(answer):
    return re.search(r'name="sealed" value="([^"]+)"', answer.content.decode())[1]


def changed_book(content, change):
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


@pytest.fixture
def rich(chain, dar_taliba, amina):
    """The chain with a group, a risk and a place on the drawing."""
    group = create_stakeholder(
        initiative=dar_taliba, said={"name": "Filles", "role": "beneficiary"}, by=amina
    )
    key = chain["Finish"].key
    edit_node(initiative=dar_taliba, key=key, said={"groups": [group.key], "sdg": ["4.1"]}, by=amina)
    create_risk(
        initiative=dar_taliba, said={"kind": "external", "text": "Sécheresse", "on": f"node:{key}"}, by=amina
    )
    move_nodes(initiative=dar_taliba, moves={key: (12.0, 34.0)}, by=amina)
    return chain


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_what_is_downloaded_and_sent_back_changes_nothing(client, rich, dar_taliba, amina, form, language):
    before, revision = said(dar_taliba), Theory.objects.get().revision
    content = get(client, amina, "theory_download", dar_taliba, form, language=language).content
    answer = send(client, amina, dar_taliba, content, f"theory.{form}")
    assert answer.status_code == 200
    assert 'name="sealed"' not in answer.content.decode()
    assert (said(dar_taliba), Theory.objects.get().revision) == (before, revision)


def test_json_is_what_the_command_reads(client, rich, dar_taliba, youssef, tmp_path):
    from miqyas.theory.exchange import read_theory

    answer = get(client, youssef, "theory_download", dar_taliba, "json")
    path = tmp_path / "theory.json"
    path.write_bytes(answer.content)
    assert json.loads(answer.content)["about"]["name"] == "Dar Taliba"
    assert read_theory(path).to_dict() == said(dar_taliba)


def test_a_changed_file_is_previewed_then_applied_and_undone_at_once(client, rich, dar_taliba, amina):
    before = said(dar_taliba)
    content = get(client, amina, "theory_download", dar_taliba, "xlsx", language="fr").content

    def change(book):
        elements = book["Éléments"]
        for row in elements.iter_rows(min_row=2):
            if row[2].value == "House":
                row[2].value = "Loger les filles"
        book["Liens"]["B2"].value = book["Liens"]["B2"].value.replace("House", "Loger les filles")
        book["Liens"]["B3"].value = book["Liens"]["B3"].value.replace("House", "Loger les filles")
        elements.append([None, "impact", "Les familles vivent mieux"])
        book["Liens"].append([None, "Finish", "Les familles vivent mieux", "il y a du travail"])
        book["Risques"].delete_rows(2)

    answer = send(client, amina, dar_taliba, changed_book(content, change))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Loger les filles" in html
    assert "Les familles vivent mieux" in html
    assert "Sécheresse" in html
    assert said(dar_taliba) == before
    accepted = post(client, amina, "theory_accept", dar_taliba, {"sealed": seal_in(answer)})
    assert accepted.headers["Location"] == reverse("theories:theory_edit", args=[dar_taliba.pk])
    assert Node.objects.get(key=rich["House"].key).title == "Loger les filles"
    assert Node.objects.get(key=rich["Finish"].key).x == 12.0
    assert Link.objects.get(assumption="il y a du travail").target.title == "Les familles vivent mieux"
    assert not Risk.objects.exists()
    undo_change(initiative=dar_taliba, by=amina)
    assert said(dar_taliba) == before
    assert Node.objects.get(key=rich["Finish"].key).x == 12.0


def test_a_link_turned_to_another_element_is_undone_with_both_ends(client, rich, dar_taliba, amina):
    late = create_node(initiative=dar_taliba, said={"level": "impact", "title": "Late"}, by=amina)
    before = said(dar_taliba)
    content = get(client, amina, "theory_download", dar_taliba, "xlsx", language="en").content

    def change(book):
        for row in book["Links"].iter_rows(min_row=2):
            if row[0].value == rich["Attend-Finish"].key:
                row[2].value = late.key

    answer = send(client, amina, dar_taliba, changed_book(content, change))
    post(client, amina, "theory_accept", dar_taliba, {"sealed": seal_in(answer)})
    assert Link.objects.get(key=rich["Attend-Finish"].key).target == late
    undo_change(initiative=dar_taliba, by=amina)
    assert said(dar_taliba) == before


def test_groups_that_go_leave_nothing_behind(client, rich, dar_taliba, amina):
    content = get(client, amina, "theory_download", dar_taliba, "xlsx", language="en").content

    def change(book):
        book["Stakeholders"].delete_rows(2)
        for row in book["Elements"].iter_rows(min_row=2):
            row[6].value = None

    answer = send(client, amina, dar_taliba, changed_book(content, change))
    post(client, amina, "theory_accept", dar_taliba, {"sealed": seal_in(answer)})
    assert not Stakeholder.objects.exists()
    assert {tuple(node.groups) for node in Node.objects.all()} == {()}


def test_faults_are_told_with_row_column_and_remedy_and_nothing_changes(client, rich, dar_taliba, amina):
    before = said(dar_taliba)
    content = b"Sheet;level;title;term\nElements;dream;A;\nElements;output;;short\nNotes;x;;\n"
    answer = send(client, amina, dar_taliba, content, "theory.csv")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert html.count('data-label="Que faire"') == 4
    assert "«\u00a0\u2068dream\u2069\u00a0» n’est pas dans la liste." in html
    assert said(dar_taliba) == before


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4", b"PK\x03\x04nonsense", b"name;age\nA;1\n", b"Sheet;title\nElements;\xff\n"]
)
def test_what_is_no_theory_is_refused_with_a_sentence(client, rich, dar_taliba, amina, content):
    before = said(dar_taliba)
    answer = send(client, amina, dar_taliba, content)
    assert answer.status_code == 409
    assert "theory.xlsx" in answer.content.decode()
    assert said(dar_taliba) == before


def test_a_preview_of_another_day_or_theory_is_not_accepted(client, rich, dar_taliba, tifawin, amina):
    from miqyas_web.initiatives.actions import create_initiative

    content = b"Sheet;level;title\nElements;output;Seul\n"
    seal = seal_in(send(client, amina, dar_taliba, content, "t.csv"))
    other = create_initiative(organisation=tifawin, description={"title": "Autre"}, by=amina)
    assert post(client, amina, "theory_accept", other, {"sealed": seal}).status_code == 422
    assert post(client, amina, "theory_accept", dar_taliba, {"sealed": seal + "x"}).status_code == 422
    assert post(client, amina, "theory_accept", dar_taliba, {}).status_code == 422
    edit_node(initiative=dar_taliba, key=rich["House"].key, said={"title": "Entre-temps"}, by=amina)
    before = said(dar_taliba)
    assert post(client, amina, "theory_accept", dar_taliba, {"sealed": seal}).status_code == 409
    assert said(dar_taliba) == before


def test_strangers_and_readers_bring_nothing(client, rich, dar_taliba, salma, youssef):
    assert get(client, salma, "theory_download", dar_taliba, "xlsx").status_code == 404
    assert get(client, salma, "theory_import", dar_taliba).status_code == 404
    assert get(client, youssef, "theory_import", dar_taliba).status_code == 409
    assert post(client, youssef, "theory_accept", dar_taliba, {"sealed": "x"}).status_code == 409
    assert get(client, youssef, "theory_download", dar_taliba, "exe").status_code == 404


def test_hostile_words_are_only_text(client, dar_taliba, amina):
    create_node(initiative=dar_taliba, said={"level": "output", "title": HOSTILE}, by=amina)
    content = f'Sheet;level;title\nElements;output;"{HOSTILE}"\nElements;{HOSTILE};x\n'.replace('"', '"')
    answer = send(client, amina, dar_taliba, content.encode(), "t.csv")
    assert "<script>alert" not in answer.content.decode()
    good = f'Sheet;level;title\nElements;output;"{HOSTILE} bis"\n'.encode()
    preview = send(client, amina, dar_taliba, good, "<b>.csv")
    assert "<script>alert" not in preview.content.decode()
