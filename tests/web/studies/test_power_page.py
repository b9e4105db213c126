"""How many people: the page answers in words, in three languages, keeps nothing but what is kept on purpose."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.studies import actions, queries, science
from miqyas_web.studies.forms import PowerForm, initial_of
from miqyas_web.studies.forms.power import DESIGNS
from miqyas_web.studies.models import SampleSize
from tests import web_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative(tifawin, amina):
    return web_cast.initiative(tifawin, amina)


def page(client, person, initiative, **asked):
    client.force_login(person)
    return client.get(reverse("studies:power_show", args=[initiative.pk]), asked)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def sized(**asked):
    form = PowerForm(asked)
    assert form.is_valid(), form.errors
    return science.size_study(form.asked(), draw=False)


def test_the_page_opens_with_an_example_answered(client, amina, initiative):
    response = page(client, amina, initiative)
    assert response.status_code == 200
    said = text_of(response)
    assert "Il faut 253 personnes par groupe, soit 506 en tout." in said
    assert "Ces chiffres sont un exemple" in said
    assert response.content.count(b"<svg") >= 2


@pytest.mark.parametrize(("asked", "said"), [
    ({"effect": "0,5", "sd": "1"}, "Il faut 64 personnes par groupe, soit 128 en tout."),
    ({"effect": "٠٫٥", "sd": "1", "treated_share": "25"}, "avec le programme et"),
    ({"outcome": "share", "share": "30", "effect_points": "10"}, "Il faut 356 personnes par groupe"),
    ({"grouped": "yes", "effect": "0.3", "sd": "1", "icc": "0.05", "cluster_size": "20"}, "Il faut 38 villages"),
    ({"ask": "effect", "n": "128", "sd": "1", "unit": ""}, "Le plus petit effet que vous verriez est de 0,499."),
    ({"ask": "effect", "outcome": "share", "share": "30", "n": "712"}, "points de pourcentage."),
    ({"ask": "power", "n": "128", "effect": "0.5", "sd": "1"}, "80 chances sur 100"),
    ({"ask": "budget", "grouped": "yes", "icc": "0.05", "sd": "1", "budget": "200000"}, "Coût de cette taille"),
    ({"design": "stepped-wedge", "effect": "0.3", "sd": "1", "cluster_size": "10"}, "commencent à chacune des 4 dates"),
    ({"design": "its", "effect": "2", "sd": "1"}, "périodes avant et"),
])  # fmt: skip
def test_the_answer_comes_first(client, amina, initiative, asked, said):
    response = page(client, amina, initiative, **asked)
    assert response.status_code == 200
    assert said in text_of(response)


@pytest.mark.parametrize("design", [key for key, _ in DESIGNS])
@pytest.mark.parametrize("ask", ["size", "effect", "power", "budget"])
@pytest.mark.parametrize("outcome", ["quantity", "share"])
def test_each_design_answers_each_question_with_the_figures_of_the_example(design, ask, outcome):
    found = sized(design=design, ask=ask, outcome=outcome, grouped="yes", n="4000", clusters="200")
    assert found.asked == {"size": "size", "effect": "effect", "power": "power", "budget": "effect"}[ask]
    assert found.row["n"] > 0
    assert set(found.sentence) == {"fr", "ar", "en"}


def test_what_the_design_does_not_use_is_not_asked():
    assert "steps" not in PowerForm({"design": "itt"}).fields
    assert "icc" not in PowerForm({"design": "itt", "grouped": "no"}).fields
    assert {"steps", "icc"} <= set(PowerForm({"design": "stepped-wedge"}).fields)
    assert "grouped" not in PowerForm({"design": "stepped-wedge"}).fields
    assert PowerForm({"design": "?"}).is_valid() is False


@pytest.mark.parametrize(("asked", "said"), [
    ({"effect": ""}, "Effet à voir"), ({"effect": "beaucoup"}, "Effet à voir"), ({"effect": "0"}, "« effet » vaut 0"),
    ({"outcome": "share", "share": "95", "effect_points": "10"}, "« effet »"),
    ({"ask": "budget", "budget": "10"}, "budget"), ({"ask": "power", "n": "2"}, "« nombre » vaut 2"),
])  # fmt: skip
def test_what_cannot_be_answered_is_said(client, amina, initiative, asked, said):
    response = page(client, amina, initiative, **asked)
    assert response.status_code == 422
    assert said in text_of(response)


@pytest.mark.parametrize(("language", "said"), [
    ("fr", "Il faut 64 personnes par groupe"), ("ar", "العدد اللازم من الأشخاص: 64 في كل مجموعة"), ("en", "You need 64 people in each group"),
])  # fmt: skip
def test_the_page_speaks(client, amina, initiative, language, said):
    client.force_login(amina)
    here = reverse("studies:power_show", args=[initiative.pk])
    shown = client.get(here, {"effect": "0.5", "sd": "1"}, headers={"Accept-Language": language})
    assert said in text_of(shown)


def test_htmx_is_given_the_part_it_asks_for(client, amina, initiative):
    client.force_login(amina)
    here = reverse("studies:power_show", args=[initiative.pk])
    answer = client.get(here, headers={"HX-Request": "true", "HX-Target": "power-answer"}).content.decode()
    assert answer.strip().startswith('<section class="power-answer')
    whole = client.get(here, headers={"HX-Request": "true", "HX-Target": "power-whole"}).content.decode()
    assert whole.strip().startswith('<div class="power" id="power-whole"')
    assert 'id="power-answer"' in whole
    assert "</html>" not in whole


def test_a_stranger_sees_nothing(client, salma, initiative):
    assert page(client, salma, initiative).status_code == 404


def test_a_size_is_kept_with_its_reason_and_a_trace(client, amina, initiative):
    study = web_cast.draft_study(initiative, amina)
    client.force_login(amina)
    sent = {
        "design": "itt",
        "effect": "0,5",
        "sd": "1",
        "unit": "",
        "study": study.pk,
        "why": "Enquête de 2024.",
    }
    response = client.post(reverse("studies:sample_size_keep", args=[initiative.pk]), sent)
    kept = SampleSize.objects.get()
    assert response.status_code == 302
    assert (kept.study, kept.why, kept.kept_by) == (study, "Enquête de 2024.", amina)
    assert (kept.result["n"], kept.asked["effect"]) == (128, "0,5")
    event = AuditEvent.objects.order_by("position").last()
    assert (event.verb, event.facts["n"]) == ("sample_size_kept", 128)
    shown = text_of(client.get(response["Location"].split("#")[0]))
    assert "Enquête de 2024." in shown
    assert "128" in shown
    with translation.override("ar"):
        assert "يلزم" in kept.said


def test_a_size_without_reason_is_not_kept(client, amina, initiative):
    client.force_login(amina)
    response = client.post(
        reverse("studies:sample_size_keep", args=[initiative.pk]), {"effect": "0.5", "sd": "1", "why": ""}
    )
    assert response.status_code == 422
    assert SampleSize.objects.count() == 0


def test_a_reader_keeps_nothing(client, youssef, initiative):
    client.force_login(youssef)
    sent = {"effect": "0.5", "sd": "1", "why": "x"}
    response = client.post(reverse("studies:sample_size_keep", args=[initiative.pk]), sent)
    assert response.status_code in {403, 404, 409}
    found = sized(effect="0.5", sd="1")
    with pytest.raises(Refused):
        actions.keep_sample_size(
            initiative=initiative, by=youssef, asked={}, sized=found, why="x", study=None
        )
    assert SampleSize.objects.count() == 0
    assert "Garder cette taille" not in text_of(page(client, youssef, initiative))


def test_figures_come_from_a_frozen_dataset(client, amina, initiative):
    version = web_cast.frozen_trial(initiative, amina)
    chosen = page(client, amina, initiative, dataset=version.pk)
    assert "borrowed" in text_of(chosen)
    measured = page(
        client, amina, initiative, dataset=version.pk, outcome_column="borrowed", group_column="village"
    )
    said = measured.content.decode()
    assert "de la variance est entre groupes" in said
    assert "cluster_size=8" in said
    refused = page(
        client, amina, initiative, dataset=version.pk, outcome_column="borrowed", group_column="age"
    )
    assert "groupes" in text_of(refused)


def test_the_page_costs_the_same_for_one_size_kept_and_three(client, amina, initiative):
    client.force_login(amina)
    found, here = sized(effect="0.5", sd="1"), reverse("studies:power_show", args=[initiative.pk])

    def keep():
        actions.keep_sample_size(initiative=initiative, by=amina, asked={}, sized=found, why="x", study=None)

    keep()
    once = web_cast.queries_of(client, here)
    keep()
    keep()
    assert web_cast.queries_of(client, here) == once
    assert queries.sample_sizes_of(amina, initiative=initiative).count() == 3


def test_a_plan_proposes_the_size_kept_with_its_study(client, amina, initiative):
    study = web_cast.draft_study(initiative, amina)
    assert initial_of(study)["sample_size"] == ""
    actions.keep_sample_size(
        initiative=initiative,
        by=amina,
        asked={},
        sized=sized(effect="0.5", sd="1"),
        why="Enquête de 2024.",
        study=study,
    )
    proposed = initial_of(study)["sample_size"]
    assert "128" in proposed
    assert proposed.endswith("Enquête de 2024.")
    study.sample_size = "Déjà dit."
    assert initial_of(study)["sample_size"] == "Déjà dit."
    assert queries.size_to_cite(initiative) == ""
