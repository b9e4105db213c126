"""The logframe: read, changed cell by cell, downloaded."""

import io

import openpyxl
import pytest
from django.urls import reverse

from miqyas_web.theories.actions.links import edit_link
from miqyas_web.theories.actions.nodes import create_node, edit_node
from miqyas_web.theories.actions.undoing import undo_change
from miqyas_web.theories.models import Link, Node, Theory
from tests import web_cast
from tests.web.theories.test_theory_pages import HOSTILE, get, post, queries_of

READ = ("logframe_show", "chain_show")


@pytest.fixture
def omar(tifawin):
    return web_cast.member("Omar", tifawin, role="contributor")


def sent_for(**texts):
    """The form as a browser sends it, with other words in the cells given by their name."""
    cells = {f"nodes-{node.key}": node.title for node in Node.objects.all()}
    cells |= {f"links-{link.key}": link.assumption for link in Link.objects.all()}
    return cells | {f"was-{name}": text for name, text in cells.items()} | texts


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_pages_show_each_element_once(client, chain, dar_taliba, youssef, name, language):
    html = get(client, youssef, name, dar_taliba, language=language).content.decode()
    main = html[html.index("<main") :]
    for title in ("House", "Attend", "Finish"):
        assert f"<bdi>{title}</bdi></a>" in main
    assert reverse("theories:logframe_edit", args=[dar_taliba.pk]) not in html


def test_strangers_see_nothing_and_readers_change_nothing(client, chain, dar_taliba, salma, youssef):
    for name in (*READ, "logframe_edit", "chain_edit"):
        assert get(client, salma, name, dar_taliba).status_code == 404
    assert get(client, salma, "logframe_download", dar_taliba, "xlsx").status_code == 404
    for name in ("logframe_edit", "chain_edit"):
        assert get(client, youssef, name, dar_taliba).status_code == 409
    assert get(client, youssef, "logframe_download", dar_taliba, "pdf").status_code == 404


def test_cells_are_the_theory_and_one_undo_puts_them_back(client, chain, dar_taliba, amina):
    title, assumption = f"nodes-{chain['House'].key}", f"links-{chain['House-Attend'].key}"
    sent = sent_for(**{title: "Loger 96 filles", assumption: "Les familles acceptent"})
    answer = post(client, amina, "logframe_edit", dar_taliba, sent)
    assert answer.headers["Location"] == reverse("theories:logframe_show", args=[dar_taliba.pk])
    assert Node.objects.get(key=chain["House"].key).title == "Loger 96 filles"
    assert Link.objects.get(key=chain["House-Attend"].key).assumption == "Les familles acceptent"
    change = Theory.objects.get().changes.latest("revision")
    assert change.verb == "logframe_edited"
    assert change.keys == {chain["House"].key, chain["House-Attend"].key}
    undo_change(initiative=dar_taliba, by=amina)
    assert Node.objects.get(key=chain["House"].key).title == "House"
    assert Link.objects.get(key=chain["House-Attend"].key).assumption == ""


def test_the_words_of_the_chain_are_the_theory_and_its_assumptions_stay(client, chain, dar_taliba, amina):
    said = {"assumption": "Les familles acceptent"}
    edit_link(initiative=dar_taliba, key=chain["House-Attend"].key, said=said, by=amina)
    name = f"nodes-{chain['House'].key}"
    sent = {name: "Loger 96 filles", f"was-{name}": "House"}
    sent |= {f"{was}nodes-{chain[key].key}": key for was in ("", "was-") for key in ("Attend", "Finish")}
    answer = post(client, amina, "chain_edit", dar_taliba, sent)
    assert answer.headers["Location"] == reverse("theories:chain_show", args=[dar_taliba.pk])
    assert sorted(Node.objects.values_list("title", flat=True)) == ["Attend", "Finish", "Loger 96 filles"]
    assert Link.objects.get(key=chain["House-Attend"].key).assumption == "Les familles acceptent"
    html = get(client, amina, "chain_show", dar_taliba).content.decode()
    assert f"{reverse('theories:node_create', args=[dar_taliba.pk])}?level=outcome" in html


def test_saving_what_was_read_changes_nothing(client, chain, dar_taliba, amina, omar):
    sent = sent_for()
    edit_node(initiative=dar_taliba, key=chain["House"].key, said={"title": "Écrit par Omar"}, by=omar)
    revision = Theory.objects.get().revision
    assert post(client, amina, "logframe_edit", dar_taliba, sent).status_code == 302
    assert Node.objects.get(key=chain["House"].key).title == "Écrit par Omar"
    assert Theory.objects.get().revision == revision


def test_the_same_cell_rewritten_by_two_is_shown_and_nothing_is_saved(client, chain, dar_taliba, amina, omar):
    name, other = f"links-{chain['House-Attend'].key}", f"nodes-{chain['Finish'].key}"
    sent = sent_for(**{name: "Écrit par Amina", other: "Aussi écrit par Amina"})
    said = {"assumption": "Écrit par Omar"}
    edit_link(initiative=dar_taliba, key=chain["House-Attend"].key, said=said, by=omar)
    answer = post(client, amina, "logframe_edit", dar_taliba, sent)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Écrit par Omar" in html
    assert "Écrit par Amina" in html
    assert Node.objects.get(key=chain["Finish"].key).title == "Finish"
    again = sent | {f"was-{name}": "Écrit par Omar"}
    assert post(client, amina, "logframe_edit", dar_taliba, again).status_code == 302
    assert Link.objects.get(key=chain["House-Attend"].key).assumption == "Écrit par Amina"


def test_an_empty_title_is_said_with_422(client, chain, dar_taliba, amina):
    sent = sent_for(**{f"nodes-{chain['House'].key}": " "})
    assert post(client, amina, "logframe_edit", dar_taliba, sent).status_code == 422
    assert Node.objects.get(key=chain["House"].key).title == "House"


def test_files_are_read_back(client, chain, dar_taliba, youssef):
    edit = {"assumption": "La route"}
    edit_link(
        initiative=dar_taliba,
        key=chain["House-Attend"].key,
        said=edit,
        by=dar_taliba.created_by,
    )
    answer = get(client, youssef, "logframe_download", dar_taliba, "xlsx")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="logframe-{dar_taliba.pk}.xlsx"'
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == ["Finish", "Attend", "House"]
    assert rows[3][4] == "La route"
    assert get(client, youssef, "logframe_download", dar_taliba, "docx").content.startswith(b"PK")


def test_pages_cost_the_same_for_one_and_three(client, chain, dar_taliba, amina):
    names = (*READ, "logframe_edit", "chain_edit")
    for name in names:
        get(client, amina, name, dar_taliba)
    before = [queries_of(lambda name=name: get(client, amina, name, dar_taliba)) for name in names]
    for title in ("1", "2"):
        create_node(initiative=dar_taliba, said={"level": "outcome", "title": title}, by=amina)
    assert [queries_of(lambda name=name: get(client, amina, name, dar_taliba)) for name in names] == before


def test_hostile_words_are_only_text(client, dar_taliba, amina):
    create_node(initiative=dar_taliba, said={"level": "activity", "title": HOSTILE}, by=amina)
    for name in (*READ, "logframe_edit"):
        assert "<script>alert" not in get(client, amina, name, dar_taliba).content.decode()
