import pytest

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.indicators.models import Indicator
from miqyas_web.theories.actions.links import create_link, delete_link, edit_link
from miqyas_web.theories.actions.nodes import arrange_nodes, create_node, delete_node, edit_node, move_nodes
from miqyas_web.theories.models import Link, Node, Theory, TheoryChange
from miqyas_web.theories.rules import MOST_NODES, Gone, Overtaken
from tests import web_cast


@pytest.fixture
def omar(tifawin):
    return web_cast.member("Omar", tifawin, role=Role.CONTRIBUTOR)


def verbs():
    return list(AuditEvent.objects.order_by("position").values_list("verb", flat=True))


def test_the_first_element_starts_the_theory(dar_taliba, amina, tifawin):
    node = create_node(
        initiative=dar_taliba, said={"level": "impact", "title": " Finir  le collège "}, by=amina
    )
    assert (node.title, node.theory.initiative, node.theory.revision) == ("Finir le collège", dar_taliba, 1)
    assert verbs() == ["initiative_created", "theory_started", "theory_node_created"]
    last = AuditEvent.objects.get(verb="theory_node_created")
    assert (last.organisation_id, last.facts) == (tifawin.pk, {"revision": 1, "keys": [node.key]})


def test_every_change_leaves_one_trace_and_one_revision(chain, dar_taliba, amina):
    before = AuditEvent.objects.count()
    key, link = chain["House"].key, chain["House-Attend"].key
    edit_node(initiative=dar_taliba, key=key, said={"title": "Loger"}, by=amina)
    edit_link(initiative=dar_taliba, key=link, said={"assumption": "La route est ouverte"}, by=amina)
    move_nodes(initiative=dar_taliba, moves={key: (10.0, 20.0)}, by=amina)
    arrange_nodes(initiative=dar_taliba, by=amina)
    delete_link(initiative=dar_taliba, key=link, by=amina)
    delete_node(initiative=dar_taliba, key=key, by=amina)
    assert verbs()[before:] == [
        "theory_node_edited", "theory_link_edited", "theory_node_moved", "theory_node_moved",
        "theory_link_deleted", "theory_node_deleted",
    ]  # fmt: skip
    theory = Theory.objects.get()
    assert theory.revision == 5 + 6
    assert list(theory.changes.order_by("revision").values_list("revision", flat=True)) == list(range(1, 12))


def test_saying_the_same_again_changes_nothing(chain, dar_taliba, amina):
    before = AuditEvent.objects.count()
    edit_node(initiative=dar_taliba, key=chain["House"].key, said={"title": "House"}, by=amina)
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("who", ["youssef", "salma"])
def test_who_may_not_describe_is_refused(request, chain, dar_taliba, who):
    by = request.getfixturevalue(who)
    key = chain["House"].key
    for act in (
        lambda: create_node(initiative=dar_taliba, said={"level": "output", "title": "x"}, by=by),
        lambda: edit_node(initiative=dar_taliba, key=key, said={"title": "x"}, by=by),
        lambda: delete_node(initiative=dar_taliba, key=key, by=by),
        lambda: move_nodes(initiative=dar_taliba, moves={key: (0, 0)}, by=by),
    ):
        with pytest.raises(Refused):
            act()
    assert [node.title for node in Node.objects.order_by("pk")] == ["House", "Attend", "Finish"]


def test_an_element_without_title_is_unfit(dar_taliba, amina):
    with pytest.raises(Unfit):
        create_node(initiative=dar_taliba, said={"level": "output", "title": "\x00 \t"}, by=amina)
    assert not Node.objects.exists()


def test_a_loop_a_double_and_a_missing_end_are_refused(chain, dar_taliba, amina):
    house, attend = chain["House"].key, chain["Attend"].key
    for source, target in ((house, house), (house, attend), (house, "nothing")):
        with pytest.raises(Refused):
            create_link(initiative=dar_taliba, source=source, target=target, by=amina)
    assert Link.objects.count() == 2


def test_a_link_to_an_element_of_another_theory_is_refused(chain, dar_taliba, amina, salma):
    from miqyas_web.initiatives.actions import create_initiative

    other = create_initiative(
        organisation=salma.memberships.get().organisation, description={"title": "Autre"}, by=salma
    )
    foreign = create_node(initiative=other, said={"level": "output", "title": "Ailleurs"}, by=salma)
    with pytest.raises(Gone):
        create_link(initiative=dar_taliba, source=chain["House"].key, target=foreign.key, by=amina)


def test_a_theory_does_not_grow_for_ever(dar_taliba, amina):
    create_node(initiative=dar_taliba, said={"level": "output", "title": "first"}, by=amina)
    theory = Theory.objects.get()
    Node.objects.bulk_create(Node(theory=theory, level="output", title=str(n)) for n in range(MOST_NODES - 1))
    with pytest.raises(Refused):
        create_node(initiative=dar_taliba, said={"level": "output", "title": "one more"}, by=amina)


def test_a_change_of_someone_else_meanwhile_is_shown(chain, dar_taliba, amina, omar):
    seen, key = Theory.objects.get().revision, chain["House"].key
    edit_node(initiative=dar_taliba, key=key, said={"title": "Omar"}, seen_revision=seen, by=omar)
    with pytest.raises(Overtaken) as refusal:
        edit_node(initiative=dar_taliba, key=key, said={"title": "Amina"}, seen_revision=seen, by=amina)
    assert refusal.value.who == "Omar"
    assert Node.objects.get(key=key).title == "Omar"


def test_changes_of_different_elements_merge(chain, dar_taliba, amina, omar):
    seen = Theory.objects.get().revision
    edit_node(
        initiative=dar_taliba, key=chain["House"].key, said={"title": "Omar"}, seen_revision=seen, by=omar
    )
    edit_node(
        initiative=dar_taliba, key=chain["Attend"].key, said={"title": "Amina"}, seen_revision=seen, by=amina
    )
    assert {node.title for node in Node.objects.all()} == {"Omar", "Amina", "Finish"}


def test_moving_an_element_is_no_conflict_with_rewriting_it(chain, dar_taliba, amina, omar):
    seen, key = Theory.objects.get().revision, chain["House"].key
    move_nodes(initiative=dar_taliba, moves={key: (1.0, 2.0)}, by=omar)
    edit_node(initiative=dar_taliba, key=key, said={"title": "Amina"}, seen_revision=seen, by=amina)
    node = Node.objects.get(key=key)
    assert (node.title, node.x, node.y) == ("Amina", 1.0, 2.0)


def test_an_element_deleted_meanwhile_is_said_to_be_gone(chain, dar_taliba, amina, omar):
    delete_node(initiative=dar_taliba, key=chain["House"].key, by=omar)
    with pytest.raises(Gone):
        edit_node(initiative=dar_taliba, key=chain["House"].key, said={"title": "x"}, by=amina)


def test_an_element_that_an_indicator_measures_stays(chain, dar_taliba, amina):
    Indicator.objects.create(
        node=chain["Finish"], name="Taux d’achèvement", definition="x", unit="%", direction="increase",
        aggregation="ratio_of_sums", created_by=amina,
    )  # fmt: skip
    with pytest.raises(Refused, match="Taux d’achèvement"):
        delete_node(initiative=dar_taliba, key=chain["Finish"].key, by=amina)
    assert Node.objects.filter(key=chain["Finish"].key).exists()


def test_places_outside_any_drawing_are_refused(chain, dar_taliba, amina):
    for place in ((1e9, 0.0), (float("nan"), 0.0), (float("inf"), 0.0)):
        with pytest.raises(Unfit):
            move_nodes(initiative=dar_taliba, moves={chain["House"].key: place}, by=amina)
    assert TheoryChange.objects.filter(verb="node_moved").count() == 0
