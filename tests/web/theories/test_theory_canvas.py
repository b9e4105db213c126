"""What the canvas sends and what it is answered."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.theories.actions.links import edit_link
from miqyas_web.theories.actions.nodes import delete_node, edit_node, move_nodes
from miqyas_web.theories.edits import read_edits
from miqyas_web.theories.models import Link, Node, Theory, TheoryChange
from tests import web_cast


@pytest.fixture
def omar(tifawin):
    return web_cast.member("Omar", tifawin, role=Role.CONTRIBUTOR)


@pytest.fixture
def sync(client, dar_taliba, amina):
    """Send edits as the canvas does; answers with the JSON, whatever the status."""

    def send(*edits, by=amina, revision=None, raw=None):
        client.force_login(by)
        client.cookies["language"] = "en"
        theory = Theory.objects.filter(initiative=dar_taliba).first()
        sent = {
            "edits": json.dumps(list(edits)) if raw is None else raw,
            "revision": (theory.revision if theory else 0) if revision is None else revision,
        }
        return client.post(reverse("theories:theory_sync", args=[dar_taliba.pk]), sent)

    return send


def test_a_theory_is_drawn_from_nothing(sync, dar_taliba):
    answer = sync(
        {"do": "add", "key": "aa", "level": "activity", "title": "Loger", "place": [10, 20]},
        {"do": "add", "key": "bb", "level": "outcome", "title": "Finir", "place": [300, 20.5]},
        {"do": "link", "key": "cc", "source": "aa", "target": "bb"},
        {"do": "say", "key": "aa", "title": "Loger les filles", "read": "Loger"},
        {"do": "move", "moves": {"aa": [0, 5]}, "around": {}},
    ).json()
    assert [each["refused"] for each in answer["outcomes"]] == [""] * 5
    assert (answer["revision"], "graph" in answer, answer["undo"]["revision"]) == (5, False, 5)
    assert [(n.key, n.title, n.level, n.x, n.y) for n in Node.objects.order_by("pk")] == [
        ("aa", "Loger les filles", "activity", 0, 5), ("bb", "Finir", "outcome", 300, 20.5),
    ]  # fmt: skip
    assert [(link.key, link.source.key, link.target.key) for link in Link.objects.all()] == [
        ("cc", "aa", "bb")
    ]
    told = AuditEvent.objects.filter(verb__startswith="theory_").order_by("position")
    assert list(told.values_list("verb", flat=True)) == [
        "theory_started", "theory_node_created", "theory_node_created", "theory_link_created",
        "theory_node_edited", "theory_node_moved",
    ]  # fmt: skip


def test_edits_whose_answer_was_lost_are_done_once(sync, chain):
    edits = (
        {"do": "add", "key": "aa", "level": "impact", "title": "Vivre mieux", "place": [1, 1]},
        {"do": "link", "key": "bb", "source": chain["Finish"].key, "target": "aa"},
        {"do": "say", "key": "aa", "title": "Mieux", "read": "Vivre mieux"},
        {"do": "delete", "nodes": [chain["House"].key], "links": []},
    )
    first = sync(*edits).json()
    again = sync(*edits, revision=5).json()
    assert [each["refused"] for each in again["outcomes"]] == [""] * 4
    assert again["revision"] == first["revision"] == 9
    assert "graph" in again  # the canvas did not know revision 9: it is told


def test_a_title_two_people_wrote_at_once_is_shown_with_its_three_texts(sync, chain, dar_taliba, omar):
    key = chain["House"].key
    edit_node(initiative=dar_taliba, key=key, said={"title": "Omar"}, by=omar)
    [outcome] = sync({"do": "say", "key": key, "title": "Amina", "read": "House"}).json()["outcomes"]
    assert outcome["conflict"] == {"who": "Omar", "before": "House", "theirs": "Omar", "mine": "Amina"}
    assert Node.objects.get(key=key).title == "Omar"
    [outcome] = sync({"do": "say", "key": key, "title": "Omar et Amina", "read": "Omar"}).json()["outcomes"]
    assert (outcome["conflict"], Node.objects.get(key=key).title) == (None, "Omar et Amina")


def test_two_people_moving_and_renaming_merge(sync, chain, dar_taliba, omar):
    house, attend = chain["House"].key, chain["Attend"].key
    seen = Theory.objects.get().revision
    edit_node(initiative=dar_taliba, key=house, said={"title": "Omar"}, by=omar)
    move_nodes(initiative=dar_taliba, moves={attend: (7.0, 8.0)}, by=omar)
    answer = sync(
        {"do": "move", "moves": {house: [1, 2]}, "around": {attend: [500, 500], "gone": [0, 0]}},
        {"do": "say", "key": attend, "title": "Amina", "read": "Attend"},
        revision=seen,
    ).json()
    assert [each["refused"] for each in answer["outcomes"]] == ["", ""]
    assert [(n.title, n.x, n.y) for n in Node.objects.order_by("pk")] == [
        ("Omar", 1, 2), ("Amina", 7, 8), ("Finish", None, None),
    ]  # fmt: skip
    assert {node["title"] for node in answer["graph"]["nodes"]} == {"Omar", "Amina", "Finish"}


def test_what_was_deleted_meanwhile_is_said_to_be_gone(sync, chain, dar_taliba, omar):
    key = chain["House"].key
    delete_node(initiative=dar_taliba, key=key, by=omar)
    [outcome] = sync({"do": "say", "key": key, "title": "Amina", "read": "House"}).json()["outcomes"]
    assert outcome["is_gone"]
    assert "no longer in the theory" in outcome["refused"]


def test_several_parts_are_deleted_and_brought_back_as_one_change(sync, chain, dar_taliba):
    sent = {
        "do": "delete",
        "nodes": [chain["House"].key, chain["Attend"].key],
        "links": [chain["Attend-Finish"].key],
    }
    answer = sync(sent).json()
    assert (Node.objects.count(), Link.objects.count()) == (1, 0)
    assert TheoryChange.objects.get(revision=answer["revision"]).verb == "node_deleted"
    answer = sync({"do": "undo", "revision": answer["undo"]["revision"]}).json()
    assert {node["title"] for node in answer["graph"]["nodes"]} == {"House", "Attend", "Finish"}
    assert Link.objects.count() == 2


def test_a_step_forth_follows_a_step_back(sync, chain):
    sync({"do": "say", "key": chain["House"].key, "title": "Loger", "read": "House"})
    answer = sync({"do": "undo", "revision": 6}).json()
    assert (answer["redo"]["revision"], answer["undo"]["revision"]) == (7, 5)
    answer = sync({"do": "redo", "revision": 7}).json()
    assert (answer["redo"], answer["undo"]["revision"]) == (None, 8)
    assert Node.objects.get(key=chain["House"].key).title == "Loger"


def test_one_edit_refused_leaves_the_others(sync, chain):
    house, attend = chain["House"].key, chain["Attend"].key
    answer = sync(
        {"do": "link", "key": "xx", "source": house, "target": attend},
        {"do": "say", "key": house, "title": "Loger", "read": "House"},
    ).json()
    assert ["linked already" in each["refused"] for each in answer["outcomes"]] == [True, False]
    assert Node.objects.get(key=house).title == "Loger"
    assert len(answer["graph"]["links"]) == 2


def test_undo_of_a_change_that_is_not_the_last_does_nothing(sync, chain):
    answer = sync({"do": "undo", "revision": 2}).json()
    assert answer["revision"] == 5
    assert Link.objects.count() == 2


@pytest.mark.parametrize(
    "sent",
    [
        "[",
        "{}",
        '[{"do": "dance"}]',
        '[{"do": "add", "key": "a b", "level": "activity", "title": "x", "place": [0, 0]}]',
        '[{"do": "add", "key": "a", "level": "dream", "title": "x", "place": [0, 0]}]',
        '[{"do": "add", "key": "a", "level": "activity", "title": "x", "place": [0]}]',
        '[{"do": "say", "key": "a", "title": 3, "read": ""}]',
        '[{"do": "move", "moves": [1, 2]}]',
        '[{"do": "delete", "nodes": 3, "links": []}]',
        '[{"do": "undo"}]',
        "[3]",
    ],
)
def test_what_no_canvas_sends_is_refused(sync, chain, sent):
    answer = sync(raw=sent)
    assert answer.status_code == 422
    assert answer.json()["refused"]
    assert Theory.objects.get().revision == 5


def test_too_many_edits_are_refused():
    with pytest.raises(ValueError, match="list"):
        read_edits([{"do": "undo", "revision": 1}] * 501)


@pytest.mark.parametrize(("who", "status"), [("youssef", 409), ("salma", 404)])
def test_who_may_not_describe_changes_nothing(request, sync, chain, who, status):
    by = request.getfixturevalue(who)
    answer = sync({"do": "delete", "nodes": [chain["House"].key], "links": []}, by=by)
    assert answer.status_code == status
    assert Node.objects.count() == 3


def test_asking_for_news_costs_little_and_says_nothing_when_there_is_none(client, chain, dar_taliba, amina):
    client.force_login(amina)
    address = reverse("theories:theory_graph", args=[dar_taliba.pk])
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, {"since": "5.0.0"}).status_code == 204
    assert len(queries) <= 6
    edit_node(initiative=dar_taliba, key=chain["House"].key, said={"title": "Loger"}, by=amina)
    graph = client.get(address, {"since": "5.0.0"}).json()
    assert (graph["revision"], graph["nodes"][0]["title"], graph["nodes"][0]["placed"]) == (6, "Loger", False)


def test_fields_changed_by_two_people_merge_in_the_forms(client, chain, dar_taliba, amina, omar):
    """Omar rewrote the assumption; Amina, who read before that, only says her confidence: both stand."""
    key, seen = chain["House-Attend"].key, Theory.objects.get().revision
    edit_link(initiative=dar_taliba, key=key, said={"assumption": "La route est ouverte"}, by=omar)
    client.force_login(amina)
    sent = {"assumption": "", "confidence": "high", "revision": seen}
    client.post(reverse("theories:link_edit", args=[dar_taliba.pk, key]), sent)
    link = Link.objects.get(key=key)
    assert (link.assumption, link.confidence) == ("La route est ouverte", "high")


def test_a_conflict_is_shown_side_by_side_and_the_rest_is_merged(client, chain, dar_taliba, amina, omar):
    key, seen = chain["House"].key, Theory.objects.get().revision
    edit_node(
        initiative=dar_taliba, key=key, said={"title": "Loger et nourrir", "effect": "negative"}, by=omar
    )
    client.force_login(amina)
    client.cookies["language"] = "en"
    page = client.get(reverse("theories:node_edit", args=[dar_taliba.pk, key])).context["form"]
    sent = {**page.initial, "title": "Loger et transporter", "effect": "intended", "revision": seen}
    answer = client.post(reverse("theories:node_edit", args=[dar_taliba.pk, key]), sent)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert [texts for _label, *texts in answer.context["disagreements"]] == [
        ["title", "House", "Loger et nourrir", "Loger et transporter"]
    ]
    assert html.index("Omar saved") < html.index("You wrote")
    # What Omar said of the effect, which Amina left alone, is in the form she saves next.
    assert answer.context["form"].data.getlist("effect") == ["negative"]
    assert answer.context["form"].data.getlist("revision") == [seen + 1]


def test_lists_and_dimensions_of_two_people_are_brought_together(chain, dar_taliba, amina, omar):
    """Each added a goal and said one dimension: all of it stands."""
    key, seen = chain["Finish"].key, Theory.objects.get().revision
    said = {"sdg": ["4"], "dimensions": {"scale": "96 filles"}}
    edit_node(initiative=dar_taliba, key=key, said=said, seen_revision=seen, by=omar)
    said = {"sdg": ["5"], "dimensions": {"depth": "Un cycle de plus"}}
    edit_node(initiative=dar_taliba, key=key, said=said, seen_revision=seen, by=amina)
    node = Node.objects.get(key=key)
    assert (node.sdg, node.dimensions) == (["4", "5"], {"scale": "96 filles", "depth": "Un cycle de plus"})


def test_one_dimension_two_people_wrote_is_a_conflict_of_that_one(client, chain, dar_taliba, amina, omar):
    key, seen = chain["Finish"].key, Theory.objects.get().revision
    edit_node(
        initiative=dar_taliba, key=key, said={"dimensions": {"scale": "96", "depth": "Un cycle"}}, by=omar
    )
    client.force_login(amina)
    sent = {"scale": "120", "importance": "", "revision": seen}
    answer = client.post(reverse("theories:node_dimensions", args=[dar_taliba.pk, key]), sent)
    assert answer.status_code == 409
    assert [texts for _label, *texts in answer.context["disagreements"]] == [["scale", "", "96", "120"]]
    assert answer.context["form"].data.getlist("depth") == ["Un cycle"]
