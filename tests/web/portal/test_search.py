"""Search: what the person may read, sheets, territories; without accents, in Arabic."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import web_cast

from miqyas_web.portal.queries import search as searching
from miqyas_web.portal.queries.search import search

pytestmark = pytest.mark.django_db
SEARCH = "/search/"


def rooms(found):
    return [each.room for each in found]


def test_search_asks_to_sign_in(client):
    assert client.get(SEARCH).status_code == 302


def test_search_finds_in_every_room_what_is_theirs(client, amina, salma, tifawin):
    initiative = web_cast.initiative(tifawin, amina, "Zellige et crédit")
    web_cast.theory_link(initiative, source="Zellige : proposer un crédit")
    web_cast.frozen_trial(initiative, amina, title="Zellige, essai inventé")
    study = web_cast.draft_study(initiative, amina, title="Zellige et emprunt")
    found = search("ZELLIGE", person=amina)
    assert rooms(found) == ["initiatives", "theories", "datasets", "studies"]
    assert found[-1].hits[0].href == reverse("studies:study_show", args=[initiative.pk, study.pk])
    assert search("zellige", person=salma) == []


@pytest.mark.parametrize(
    ("written", "asked"), [("École de l’Atlas", "ecole"), ("مدرسة أزيلال", "مدرسه ازيلال")]
)
def test_search_forgets_accents_and_spelling_habits(amina, tifawin, written, asked):
    initiative = web_cast.initiative(tifawin, amina, written)
    link = web_cast.theory_link(initiative, source=written)
    hits = {each.room: each.hits[0].title for each in search(asked, person=amina)}
    assert hits["initiatives"] == initiative.title
    assert hits["theories"] == link.source.title


def test_search_finds_sheets_and_territories(amina):
    assert "toolbox" in rooms(search("theorie du changement", person=amina))
    assert "territories" in rooms(search("midelt", person=amina))


def test_search_counts_what_it_does_not_show(amina, tifawin):
    for number in range(searching.MOST_SHOWN + 3):
        web_cast.initiative(tifawin, amina, f"Zellige {number}")
    found = search("zellige", person=amina)[0]
    assert (len(found.hits), found.n, found.n_more) == (searching.MOST_SHOWN, searching.MOST_SHOWN + 3, 3)


def test_search_without_words_gives_examples_and_without_result_says_so(client, amina):
    client.force_login(amina)
    assert "Par exemple" in client.get(SEARCH).content.decode()
    page = client.get(SEARCH, {"words": "zzzzqqq"}).content.decode()
    assert "Rien ne contient ces mots" in page
    assert f'href="{SEARCH}"' in page


def test_search_costs_the_same_for_one_hit_and_for_three(client, amina, tifawin, django_assert_num_queries):
    client.force_login(amina)
    web_cast.theory_link(web_cast.initiative(tifawin, amina, "Zellige 1"), source="Zellige")
    client.get(SEARCH, {"words": "zellige"})
    with CaptureQueriesContext(connection) as one:
        client.get(SEARCH, {"words": "zellige"})
    for number in (2, 3):
        web_cast.theory_link(web_cast.initiative(tifawin, amina, f"Zellige {number}"), source="Zellige")
    with django_assert_num_queries(len(one)):
        client.get(SEARCH, {"words": "zellige"})
