import pytest
from django.urls import reverse

from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.theories import examples
from miqyas_web.theories.actions.examples import copy_theory
from miqyas_web.theories.actions.nodes import edit_node, move_nodes
from miqyas_web.theories.actions.versions import create_version
from miqyas_web.theories.models import Link, Node, Risk, Stakeholder
from miqyas_web.theories.queries import map_for, reading_of

KINDS = (Risk, Link, Node, Stakeholder)


def test_a_version_holds_the_theory_and_its_fingerprint(chain, dar_taliba, amina):
    move_nodes(initiative=dar_taliba, moves={chain["House"].key: (1.0, 2.0)}, by=amina)
    version = create_version(initiative=dar_taliba, reason="Adoptée", by=amina)
    theory_map = map_for(dar_taliba)
    assert (version.number, version.author, version.sha256) == (1, amina, theory_map.graph.sha256())
    assert version.content == {
        "theory": theory_map.graph.to_dict(),
        "places": {chain["House"].key: [1.0, 2.0]},
    }
    assert AuditEvent.objects.get(verb="theory_version_created").facts == {
        "number": 1,
        "sha256": version.sha256,
    }


def test_a_version_does_not_follow_the_theory(chain, dar_taliba, amina):
    version = create_version(initiative=dar_taliba, reason="Adoptée", by=amina)
    edit_node(initiative=dar_taliba, key=chain["House"].key, said={"title": "Loger"}, by=amina)
    second = create_version(initiative=dar_taliba, reason="Après le pilote", by=amina)
    reading = reading_of(version.theory, 2)
    assert second.number == 2
    assert [(line.kind, line.part, line.before, line.after) for line in reading.lines] == [
        ("changed", "Loger", "House", "Loger")
    ]
    assert ">House<" in reading_of(version.theory, 1).svg


def test_a_version_of_nothing_the_same_or_without_reason_is_refused(chain, dar_taliba, amina):
    with pytest.raises(Unfit):
        create_version(initiative=dar_taliba, reason="  ", by=amina)
    create_version(initiative=dar_taliba, reason="Adoptée", by=amina)
    with pytest.raises(Refused):
        create_version(initiative=dar_taliba, reason="Encore", by=amina)
    Node.objects.all().delete()
    with pytest.raises(Refused):
        create_version(initiative=dar_taliba, reason="Vide", by=amina)


def test_versions_are_read_by_members_only(client, chain, dar_taliba, amina, request):
    create_version(initiative=dar_taliba, reason="Adoptée", by=amina)
    show = reverse("theories:version_show", args=[dar_taliba.pk, 1])
    create = reverse("theories:version_create", args=[dar_taliba.pk])
    for name, reads, keeps in (("youssef", 200, 409), ("salma", 404, 404)):
        client.force_login(request.getfixturevalue(name))
        assert client.get(show).status_code == reads
        assert client.post(create, {"reason": "x"}).status_code == keeps
    client.force_login(amina)
    assert client.get(reverse("theories:version_show", args=[dar_taliba.pk, 2])).status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_example_can_be_copied_whole(dar_taliba, amina, language):
    from django.utils.translation import override

    with override(language):
        found = examples.examples()
    assert len(found) >= 3
    for example in found:
        copy_theory(initiative=dar_taliba, example=example.theory, by=amina)
        for part in (kind for model in KINDS for kind in model.objects.all()):
            part.full_clean()
        assert map_for(dar_taliba).graph.to_dict() == example.theory.to_dict() | {"measured": []}
        for model in KINDS:
            model.objects.all().delete()


def test_an_example_does_not_mix_with_a_theory_begun(client, chain, dar_taliba, amina):
    client.force_login(amina)
    address = reverse("theories:example_copy", args=[dar_taliba.pk, "argan-cooperative"])
    assert client.post(address).status_code == 409
    assert Node.objects.count() == 3
    assert client.post(reverse("theories:example_copy", args=[dar_taliba.pk, "nothing"])).status_code == 404
