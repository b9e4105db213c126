import pytest
from django.urls import reverse

from miqyas.design.plan import Plan
from miqyas.estimators.itt import itt
from miqyas.reporting.recompute import KINDS
from miqyas.reporting.record import FigureRecord
from miqyas_web.datasets.queries import frozen_path
from miqyas_web.foundation import jobs
from miqyas_web.foundation.enums import JobState
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent, Job
from miqyas_web.studies import actions, queries
from miqyas_web.studies.enums import StudyState
from miqyas_web.studies.models import Estimation, SealedPlan, Study
from tests import web_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative(tifawin, amina):
    return web_cast.initiative(tifawin, amina)


@pytest.fixture
def draft(initiative, amina):
    return web_cast.draft_study(initiative, amina)


def verbs():
    return list(AuditEvent.objects.order_by("position").values_list("verb", flat=True))


def test_a_plan_is_sealed_with_its_hash_and_a_trace(draft, amina):
    plan = actions.seal_study(study=draft, by=amina)
    draft.refresh_from_db()
    assert draft.state == StudyState.SEALED
    assert plan.sha256 == Plan.from_dict(plan.content).sha256()
    assert verbs()[-2:] == ["study_registered", "plan_sealed"]


def test_a_plan_is_sealed_once(draft, amina):
    actions.seal_study(study=draft, by=amina)
    with pytest.raises(Refused):
        actions.seal_study(study=draft, by=amina)
    assert SealedPlan.objects.count() == 1


def test_a_reader_seals_nothing(draft, youssef):
    with pytest.raises(Refused):
        actions.seal_study(study=draft, by=youssef)
    assert SealedPlan.objects.count() == 0


def test_one_column_in_two_roles_is_refused_and_nothing_is_kept(initiative, amina):
    with pytest.raises(Unfit):
        web_cast.draft_study(initiative, amina, cluster="borrowed")
    assert Study.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"treatment": "village", "cluster": "pair", "strata": ""}, "Le traitement « village » doit valoir"),
        ({"outcome": "treated", "treatment": "borrowed"}, "Le traitement « borrowed » doit valoir"),
    ],
)
def test_a_plan_that_the_data_cannot_answer_is_refused_before_it_is_sealed(initiative, amina, changes, said):
    with pytest.raises(Unfit, match=said):
        web_cast.draft_study(initiative, amina, **changes)
    assert Study.objects.count() == 0


def test_a_draft_keeps_what_it_said_when_a_change_cannot_be_answered(draft, amina):
    fields = web_cast.study_fields(treatment="village", cluster="pair", strata="")
    with pytest.raises(Unfit):
        actions.change_study(study=draft, by=amina, **fields)
    draft.refresh_from_db()
    assert (draft.treatment, draft.cluster, draft.strata) == ("treated", "village", "pair")


def test_pairs_may_be_strata_and_clusters_at_once(initiative, amina):
    estimation = web_cast.estimated_study(initiative, amina, cluster="pair")
    assert [note["name"] for note in estimation.estimate["notes"]] == ["few_clusters"]


def test_an_unsealed_plan_is_not_estimated(draft, amina):
    with pytest.raises(Refused):
        actions.ask_estimation(study=draft, by=amina)
    assert Job.objects.count() == 0


def test_a_sealed_plan_changes_only_with_a_reason_which_shows(draft, amina):
    actions.seal_study(study=draft, by=amina)
    with pytest.raises(Unfit):
        actions.change_study(study=draft, by=amina, outcome="age", covariates=[])
    actions.change_study(study=draft, by=amina, reason="Colonne erronée", outcome="age", covariates=[])
    plans = list(draft.plans.order_by("number"))
    assert [(plan.number, plan.reason) for plan in plans] == [(1, ""), (2, "Colonne erronée")]
    changes = queries.amendments_of(plans)[0].changes
    assert [(change.field, change.severity) for change in changes] == [
        ("outcome", "major"),
        ("covariates", "moderate"),
    ]
    assert verbs()[-1] == "plan_amended"


def test_what_is_kept_is_what_the_science_computes(initiative, amina):
    estimation = web_cast.estimated_study(initiative, amina)
    study = estimation.study
    alone = itt(
        str(frozen_path(study.dataset)), outcome="borrowed", treatment="treated", strata="pair", cluster="village",
        covariates=["age"], unit="MAD",
    )  # fmt: skip
    assert estimation.estimate == alone.to_dict()
    assert estimation.dataset_sha256 == study.dataset.sha256
    assert [check["name"] for check in estimation.checks] == ["balance", "attrition"]
    assert [row["arm"] for row in estimation.arms] == ["control", "treated"]


def test_every_figure_kept_can_be_computed_again_from_its_record(initiative, amina):
    estimation = web_cast.estimated_study(initiative, amina)
    path = frozen_path(estimation.study.dataset)
    records = [FigureRecord.from_dict(kept) for kept in estimation.records]
    assert [record.key for record in records] == ["effect", "balance", "attrition", "arms"]
    for record in records:
        assert record.dataset_sha256 == estimation.dataset_sha256
        assert record.plan_sha256 == estimation.plan.sha256
        assert dict(record.row) == KINDS[record.kind](path, record.parameters)


def test_a_job_taken_twice_estimates_once(initiative, amina):
    first = web_cast.estimated_study(initiative, amina, job_id=5)
    again = actions.estimate_study(study=first.study, by=amina, job_id=5, tell=lambda percent, step: None)
    assert again == first
    assert Estimation.objects.count() == 1


def test_a_person_seals_and_runs_from_the_pages(client, initiative, draft, amina, monkeypatch):
    monkeypatch.setattr(jobs, "_beat", lambda pk, stop: None)
    client.force_login(amina)
    page = reverse("studies:study_show", args=[initiative.pk, draft.pk])
    assert client.post(reverse("studies:study_run", args=[initiative.pk, draft.pk])).status_code == 409
    assert client.post(reverse("studies:study_seal", args=[initiative.pk, draft.pk])).url == page
    answer = client.post(reverse("studies:study_run", args=[initiative.pk, draft.pk]))
    job = Job.objects.get()
    assert answer.url == reverse("ui:job_show", args=[job.pk])
    jobs.run(jobs.claim())
    job.refresh_from_db()
    estimation = Estimation.objects.get()
    assert job.state == JobState.DONE
    assert job.next_address == reverse(
        "studies:estimation_show", args=[initiative.pk, draft.pk, estimation.pk]
    )
    text = client.get(job.next_address).content.decode()
    assert estimation.dataset_sha256 in text
    assert "<svg" in text


def test_a_refusal_of_the_science_ends_the_job_with_its_sentence(client, initiative, amina, monkeypatch):
    monkeypatch.setattr(jobs, "_beat", lambda pk, stop: None)
    study = web_cast.draft_study(initiative, amina)
    # A plan written before the columns were checked.
    study.treatment, study.cluster, study.strata = "village", "pair", ""
    study.save()
    actions.seal_study(study=study, by=amina)
    actions.ask_estimation(study=study, by=amina)
    jobs.run(jobs.claim())
    job = Job.objects.get()
    assert job.state == JobState.REFUSED
    assert "village" in job.outcome
    client.force_login(amina)
    back = reverse("studies:study_show", args=[initiative.pk, study.pk])
    assert f'<a href="{back}">' in client.get(reverse("ui:job_show", args=[job.pk])).content.decode()
    assert Estimation.objects.count() == 0


@pytest.mark.parametrize("name", ["study_show", "study_edit", "plan_download"])
def test_a_stranger_finds_nothing(client, initiative, draft, salma, name):
    client.force_login(salma)
    assert client.get(reverse(f"studies:{name}", args=[initiative.pk, draft.pk])).status_code == 404


def test_a_study_is_not_found_under_another_initiative(client, tifawin, draft, amina):
    other = web_cast.initiative(tifawin, amina, "Autre")
    client.force_login(amina)
    assert client.get(reverse("studies:study_show", args=[other.pk, draft.pk])).status_code == 404


def test_the_form_says_what_is_lacking_first(client, initiative, amina):
    client.force_login(amina)
    address = reverse("studies:study_create", args=[initiative.pk])
    assert "D’abord, une théorie" in client.get(address).content.decode()
    link = web_cast.theory_link(initiative)
    page = client.get(address, {"link": link.pk}).content.decode()
    assert "D’abord, des données" in page
    assert 'name="dataset"' not in page


def test_the_form_proposes_links_and_data_then_columns(client, initiative, amina):
    link, version = web_cast.theory_link(initiative), web_cast.frozen_trial(initiative, amina)
    client.force_login(amina)
    address = reverse("studies:study_create", args=[initiative.pk])
    first = client.get(address).content.decode()
    assert "Les ménages empruntent davantage" in first
    subject = f"?link={link.pk}&dataset={version.pk}"
    second = client.get(address + subject).content.decode()
    assert 'value="borrowed"' in second
    assert 'value="name"' not in second
    fields = {name: value for name, value in web_cast.study_fields().items() if value is not None}
    answer = client.post(address + subject, fields | {"data_seen": "no", "level": "0.95"})
    study = Study.objects.get()
    assert answer.url == reverse("studies:study_show", args=[initiative.pk, study.pk])
    assert (study.outcome, study.covariates, study.data_seen) == ("borrowed", ["age"], False)


def test_a_contradiction_is_told_on_the_form(client, initiative, amina):
    link, version = web_cast.theory_link(initiative), web_cast.frozen_trial(initiative, amina)
    client.force_login(amina)
    fields = {name: value for name, value in web_cast.study_fields(cluster="").items() if value is not None}
    address = reverse("studies:study_create", args=[initiative.pk]) + f"?link={link.pk}&dataset={version.pk}"
    answer = client.post(
        address, fields | {"data_seen": "no", "level": "0.95"}, headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 422
    assert "This design needs this answer." in answer.content.decode()
    assert Study.objects.count() == 0


def test_the_list_costs_the_same_for_one_and_three(client, initiative, amina):
    client.force_login(amina)
    address = reverse("studies:study_list", args=[initiative.pk])
    web_cast.estimated_study(initiative, amina, job_id=1)
    one = web_cast.queries_of(client, address)
    for number in (2, 3):
        web_cast.estimated_study(initiative, amina, job_id=number)
    assert web_cast.queries_of(client, address) == one


def test_an_empty_list_says_what_to_do_next(client, initiative, amina):
    client.force_login(amina)
    text = client.get(reverse("studies:study_list", args=[initiative.pk])).content.decode()
    assert reverse("theories:theory_show", args=[initiative.pk]) in text
