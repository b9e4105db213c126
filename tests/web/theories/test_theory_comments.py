"""Discussions on the elements and links of a theory."""

import pytest
from django.urls import reverse

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.theories import desk
from miqyas_web.theories.actions.comments import reopen_comment, resolve_comment, write_comment
from miqyas_web.theories.actions.nodes import delete_node
from miqyas_web.theories.actions.undoing import undo_change
from miqyas_web.theories.models import Comment, Theory
from miqyas_web.theories.queries.comments import open_counts
from miqyas_web.theories.rules import Gone
from tests import web_cast


@pytest.fixture
def omar(tifawin):
    return web_cast.member("Omar", tifawin, role=Role.CONTRIBUTOR)


@pytest.fixture
def said(chain, dar_taliba, amina, youssef):
    """Amina asks on House, and calls Youssef, who only reads."""
    return write_comment(
        initiative=dar_taliba,
        on=("node", chain["House"].key),
        text="Combien de filles ?",
        mentioned=[youssef.pk],
        by=amina,
    )


def counts():
    return open_counts(Theory.objects.get())


def test_a_reader_answers_who_called_them(said, chain, dar_taliba, youssef, amina):
    [action] = desk.calls_for(youssef)
    assert ("Amina" in str(action.title), action.why) == (True, "Combien de filles ?")
    assert action.href.endswith(f"/comments/node/{chain['House'].key}/")
    write_comment(
        initiative=dar_taliba, on=("node", chain["House"].key), text="96", answers_to=said.pk, by=youssef
    )
    assert desk.calls_for(youssef) == []
    assert counts() == {chain["House"].key: 2}
    told = AuditEvent.objects.filter(verb="theory_comment_written").order_by("position")
    assert [(event.person_name, event.facts["mentioned"]) for event in told] == [
        ("Amina", [youssef.pk]), ("Youssef", []),
    ]  # fmt: skip


def test_a_discussion_is_closed_with_its_reason_and_opened_again(said, dar_taliba, amina, omar, youssef):
    with pytest.raises(Unfit):
        resolve_comment(initiative=dar_taliba, comment_id=said.pk, reason="  ", by=amina)
    resolve_comment(initiative=dar_taliba, comment_id=said.pk, reason="96, dit la commune", by=omar)
    said.refresh_from_db()
    assert (said.resolved_by, said.resolution, said.resolved_at is None) == (
        omar,
        "96, dit la commune",
        False,
    )
    assert (counts(), desk.calls_for(youssef)) == ({}, [])
    with pytest.raises(Refused):
        resolve_comment(initiative=dar_taliba, comment_id=said.pk, reason="encore", by=amina)
    with pytest.raises(Refused):
        write_comment(
            initiative=dar_taliba, on=("node", said.part_key), text="x", answers_to=said.pk, by=amina
        )
    reopen_comment(initiative=dar_taliba, comment_id=said.pk, by=youssef)
    assert counts() == {said.part_key: 1}
    with pytest.raises(Refused):
        reopen_comment(initiative=dar_taliba, comment_id=said.pk, by=youssef)


def test_a_reader_closes_only_what_they_began(said, chain, dar_taliba, youssef):
    with pytest.raises(Refused):
        resolve_comment(initiative=dar_taliba, comment_id=said.pk, reason="Clos", by=youssef)
    own = write_comment(
        initiative=dar_taliba, on=("link", chain["House-Attend"].key), text="Et l’hiver ?", by=youssef
    )
    resolve_comment(initiative=dar_taliba, comment_id=own.pk, reason="La route ferme peu", by=youssef)
    assert Comment.objects.get(pk=own.pk).resolved_by == youssef


def test_strangers_neither_write_nor_are_called(said, chain, dar_taliba, salma, amina):
    with pytest.raises(Refused):
        write_comment(initiative=dar_taliba, on=("node", chain["House"].key), text="x", by=salma)
    comment = write_comment(
        initiative=dar_taliba, on=("node", chain["House"].key), text="x", mentioned=[salma.pk], by=amina
    )
    assert list(comment.mentioned.all()) == []


def test_what_is_no_part_of_the_theory_takes_no_comment(said, chain, dar_taliba, amina):
    for on in (("node", "nothing"), ("link", chain["House"].key), ("node", chain["House-Attend"].key)):
        with pytest.raises(Gone):
            write_comment(initiative=dar_taliba, on=on, text="x", by=amina)
    with pytest.raises(Gone):  # an answer stands where the question does
        write_comment(
            initiative=dar_taliba, on=("node", chain["Attend"].key), text="x", answers_to=said.pk, by=amina
        )


def test_comments_of_a_deleted_element_return_with_it(said, chain, dar_taliba, amina):
    delete_node(initiative=dar_taliba, key=chain["House"].key, by=amina)
    undo_change(initiative=dar_taliba, by=amina)
    assert counts() == {chain["House"].key: 1}


def address(name, initiative, *args):
    return reverse(f"theories:{name}", args=[initiative.pk, *args])


def test_a_discussion_by_the_page_alone(client, said, chain, dar_taliba, youssef, amina):
    client.force_login(youssef)
    client.cookies["language"] = "en"
    here = address("comment_list", dar_taliba, "node", chain["House"].key)
    html = client.get(here).content.decode()
    assert "Combien de filles ?" in html
    assert "How it ends" not in html  # a reader does not close what others began
    answer = client.post(here, {"text": "96", "answers_to": said.pk})
    assert (answer.status_code, answer.headers["Location"]) == (302, here)
    assert client.post(here, {"text": " "}).status_code == 422
    client.force_login(amina)
    close = address("comment_resolve", dar_taliba, said.pk)
    sent = {"kind": "node", "key": chain["House"].key}
    assert client.post(close, sent | {"reason": ""}).status_code == 422
    assert client.post(close, sent | {"reason": "96"}).status_code == 302
    assert "Closed by Amina" in client.get(here).content.decode()
    client.post(close, {"reopen": "1"})
    assert Comment.objects.get(pk=said.pk).resolved_at is None


def test_counts_stand_in_the_list_and_on_the_drawing(client, said, chain, dar_taliba, amina, youssef):
    client.force_login(amina)
    client.cookies["language"] = "en"
    html = client.get(address("theory_edit", dar_taliba)).content.decode()
    assert '<span class="num">1</span> <span class="visually-hidden">comment</span>' in html
    graph = client.get(address("theory_graph", dar_taliba)).json()
    assert [node["comments"] for node in graph["nodes"]] == [1, 0, 0]
    again = client.get(address("theory_graph", dar_taliba), {"since": graph["stamp"]})
    assert again.status_code == 204
    write_comment(initiative=dar_taliba, on=("link", chain["House-Attend"].key), text="?", by=youssef)
    news = client.get(address("theory_graph", dar_taliba), {"since": graph["stamp"]}).json()
    assert ([link["comments"] for link in news["links"]], news["revision"]) == ([1, 0], graph["revision"])


def test_strangers_are_told_there_is_nothing(client, said, chain, dar_taliba, salma):
    client.force_login(salma)
    here = address("comment_list", dar_taliba, "node", chain["House"].key)
    assert client.get(here).status_code == 404
    assert client.post(here, {"text": "x"}).status_code == 404
    assert client.post(address("comment_resolve", dar_taliba, said.pk), {"reason": "x"}).status_code == 404
    assert Comment.objects.count() == 1
