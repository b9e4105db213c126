"""The pages by which answers are brought from other servers."""

import pytest
from django.urls import reverse

from miqyas_web.foundation import jobs
from miqyas_web.surveys.models import ImportRun, Source, Submission
from tests import web_cast
from tests.web.surveys.imports.bringing import connected, kobo_xml, run

pytestmark = pytest.mark.django_db


def address(name, initiative, *args):
    return reverse(f"surveys:{name}", args=[initiative.pk, *args])


def test_from_nothing_to_answers(client, initiative, amina, there):
    client.force_login(amina)
    empty = client.get(address("import_list", initiative)).content.decode()
    assert "KoboToolbox" in empty
    create = address("import_create", initiative)
    assert "?from=kobo" in client.get(create).content.decode()
    page = client.get(f"{create}?from=kobo")
    assert 'type="password"' in page.content.decode()
    answer = client.post(f"{create}?from=kobo", {"address": f"{there.base}/#/forms/x", "key": there.token})
    made = Source.objects.get()
    assert made.address == there.base
    assert answer.url == address("import_choose", initiative, made.pk)
    listed = client.get(answer.url).content.decode()
    assert "Eau (essai) (3)" in listed
    assert "draft" not in listed
    asked = client.post(answer.url, {"ref": there.uid})
    assert asked.url.startswith("/work/")
    jobs.run(jobs.claim())
    made.refresh_from_db()
    shown = client.get(address("import_show", initiative, made.pk)).content.decode()
    assert Submission.objects.count() == 3
    assert there.token not in shown
    survey = client.get(address("survey_show", initiative, made.survey_id)).content.decode()
    assert address("import_list", initiative, made.survey_id) in survey


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"address": "not an address", "key": "k"}, "adresse complète"),
        ({"address": "http://127.0.0.1:1", "key": "k"}, "personne ne répond"),
        ({"address": "", "key": ""}, "obligatoire"),
    ],
)
def test_what_a_server_or_an_address_refuses_is_said_beside_the_form(client, initiative, amina, said, words):
    client.force_login(amina)
    answer = client.post(address("import_create", initiative) + "?from=kobo", said)
    assert answer.status_code in {409, 422}
    assert words in answer.content.decode()
    assert Source.objects.count() == 0


def test_a_wrong_key_is_said_and_never_sent_back(client, initiative, amina, there):
    client.force_login(amina)
    answer = client.post(
        address("import_create", initiative) + "?from=kobo", {"address": there.base, "key": "wrong-secret"}
    )
    assert answer.status_code == 422
    assert "wrong-secret" not in answer.content.decode()


def test_the_history_tells_each_import(client, initiative, amina, source, there):
    there.answers[12]["xml"] = there.answers[12]["xml"].replace(b"aXYZ123", b"other_form")
    run(source, amina)
    client.force_login(amina)
    shown = client.get(address("import_show", initiative, source.pk)).content.decode()
    assert f"uuid:{12:032d}" in shown
    assert "other_form" in shown


def test_run_again_whole_forget_and_renew_by_the_page(client, initiative, amina, source, there):
    client.force_login(amina)
    client.post(address("import_run", initiative, source.pk), {"whole": "yes"})
    assert ImportRun.objects.get().is_whole
    again = client.post(address("import_run", initiative, source.pk), follow=True)
    assert "déjà" in again.content.decode()
    jobs.run(jobs.claim())
    client.post(address("import_forget", initiative, source.pk))
    source.refresh_from_db()
    assert source.sealed_key == ""
    show = address("import_show", initiative, source.pk)
    assert client.post(show, {"key": "wrong"}).status_code == 422
    client.post(show, {"key": there.token})
    source.refresh_from_db()
    assert source.sealed_key
    there.answers[40] = {"at": "2026-03-01T09:00:00", "xml": kobo_xml(40), "files": {}}
    assert run(source, amina).n_new == 1


def test_the_server_down_while_choosing_is_told(client, initiative, amina, there):
    client.force_login(amina)
    client.post(
        address("import_create", initiative) + "?from=kobo", {"address": there.base, "key": there.token}
    )
    there.trouble.waiting = [500] * 4
    answer = client.get(address("import_choose", initiative, Source.objects.get().pk))
    assert answer.status_code == 409
    assert "panne" in answer.content.decode()


def test_readers_are_refused_and_strangers_find_nothing(client, initiative, source, youssef, salma):
    for person, status in ((youssef, 409), (salma, 404)):
        client.force_login(person)
        for name, args in (("import_list", []), ("import_create", []), ("import_show", [source.pk])):
            assert client.get(address(name, initiative, *args)).status_code == status
        assert client.post(address("import_run", initiative, source.pk)).status_code == status
    assert ImportRun.objects.count() == 0


def test_a_source_of_another_initiative_is_not_found_here(client, amina, source, tifawin):
    client.force_login(amina)
    other = web_cast.initiative(tifawin, amina)
    assert client.get(address("import_show", other, source.pk)).status_code == 404


def test_the_list_costs_the_same_for_one_and_three(client, initiative, amina, source, there):
    client.force_login(amina)
    run(source, amina)
    page = address("import_list", initiative)
    one = web_cast.queries_of(client, page)
    for _ in range(2):
        run(connected(initiative, amina, there), amina)
    assert web_cast.queries_of(client, page) == one
