"""The page of long work: seen by the person who asked, and by nobody else."""

import pytest

from miqyas_web.foundation import clock, jobs
from miqyas_web.foundation.enums import JobState
from miqyas_web.foundation.models import Job

FRAGMENT = {"HX-Request": "true"}


def job_of(person, state=JobState.RUNNING, **facts):
    over = state not in {JobState.WAITING, JobState.RUNNING}
    return Job.objects.create(
        title="Estimer l’effet de l’internat",
        language="fr",
        person_id=person.pk,
        state=state,
        asked_at=clock.now(),
        ended_at=clock.now() if over else None,
        **{"task": "tests.work"} | facts,
    )


@pytest.fixture
def page_of(client):
    def read(job, *, person, **headers):
        client.force_login(person)
        return client.get(f"/work/{job.pk}/", headers=headers)

    return read


def test_asker_sees_how_far_the_work_is(page_of, amina):
    page = page_of(job_of(amina, step="Erreurs types", progress_pct=40), person=amina)
    body = page.content.decode()
    assert 'value="40"' in body
    assert "Erreurs types" in body
    assert "<html" in body


def test_stranger_does_not_find_it(page_of, amina, salma):
    job = job_of(amina, step="Secret")
    for headers in ({}, FRAGMENT):
        page = page_of(job, person=salma, **headers)
        assert page.status_code == 404
        assert "Secret" not in page.content.decode()


def test_colleague_does_not_find_it(page_of, amina, youssef):
    assert page_of(job_of(amina), person=youssef).status_code == 404


def test_fragment_is_the_progress_alone_and_asks_again(page_of, amina):
    job = job_of(amina)
    body = page_of(job, person=amina, **FRAGMENT).content.decode()
    assert "<html" not in body
    assert f'hx-get="/work/{job.pk}/"' in body
    assert 'hx-trigger="every 1s"' in body


def test_done_work_leads_to_its_result(page_of, amina):
    job = job_of(amina, JobState.DONE, next_address="/gallery/", progress_pct=100)
    assert page_of(job, person=amina).headers["Location"] == "/gallery/"
    fragment = page_of(job, person=amina, **FRAGMENT)
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (200, "/gallery/")


def test_refused_work_says_the_sentence_and_asks_no_more(page_of, amina):
    job = job_of(amina, JobState.REFUSED, outcome="La colonne « treated » contient trois valeurs.")
    body = page_of(job, person=amina, **FRAGMENT).content.decode()
    assert "La colonne « treated » contient trois valeurs." in body
    assert "Rien n’a été modifié" in body
    assert "hx-get" not in body


def test_refused_work_leads_back_to_what_its_task_names(page_of, amina):
    jobs.task("tests.back", back=lambda *, number: f"/there/{number}/")(lambda progress, *, number: "")
    facts = {"task": "tests.back", "arguments": {"number": 7}}
    for state in (JobState.REFUSED, JobState.FAILED):
        assert '<a href="/there/7/">' in page_of(job_of(amina, state, **facts), person=amina).content.decode()
    assert "/there/7/" not in page_of(job_of(amina, **facts), person=amina).content.decode()


def test_failed_work_says_whose_fault_it_is(page_of, amina):
    job = job_of(amina, JobState.FAILED)
    body = page_of(job, person=amina, **FRAGMENT).content.decode()
    assert "à cause d’une panne de la plateforme" in body
    assert f"Travail numéro {job.pk}" in body
