"""The script of cleaning on the platform: added, previewed, refused, taken back, replayed; answers never change."""

import json

import pytest
from django.urls import reverse

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.surveys.actions.cleaning import StepSaid, add_step, script_file, take_back_step
from miqyas_web.surveys.actions.receiving import receive
from miqyas_web.surveys.enums import StepKind
from miqyas_web.surveys.models import CleaningStep, Submission
from miqyas_web.surveys.queries.cleaning import laid, steps_of
from miqyas_web.surveys.science.cleaning import StepsRefused, cleaned, steps_in
from tests import web_cast
from tests.web.surveys import situations

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(tifawin, amina):
    survey = situations.published_survey(web_cast.initiative(tifawin, amina), amina)
    for number, age in enumerate(("104", "34", "51"), 1):
        send(survey, instance_id=f"uuid:{number}", age=age, chef=f"Fatima {number}")
    return survey


def send(survey, **answers):
    return receive(survey=survey, xml=situations.answer_xml(**answers), origin="phone").submission


def address(name, survey, *more):
    return reverse(f"surveys:{name}", args=[survey.initiative_id, survey.pk, *more])


def replace(column="age", key="uuid:1", value="40", **more):
    selection = {"keys": [key]}
    return StepSaid(StepKind.REPLACE, "Faute de frappe", "", column, selection, {"value": value}, **more)


def ages(survey):
    return cleaned(laid(survey).tables, steps_of(survey)).tables[""]["age"]


def test_a_step_changes_tables_and_no_answer(survey, amina):
    before = list(Submission.objects.values_list("xml", "sha256").order_by("pk"))
    step = add_step(survey=survey, said=replace(), by=amina)
    assert step.change == {"value": "40", "was": 104}
    assert ages(survey) == [40, 34, 51]
    assert list(Submission.objects.values_list("xml", "sha256").order_by("pk")) == before
    assert AuditEvent.objects.get(verb="cleaning_step_added").facts == {
        "reason": "Faute de frappe",
        "n_changed": 1,
    }


def test_the_script_is_replayed_to_the_same_bytes(survey, amina):
    add_step(survey=survey, said=replace(), by=amina)
    recode = StepSaid(StepKind.RECODE, "Regroupement", "", "eau", {}, {"codes": {"puits": "reseau"}})
    add_step(survey=survey, said=recode, by=amina)
    written = script_file(survey=survey, by=amina)
    assert script_file(survey=survey, by=amina) == written
    from miqyas_web.surveys.science import cleaning

    replayed = cleaning.carried_out(laid(survey).tables, steps_in(written)).tables
    ours = cleaned(laid(survey).tables, steps_of(survey)).tables
    assert json.dumps(replayed, default=str) == json.dumps(ours, default=str)
    assert ours[""]["eau"] == ["reseau"] * 3


def test_a_correction_makes_a_step_refused_by_name(survey, amina):
    add_step(survey=survey, said=replace(), by=amina)
    send(survey, instance_id="uuid:9", deprecated_id="uuid:1", age="41")
    with pytest.raises(StepsRefused, match="uuid:1"):
        ages(survey)


def test_a_step_taken_back_is_carried_out_no_more(survey, amina, youssef):
    first = add_step(survey=survey, said=replace(), by=amina)
    with pytest.raises(Refused):
        take_back_step(step=first, by=youssef)
    take_back_step(step=first, by=amina)
    assert ages(survey) == [104, 34, 51]
    with pytest.raises(Refused):
        take_back_step(step=first, by=amina)
    second = add_step(survey=survey, said=replace(value="41"), by=amina)
    assert second.position == 2


def test_a_step_others_need_is_not_taken_back(survey, amina):
    first = add_step(survey=survey, said=replace(), by=amina)
    add_step(survey=survey, said=replace(value="42"), by=amina)
    with pytest.raises(StepsRefused):
        take_back_step(step=first, by=amina)
    assert CleaningStep.objects.filter(taken_back_at__isnull=False).count() == 0


def test_the_page_previews_keeps_and_refuses(client, survey, amina):
    client.force_login(amina)
    sent = {"kind": "replace", "column": "|age", "value": "40", "keys": "uuid:1", "reason": "Rappelée"}
    seen = client.post(address("step_create", survey), sent | {"do": "preview"})
    assert seen.context["preview"].changes == [("uuid:1", "104", "40")]
    assert CleaningStep.objects.count() == 0
    assert client.post(address("step_create", survey), sent | {"reason": ""}).status_code == 422
    unfit = client.post(address("step_create", survey), sent | {"value": "vieux", "do": "save"})
    assert (unfit.status_code, CleaningStep.objects.count()) == (422, 0)
    assert "vieux" in unfit.content.decode()
    assert client.post(address("step_create", survey), sent | {"do": "save"}).status_code == 302
    listed = client.get(address("step_list", survey))
    assert [(shown.change, shown.n_changed) for shown in listed.context["steps"]] == [("104 → 40", 1)]
    script = json.loads(client.get(address("step_export", survey)).content)
    assert script["steps"][0]["reason"] == "Rappelée"
    step = CleaningStep.objects.get()
    assert client.post(address("step_take_back", survey, step.pk)).status_code == 302
    assert client.post(address("step_take_back", survey, step.pk)).status_code == 409


def test_a_condition_and_exclusion_by_the_form(client, survey, amina):
    client.force_login(amina)
    sent = {"kind": "exclude", "condition_column": "|age", "condition_is": "above", "condition_value": "١٠٠"}
    done = client.post(address("step_create", survey), sent | {"reason": "Formation", "do": "save"})
    assert done.status_code == 302
    assert ages(survey) == [34, 51]


def test_personal_columns_are_for_those_who_may_see_them(client, survey, tifawin, amina):
    sara = web_cast.member("Sara", tifawin, role=Role.CONTRIBUTOR)
    client.force_login(sara)
    page = client.get(address("step_create", survey))
    assert "|chef" not in dict(page.context["form"].fields["column"].choices)
    with pytest.raises(Refused):
        add_step(survey=survey, said=replace("chef", value="Aïcha"), by=sara)
    add_step(survey=survey, said=replace("chef", value="Aïcha"), by=amina)
    listed = client.get(address("step_list", survey)).content.decode()
    assert "Fatima" not in listed
    assert "Aïcha" not in listed
    assert client.get(address("step_export", survey)).status_code == 409


def test_strangers_find_nothing(client, salma, survey):
    client.force_login(salma)
    for name in ("step_list", "step_create", "step_export"):
        assert client.get(address(name, survey)).status_code == 404
