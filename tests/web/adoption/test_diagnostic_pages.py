"""The pages of the diagnostic: what they say, to whom, at what cost, with and without JavaScript."""

import re

import pytest
from django.urls import reverse

from miqyas_web.adoption.actions import Said, answer_items
from miqyas_web.adoption.models import Answer, Diagnostic
from miqyas_web.adoption.science import questionnaire_of
from tests import web_cast
from tests.web.adoption.conftest import answered, begun, completed

pytestmark = pytest.mark.django_db
HOME = "/diagnostic/"


def text(response):
    return response.content.decode()


def screen(diagnostic, dimension="gauge"):
    return reverse("adoption:dimension_edit", args=[diagnostic.pk, dimension])


def page_of(diagnostic):
    return reverse("adoption:diagnostic_show", args=[diagnostic.pk])


def test_pages_ask_to_sign_in(client, diagnostic):
    for address in (HOME, f"{HOME}new/", f"{HOME}together/", page_of(diagnostic), screen(diagnostic)):
        assert client.get(address).status_code == 302


def test_nobody_else_opens_one(client, diagnostic, salma, tifawin):
    client.force_login(salma)
    for address in (page_of(diagnostic), screen(diagnostic), f"{HOME}organisations/{tifawin.pk}/"):
        assert client.get(address).status_code == 404
    assert client.post(screen(diagnostic), {"level_plan": "3"}).status_code == 404
    assert client.post(f"{page_of(diagnostic)}complete/").status_code == 404
    assert not diagnostic.answers.filter(answered_at__isnull=False).exists()


def test_a_person_begins_answers_every_screen_and_reads_the_result_without_javascript(
    client, tifawin, amina, region
):
    client.force_login(amina)
    assert "Commencer le diagnostic" in text(client.get(HOME))
    form = client.get(f"{HOME}new/?organisation={tifawin.pk}").context["form"]
    assert (form.initial["organisation"], form.initial["audience"]) == (tifawin, "innovator")
    said = {"organisation": tifawin.pk, "audience": "innovator", "size": "6-20", "region": region.pk}
    answer = client.post(f"{HOME}new/", said)
    diagnostic = Diagnostic.objects.get()
    asked = questionnaire_of(diagnostic)
    keys = [dimension.key for dimension in asked.dimensions]
    for place, key in enumerate(keys):
        assert answer.url == screen(diagnostic, key)
        page = text(client.get(answer.url))
        assert f"Écran {place + 1} sur 7" in page
        sent = {f"level_{item.key}": "2" for item in asked.items_of(key)}
        answer = client.post(answer.url, sent)
        assert answer.status_code == 302
    assert answer.url == page_of(diagnostic)
    assert "Terminer et voir le résultat" in text(client.get(answer.url))
    answer = client.post(f"{page_of(diagnostic)}complete/")
    page = text(client.get(answer.url))
    assert "Ce n’est pas une note" in page
    assert "Ce qui compte le plus ensuite" in page
    assert page.count('<li class="stop">') == 6
    assert "<svg" in page
    assert "Moins de dix organisations" in page


def test_each_answer_is_kept_as_it_is_given(client, diagnostic, amina):
    client.force_login(amina)
    answer = client.post(screen(diagnostic), {"level_plan": "3"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'id="saved"' in text(answer)
    assert "Gardé." in text(answer)
    assert '<input type="hidden" name="seen_plan" value="1" id="id_seen_plan" hx-swap-oob="true">' in text(
        answer
    )
    assert "<html" not in text(answer)
    assert diagnostic.answers.get(item="plan").level == 3


def test_a_proposal_beside_an_answer_is_not_kept_with_it(client, tifawin, amina):
    web_cast.theory_link(web_cast.initiative(tifawin, amina))
    diagnostic = begun(tifawin, amina)
    client.force_login(amina)
    page = text(client.get(screen(diagnostic, "describe")))
    assert page.count("hx-post=") == 3
    # The page sends its whole form, as htmx does, and names the question.
    sent = {"level_problem": "2", "level_theory": "2", "level_assumptions": "2"}
    headers = {"HX-Request": "true", "HX-Trigger": "keep-problem"}
    assert client.post(screen(diagnostic, "describe"), sent, headers=headers).status_code == 200
    assert [each.item for each in diagnostic.answers.filter(answered_at__isnull=False)] == ["problem"]


def test_a_fault_in_one_answer_does_not_lose_the_others(client, tifawin, amina):
    web_cast.theory_link(web_cast.initiative(tifawin, amina))
    diagnostic = begun(tifawin, amina)
    client.force_login(amina)
    sent = {"level_problem": "2", "level_theory": "5", "link_problem": ""}
    answer = client.post(screen(diagnostic, "describe"), sent)
    assert answer.status_code == 422
    assert "proposait un autre niveau" in text(answer)
    assert diagnostic.answers.get(item="problem").level == 2
    assert not diagnostic.answers.get(item="theory").is_given
    answer = client.post(
        screen(diagnostic, "describe"), {"level_problem": "2", "link_problem": "pas une adresse"}
    )
    assert answer.status_code == 422
    htmx = client.post(screen(diagnostic, "describe"), sent, headers={"HX-Request": "true"})
    assert htmx.status_code == 422
    assert "proposait un autre niveau" in text(htmx)


def test_a_level_that_is_not_offered_is_refused(client, diagnostic, amina):
    client.force_login(amina)
    assert client.post(screen(diagnostic), {"level_plan": "7"}).status_code == 422
    assert client.post(screen(diagnostic), {"level_plan": "no"}).status_code == 422
    assert not diagnostic.answers.filter(answered_at__isnull=False).exists()


def test_a_screen_left_blank_is_passed_over(client, diagnostic, amina):
    client.force_login(amina)
    answer = client.post(screen(diagnostic), {})
    assert (answer.status_code, answer.url) == (302, screen(diagnostic, "use"))


def test_a_colleague_is_told_what_was_answered_meanwhile_and_may_keep_theirs(
    client, diagnostic, amina, brahim
):
    answer_items(diagnostic=diagnostic, said={"plan": Said(2)}, by=amina)
    client.force_login(brahim)
    answer = client.post(screen(diagnostic), {"level_plan": "4", "seen_plan": "0"})
    page = text(answer)
    assert answer.status_code == 409
    assert "Amina vient aussi de répondre ici" in page
    assert re.search(r'name="seen_plan" value="1"', page)
    assert re.search(r'value="4" id="id_level_plan_3" checked', page)
    assert client.post(screen(diagnostic), {"level_plan": "4", "seen_plan": "1"}).status_code == 302
    assert diagnostic.answers.get(item="plan").answered_by == brahim
    assert "Réponse de <bdi>Brahim</bdi>" in text(client.get(screen(diagnostic)))


def test_a_reader_sees_and_changes_nothing(client, diagnostic, youssef):
    client.force_login(youssef)
    page = text(client.get(screen(diagnostic)))
    assert "Votre rôle ici est de lire" in page
    assert "hx-post" not in page
    assert client.post(screen(diagnostic), {"level_plan": "3"}).status_code == 409
    assert "Terminer" not in text(client.get(page_of(diagnostic)))
    assert "Votre rôle ne permet pas" in text(client.get(f"{HOME}new/"))


def test_completing_too_early_says_what_is_left(client, diagnostic, amina):
    client.force_login(amina)
    answer = client.post(f"{page_of(diagnostic)}complete/")
    assert answer.status_code == 409
    assert "Il reste 16 questions sans réponse" in text(answer)


def test_a_completed_one_is_no_longer_answered(client, tifawin, amina):
    diagnostic = completed(tifawin, amina)
    client.force_login(amina)
    assert client.get(screen(diagnostic)).status_code == 409
    assert client.post(screen(diagnostic), {"level_plan": "5"}).status_code == 409
    assert diagnostic.answers.get(item="plan").level == 3


def test_an_open_one_is_discarded_with_a_word(client, diagnostic, amina):
    client.force_login(amina)
    answer = client.post(f"{page_of(diagnostic)}discard/", follow=True)
    assert "Le diagnostic a été jeté" in text(answer)
    assert not Diagnostic.objects.exists()


def test_the_result_says_reasons_next_levels_sheets_and_screens(client, tifawin, amina):
    initiative = web_cast.initiative(tifawin, amina)
    diagnostic = completed(tifawin, amina, 3, care=1, theory=2)
    client.force_login(amina)
    page = text(client.get(page_of(diagnostic)))
    result = client.get(page_of(diagnostic)).context["result"]
    assert [stop.name for stop in result.priorities][:2] == [
        "Accord et respect des personnes",
        "La théorie du changement",
    ]
    assert "cela passe avant le reste" in page
    assert "10 autres pratiques en dépendent" in page
    assert "Le chemin est dessiné, des activités au changement, sans grande faiblesse." in page
    assert f"/initiatives/{initiative.pk}/theory/edit/" in page
    assert "/toolbox/consent-and-care/" in page
    assert "Repose sur la parole de ceux qui ont répondu" in page


def test_everything_at_the_top_has_no_priority(client, tifawin, amina):
    diagnostic = completed(tifawin, amina, 5)
    client.force_login(amina)
    page = client.get(page_of(diagnostic))
    assert page.context["result"].path == []
    assert "Chaque pratique est revue et partagée" in text(page)


def test_the_second_time_says_what_moved(client, tifawin, amina):
    completed(tifawin, amina, 2)
    second = completed(tifawin, amina, 2, plan=4, care=1)
    client.force_login(amina)
    moves = client.get(page_of(second)).context["result"].moves
    assert [(move.name, move.before.level, move.after.level, move.is_up) for move in moves] == [
        ("Un plan écrit avant", 2, 4, True), ("Accord et respect des personnes", 2, 1, False),
    ]  # fmt: skip
    history = text(client.get(f"{HOME}organisations/{tifawin.pk}/"))
    assert history.count("<tr>") == 3
    assert "Ce qui a bougé depuis le début" in text(client.get(HOME))


@pytest.mark.parametrize("audience", ["innovator", "funder", "public_body"])
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_page_reads_in_each_language_for_each_audience(client, tifawin, amina, audience, language):
    client.force_login(amina)
    client.cookies["language"] = language
    diagnostic = begun(tifawin, amina, audience=audience)
    for dimension in questionnaire_of(diagnostic).dimensions:
        page = text(client.get(screen(diagnostic, dimension.key)))
        assert dimension.names[language] in page
    answered(diagnostic, amina, 2)
    client.post(f"{page_of(diagnostic)}complete/")
    page = text(client.get(page_of(diagnostic)))
    assert questionnaire_of(diagnostic).dimensions[0].names[language] in page
    assert page.count('<li class="stop">') == 6


def test_an_unknown_dimension_is_not_found(client, diagnostic, amina):
    client.force_login(amina)
    assert client.get(f"{page_of(diagnostic)}questions/absent/").status_code == 404


def test_pages_cost_the_same_for_one_diagnostic_and_for_three(client, tifawin, amina, region):
    client.force_login(amina)
    first = completed(tifawin, amina, 2, region=region)
    addresses = (HOME, page_of(first), f"{HOME}organisations/{tifawin.pk}/", f"{HOME}together/", "/desk/")
    before = [web_cast.queries_of(client, address) for address in addresses]
    for number in range(2):
        other = web_cast.organisation(f"Voisine {number}")
        completed(other, web_cast.member(f"Zineb{number}", other), 3, region=region)
        completed(tifawin, amina, 3, region=region)
        web_cast.initiative(tifawin, amina, f"Initiative {number}")
    after = [web_cast.queries_of(client, address) for address in addresses]
    # A first initiative brings the questions of the desk, the same for all.
    assert after[:-1] == before[:-1]


def test_an_open_page_costs_the_same_whatever_is_answered(client, diagnostic, amina):
    client.force_login(amina)
    before = [web_cast.queries_of(client, address) for address in (page_of(diagnostic), screen(diagnostic))]
    answered(diagnostic, amina)
    assert [
        web_cast.queries_of(client, address) for address in (page_of(diagnostic), screen(diagnostic))
    ] == before


def test_the_desk_proposes_it_once_a_year(client, tifawin, amina):
    from datetime import timedelta

    from miqyas_web.adoption.places import actions_for
    from miqyas_web.foundation import clock

    assert [str(action.title) for action in actions_for(amina)] == [
        "Faites le point en dix minutes\u00a0: Association Tifawin"
    ]
    diagnostic = begun(tifawin, amina)
    assert "Continuer le diagnostic" in str(actions_for(amina)[0].title)
    client.force_login(amina)
    answered(diagnostic, amina)
    client.post(f"{page_of(diagnostic)}complete/")
    assert actions_for(amina) == []
    Diagnostic.objects.update(completed_at=clock.now() - timedelta(days=400))
    assert "Refaites le point" in str(actions_for(amina)[0].title)


def test_a_reader_is_proposed_nothing(youssef):
    from miqyas_web.adoption.places import actions_for

    assert actions_for(youssef) == []


def test_notes_are_escaped(client, tifawin, amina):
    diagnostic = completed(tifawin, amina)
    Answer.objects.filter(item="plan").update(note="<script>alert(1)</script>")
    client.force_login(amina)
    assert "<script>alert(1)" not in text(client.get(page_of(diagnostic)))


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_result_is_a_file_too(client, tifawin, amina, language):
    import io

    import docx
    from pypdf import PdfReader

    diagnostic = completed(tifawin, amina, 3, care=1)
    client.force_login(amina)
    client.cookies["language"] = language
    answer = client.get(f"{page_of(diagnostic)}file.pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    pages = PdfReader(io.BytesIO(answer.content))
    assert pages.metadata["/Title"]
    assert len(pages.pages) >= 2
    answer = client.get(f"{page_of(diagnostic)}file.docx")
    file = docx.Document(io.BytesIO(answer.content))
    told = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert questionnaire_of(diagnostic).item("care").names[language] in told
    assert len(file.inline_shapes) == 1


def test_a_file_is_for_members_of_a_completed_diagnostic(client, diagnostic, amina, salma):
    client.force_login(amina)
    assert client.get(f"{page_of(diagnostic)}file.pdf").status_code == 409
    assert client.get(f"{page_of(diagnostic)}file.exe").status_code == 404
    client.force_login(salma)
    assert client.get(f"{page_of(diagnostic)}file.pdf").status_code == 404
