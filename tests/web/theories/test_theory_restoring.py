"""Redo, and versions put back."""

import pytest
from django.urls import reverse

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.indicators.models import Indicator
from miqyas_web.theories.actions.links import create_link, edit_link
from miqyas_web.theories.actions.nodes import create_node, delete_node, edit_node, move_nodes
from miqyas_web.theories.actions.risks import create_risk
from miqyas_web.theories.actions.stakeholders import create_stakeholder
from miqyas_web.theories.actions.undoing import redo_change, undo_change
from miqyas_web.theories.actions.versions import create_version, restore_version
from miqyas_web.theories.models import Node, Theory, TheoryChange
from miqyas_web.theories.queries import last_to_redo, last_to_undo, map_for
from miqyas_web.theories.rules import Gone
from tests import web_cast


@pytest.fixture
def omar(tifawin):
    return web_cast.member("Omar", tifawin, role=Role.CONTRIBUTOR)


def said(initiative):
    """All that the theory says and where it stands, to compare before and after."""
    theory_map = map_for(initiative)
    return theory_map.graph.to_dict(), theory_map.places


def titles(initiative):
    return sorted(node.title for node in map_for(initiative).nodes)


def test_changes_are_undone_and_made_again_one_by_one(chain, dar_taliba, amina):
    key, states = chain["House"].key, [said(dar_taliba)]
    for title in ("Un", "Deux"):
        edit_node(initiative=dar_taliba, key=key, said={"title": title}, by=amina)
        states.append(said(dar_taliba))
    move_nodes(initiative=dar_taliba, moves={key: (1.0, 2.0)}, by=amina)
    states.append(said(dar_taliba))
    delete_node(initiative=dar_taliba, key=chain["Attend"].key, by=amina)
    states.append(said(dar_taliba))
    for _round in range(2):
        for state in reversed(states[:-1]):
            undo_change(initiative=dar_taliba, by=amina)
            assert said(dar_taliba) == state
        for state in states[1:]:
            redo_change(initiative=dar_taliba, by=amina)
            assert said(dar_taliba) == state
    with pytest.raises(Refused):
        redo_change(initiative=dar_taliba, by=amina)
    assert AuditEvent.objects.filter(verb="theory_redone").count() == 8


def test_half_the_way_back_and_forth(chain, dar_taliba, amina):
    key = chain["House"].key
    for title in ("Un", "Deux", "Trois"):
        edit_node(initiative=dar_taliba, key=key, said={"title": title}, by=amina)
    for act, title in (
        (undo_change, "Deux"), (undo_change, "Un"), (redo_change, "Deux"), (undo_change, "Un"),
        (redo_change, "Deux"), (redo_change, "Trois"), (undo_change, "Deux"),
    ):  # fmt: skip
        act(initiative=dar_taliba, by=amina)
        assert Node.objects.get(key=key).title == title
    theory = Theory.objects.get()
    assert (last_to_undo(theory, amina).told, last_to_redo(theory, amina).told) == ("élément modifié",) * 2


def test_after_a_new_change_there_is_nothing_to_make_again(chain, dar_taliba, amina):
    edit_node(initiative=dar_taliba, key=chain["House"].key, said={"title": "Un"}, by=amina)
    undo_change(initiative=dar_taliba, by=amina)
    edit_node(initiative=dar_taliba, key=chain["Attend"].key, said={"title": "Deux"}, by=amina)
    with pytest.raises(Refused):
        redo_change(initiative=dar_taliba, by=amina)


def test_redo_does_not_cover_what_another_wrote_since(chain, dar_taliba, amina, omar):
    key = chain["House"].key
    edit_node(initiative=dar_taliba, key=key, said={"title": "Amina"}, by=amina)
    undo_change(initiative=dar_taliba, by=amina)
    edit_node(initiative=dar_taliba, key=key, said={"title": "Omar"}, by=omar)
    with pytest.raises(Refused, match="Omar"):
        redo_change(initiative=dar_taliba, by=amina)
    assert Node.objects.get(key=key).title == "Omar"


def test_a_place_another_chose_does_not_hinder_undoing_the_words(chain, dar_taliba, amina, omar):
    late = create_node(initiative=dar_taliba, said={"level": "impact", "title": "Late"}, by=amina)
    move_nodes(initiative=dar_taliba, moves={late.key: (9.0, 9.0)}, by=omar)
    undo_change(initiative=dar_taliba, by=amina)
    assert titles(dar_taliba) == ["Attend", "Finish", "House"]


@pytest.fixture
def rich(chain, dar_taliba, amina):
    """The chain with a group, a risk, a place and an assumption; kept as version 1."""
    group = create_stakeholder(initiative=dar_taliba, said={"name": "Filles de 12 à 15 ans"}, by=amina)
    said_more = {"groups": [group.key], "sdg": ["4"], "dimensions": {"scale": "96"}}
    edit_node(initiative=dar_taliba, key=chain["Finish"].key, said=said_more, by=amina)
    link = chain["House-Attend"].key
    edit_link(initiative=dar_taliba, key=link, said={"assumption": "La route"}, by=amina)
    create_risk(
        initiative=dar_taliba, said={"kind": "external", "text": "Neige", "on": f"link:{link}"}, by=amina
    )
    move_nodes(initiative=dar_taliba, moves={chain["House"].key: (4.0, 5.0)}, by=amina)
    create_version(initiative=dar_taliba, reason="Adoptée", by=amina)
    return chain


def test_a_version_is_put_back_whole_and_as_one_change(rich, dar_taliba, amina, omar):
    kept = said(dar_taliba)
    delete_node(initiative=dar_taliba, key=rich["House"].key, by=omar)
    edit_node(initiative=dar_taliba, key=rich["Finish"].key, said={"title": "Autre", "sdg": []}, by=amina)
    late = create_node(initiative=dar_taliba, said={"level": "impact", "title": "Late"}, by=omar)
    create_link(initiative=dar_taliba, source=rich["Finish"].key, target=late.key, by=omar)
    changed = said(dar_taliba)
    restore_version(initiative=dar_taliba, number=1, by=amina)
    assert said(dar_taliba) == kept
    change = TheoryChange.objects.order_by("-revision").first()
    assert (change.verb, rich["Attend"].key in change.keys) == ("version_restored", False)
    undo_change(initiative=dar_taliba, by=amina)
    assert said(dar_taliba) == changed
    redo_change(initiative=dar_taliba, by=amina)
    assert said(dar_taliba) == kept


def test_a_version_that_stands_already_is_not_put_back(rich, dar_taliba, amina):
    with pytest.raises(Refused):
        restore_version(initiative=dar_taliba, number=1, by=amina)
    with pytest.raises(Gone):
        restore_version(initiative=dar_taliba, number=7, by=amina)


def test_a_version_without_what_an_indicator_measures_is_refused_whole(rich, dar_taliba, amina):
    late = create_node(initiative=dar_taliba, said={"level": "impact", "title": "Late"}, by=amina)
    edit_node(initiative=dar_taliba, key=rich["House"].key, said={"title": "Autre"}, by=amina)
    Indicator.objects.create(
        node=late, name="Taux", definition="x", unit="%", direction="increase", aggregation="ratio_of_sums",
        created_by=amina,
    )  # fmt: skip
    before = said(dar_taliba)
    with pytest.raises(Refused, match="Taux"):
        restore_version(initiative=dar_taliba, number=1, by=amina)
    assert said(dar_taliba) == before


def page(client, person, initiative, query, language="en"):
    client.force_login(person)
    client.cookies["language"] = language
    return client.get(reverse("theories:version_compare", args=[initiative.pk]), query)


def test_a_version_and_now_are_drawn_as_one(client, rich, dar_taliba, amina, omar):
    delete_node(initiative=dar_taliba, key=rich["House"].key, by=omar)
    create_node(initiative=dar_taliba, said={"level": "impact", "title": "Late"}, by=omar)
    answer = page(client, amina, dar_taliba, {"from": "1"})
    html = answer.content.decode()
    assert {(line.kind, line.part) for line in answer.context["comparison"].lines} == {
        ("added", "Late"), ("removed", "House"), ("removed", "House → Attend"), ("removed", "Neige"),
    }  # fmt: skip
    assert html.count("toc-node--removed") == html.count("toc-node--added") == 2  # on a desk and on a phone
    assert reverse("theories:version_restore", args=[dar_taliba.pk, 1]) in html
    client.post(reverse("theories:version_restore", args=[dar_taliba.pk, 1]))
    assert titles(dar_taliba) == ["Attend", "Finish", "House"]
    assert "The two say the same" in page(client, amina, dar_taliba, {"from": "1"}).content.decode()


def test_two_versions_are_compared_and_no_others(client, rich, dar_taliba, amina):
    edit_node(initiative=dar_taliba, key=rich["House"].key, said={"title": "Loger"}, by=amina)
    create_version(initiative=dar_taliba, reason="Après le pilote", by=amina)
    [line] = page(client, amina, dar_taliba, {"from": "1", "to": "2"}).context["comparison"].lines
    assert (line.kind, line.before, line.after) == ("changed", "House", "Loger")
    for query in ({}, {"from": "9"}, {"from": "1", "to": "9"}, {"from": "x"}):
        assert page(client, amina, dar_taliba, query).status_code == 404


def test_a_reader_compares_but_does_not_put_back(client, rich, dar_taliba, youssef, salma):
    html = page(client, youssef, dar_taliba, {"from": "1"}).content.decode()
    assert "restore" not in html
    address = reverse("theories:version_restore", args=[dar_taliba.pk, 1])
    assert client.post(address).status_code == 409
    assert page(client, salma, dar_taliba, {"from": "1"}).status_code == 404
    assert client.post(address).status_code == 404
    assert not TheoryChange.objects.filter(verb="version_restored").exists()
