import pytest

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation.errors import Refused
from miqyas_web.theories.actions.links import create_link, edit_link
from miqyas_web.theories.actions.nodes import create_node, delete_node, edit_node, move_nodes
from miqyas_web.theories.actions.undoing import undo_change
from miqyas_web.theories.models import Link, Node, Theory
from miqyas_web.theories.queries import map_for
from tests import web_cast


@pytest.fixture
def omar(tifawin):
    return web_cast.member("Omar", tifawin, role=Role.CONTRIBUTOR)


def said(initiative):
    """All that the theory says, to compare before and after."""
    return map_for(initiative).graph.to_dict()


def test_a_deleted_element_comes_back_with_its_links_and_keys(chain, dar_taliba, amina):
    edit_link(initiative=dar_taliba, key=chain["House-Attend"].key, said={"assumption": "La route"}, by=amina)
    before = said(dar_taliba)
    delete_node(initiative=dar_taliba, key=chain["Attend"].key, by=amina)
    assert (Node.objects.count(), Link.objects.count()) == (2, 0)
    undo_change(initiative=dar_taliba, by=amina)
    assert said(dar_taliba) == before


def test_undoing_all_goes_back_to_nothing(chain, dar_taliba, amina):
    for _ in range(5):
        undo_change(initiative=dar_taliba, by=amina)
    assert not Node.objects.exists()
    with pytest.raises(Refused):
        undo_change(initiative=dar_taliba, by=amina)


def test_undoing_keeps_what_others_did_elsewhere(chain, dar_taliba, amina, omar):
    edit_node(initiative=dar_taliba, key=chain["House"].key, said={"title": "Amina"}, by=amina)
    edit_node(initiative=dar_taliba, key=chain["Attend"].key, said={"title": "Omar"}, by=omar)
    move_nodes(initiative=dar_taliba, moves={chain["House"].key: (5.0, 5.0)}, by=omar)
    undo_change(initiative=dar_taliba, by=amina)
    assert [(node.title, node.x) for node in Node.objects.order_by("pk")] == [
        ("House", 5.0), ("Omar", None), ("Finish", None),
    ]  # fmt: skip


def test_undoing_what_someone_rewrote_is_refused(chain, dar_taliba, amina, omar):
    edit_node(initiative=dar_taliba, key=chain["House"].key, said={"title": "Amina"}, by=amina)
    edit_node(initiative=dar_taliba, key=chain["House"].key, said={"title": "Omar"}, by=omar)
    with pytest.raises(Refused, match="Omar"):
        undo_change(initiative=dar_taliba, by=amina)
    assert Node.objects.get(key=chain["House"].key).title == "Omar"


def test_undoing_an_element_that_others_linked_is_refused(chain, dar_taliba, amina, omar):
    late = create_node(initiative=dar_taliba, said={"level": "impact", "title": "Late"}, by=amina)
    create_link(initiative=dar_taliba, source=chain["Finish"].key, target=late.key, by=omar)
    with pytest.raises(Refused, match="Late"):
        undo_change(initiative=dar_taliba, by=amina)
    assert Node.objects.filter(key=late.key).exists()


def test_a_deletion_whose_link_was_made_anew_is_not_undone_by_halves(chain, dar_taliba, amina, omar):
    delete_node(initiative=dar_taliba, key=chain["House"].key, by=amina)
    delete_node(initiative=dar_taliba, key=chain["Attend"].key, by=omar)
    before, revision = said(dar_taliba), Theory.objects.get().revision
    with pytest.raises(Refused):
        undo_change(initiative=dar_taliba, by=amina)
    assert said(dar_taliba) == before
    assert Theory.objects.get().revision == revision
