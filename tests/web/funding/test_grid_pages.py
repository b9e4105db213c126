"""A grid, from the library to a frozen version, and what the published test says of impact in it."""

import pytest
from django.urls import reverse

from miqyas_web.funding.actions import grids as actions
from miqyas_web.funding.models import GridVersion
from miqyas_web.funding.science import grids as science
from tests import web_cast
from tests.web.funding import situations

pytestmark = pytest.mark.django_db
LANGUAGES = ("fr", "ar", "en")


@pytest.fixture
def funder():
    return situations.a_funder()


@pytest.fixture
def people(funder):
    return situations.people_of(funder)


@pytest.fixture
def draft(funder, people):
    return actions.create_grid(organisation=funder, title="Eau", start="foundation", by=people[0])


def criterion(**changes):
    sent = {
        "revision": 0, "judges": "", "weight": "10", "gate": "",
        **{f"label_{code}": "Sobriété" for code in LANGUAGES},
        "level-0-value": "1", "level-1-value": "5",
        **{f"level-0-anchor_{code}": "Le projet gaspille l'eau." for code in LANGUAGES},
        **{f"level-1-anchor_{code}": "Le projet épargne l'eau." for code in LANGUAGES},
    }  # fmt: skip
    return sent | changes


def test_a_grid_of_the_library_is_sound_and_determining(draft):
    assert science.findings_in(draft.content, title="Eau") == []
    found = science.impact_of(draft.content)
    assert (found["integrates"], found["strength"], found["points"]) == (True, "determining", 100)
    assert found["share_of_weight"] == 0.6


def test_a_grid_begins_from_its_page_and_is_published(client, funder, people):
    client.force_login(people[0])
    sent = {"organisation": funder.pk, "title": "Petits", "start": "acceleration"}
    answer = client.post(reverse("funding:grid_create"), sent)
    version = GridVersion.objects.get()
    assert answer.headers["Location"] == reverse("funding:grid_show", args=[version.pk])
    assert client.get(answer.headers["Location"]).status_code == 200
    assert client.post(reverse("funding:grid_publish", args=[version.pk])).status_code == 302
    version.refresh_from_db()
    assert (version.state, version.impact["strength"]) == ("published", "determining")
    assert version.sha256 == science.sha256_of(version.content)
    assert (
        client.post(
            reverse("funding:grid_edit", args=[version.pk]), {"revision": 1, "title": "X"}
        ).status_code
        == 409
    )


def test_a_criterion_is_written_in_plain_fields(client, draft, people):
    client.force_login(people[1])
    address = reverse("funding:criterion_edit", args=[draft.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, criterion()).status_code == 302
    draft.refresh_from_db()
    assert draft.content["criteria"][-1]["key"] == "c1"
    assert [level["value"] for level in draft.content["criteria"][-1]["levels"]] == [1, 5]
    assert client.post(address, criterion()).status_code == 409
    one_level = criterion(revision=1) | {"level-1-value": "1"}
    assert client.post(address, one_level).status_code == 422
    edit = reverse("funding:criterion_edit", args=[draft.pk, "c1"])
    assert client.post(edit, criterion(revision=1, weight="12,5")).status_code == 302
    draft.refresh_from_db()
    assert draft.content["criteria"][-1]["weight"] == 12.5
    assert client.post(reverse("funding:criterion_delete", args=[draft.pk, "c1"])).status_code == 302
    draft.refresh_from_db()
    assert "c1" not in [one["key"] for one in draft.content["criteria"]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weight": "0", "gate": "9"}, "9"),
        ({"level-0-anchor_ar": ""}, "ar"),
    ],
)
def test_what_is_unsound_keeps_a_grid_from_being_published(client, draft, people, change, words):
    client.force_login(people[0])
    client.post(reverse("funding:criterion_edit", args=[draft.pk]), criterion(**change))
    page = client.get(reverse("funding:grid_show", args=[draft.pk]))
    assert page.context["n_blocking"] == 1
    assert words in page.context["findings"][0].text
    assert client.post(reverse("funding:grid_publish", args=[draft.pk])).status_code == 409
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_grid_that_weighs_nothing_is_refused(draft, people):
    content = {
        "criteria": [situations.a_criterion("theory", weight=0, gate=3)],
        "tie_breaks": [],
        "total_gate": None,
    }
    draft.content = content
    draft.save()
    assert next(each.blocks for each in science.findings_in(content, title="Eau")) is True


def test_what_parts_ties_is_said_beforehand(client, draft, people):
    client.force_login(people[1])
    address = reverse("funding:grid_edit", args=[draft.pk])
    assert client.get(address).status_code == 200
    sent = {"revision": 0, "title": "Eau et forêts", "total_gate": "60", "tie-1": "need", "tie-2": "need"}
    assert client.post(address, sent).status_code == 302
    draft.refresh_from_db()
    assert (draft.content["tie_breaks"], draft.content["total_gate"]) == (["need"], 60)
    assert draft.grid.title == "Eau et forêts"


def test_a_new_version_leaves_the_published_one_as_it_was(client, draft, people):
    published = actions.publish_grid(version=draft, by=people[0])
    client.force_login(people[0])
    assert client.post(reverse("funding:grid_revise", args=[published.pk])).status_code == 302
    assert client.post(reverse("funding:grid_revise", args=[published.pk])).status_code == 409
    second = GridVersion.objects.get(number=2)
    assert (second.state, second.content) == ("draft", published.content)
    assert client.post(reverse("funding:grid_retire", args=[published.pk])).status_code == 302
    published.refresh_from_db()
    assert published.state == "retired"
    assert client.post(reverse("funding:grid_retire", args=[second.pk])).status_code == 409


def test_who_may_not_is_refused_and_a_stranger_finds_nothing(client, draft, people):
    client.force_login(people[2])
    assert client.get(reverse("funding:grid_show", args=[draft.pk])).status_code == 200
    assert client.get(reverse("funding:grid_edit", args=[draft.pk])).status_code == 409
    client.force_login(people[1])
    assert client.post(reverse("funding:grid_publish", args=[draft.pk])).status_code == 409
    client.force_login(web_cast.person("Salma"))
    for name in ("grid_show", "grid_edit", "criterion_edit"):
        assert client.get(reverse(f"funding:{name}", args=[draft.pk])).status_code == 404


def test_the_list_costs_the_same_for_one_grid_and_three(client, funder, draft, people):
    client.force_login(people[0])
    one = web_cast.queries_of(client, reverse("funding:grid_list"))
    for title in ("Deux", "Trois"):
        situations.a_grid(funder, title=title)
    assert web_cast.queries_of(client, reverse("funding:grid_list")) == one
