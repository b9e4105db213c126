"""Without a line: the form opens, answers wait on the device, and leave once when the line returns."""

import contextlib
import os
import signal
from pathlib import Path

import pytest
from django.utils import timezone

from miqyas.reporting.typography import french_spaces
from miqyas_web.surveys.models import Attachment, Survey
from tests.browser.conftest import CHROMIUM
from tests.browser.form.filling import Filled, answers, sign_in
from tests.browser.platform import PATIENCE
from tests.web.surveys import filled

pytestmark = pytest.mark.browser


def complete(form, *, name="Fatima"):
    form.field("Région").select_option("01")
    form.write("Nom de la personne", name)
    form.write(f"Âge de {name}", "42")
    form.choose("Non")


def wait_for_answers(form, n_answers):
    form.page.wait_for_selector("body[data-waiting='0']")
    assert len(answers()) == n_answers


def test_answer_waits_through_reloads_and_leaves_once_when_the_line_returns(fill, household, tmp_path):
    form = fill(household)
    page = form.page
    form.wait_offline_ready()
    page.context.set_offline(True)
    form.start()
    complete(form)
    form.find("Commune", "douar", "Douar du Nord")
    photo = tmp_path / "maison.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 a picture that is not one")
    page.set_input_files("input[type=file]", photo)
    page.wait_for_selector("text=Retirer ce fichier")
    form.send()
    assert form.wait_done() == "Votre réponse est gardée sur cet appareil"
    assert page.inner_text("#form-count-waiting") == french_spaces("En attente sur cet appareil : 1")
    for _ in range(2):
        page.reload()
        page.wait_for_selector("body[data-waiting='1']")
    assert "Fatima - 1" in page.inner_text("#form-waiting")
    assert answers() == []
    page.context.set_offline(False)
    wait_for_answers(form, 1)
    (answer,) = answers()
    assert "<commune>n1</commune>" in bytes(answer.xml).decode()
    assert Attachment.objects.get(submission=answer).name.endswith(".jpg")
    page.reload()
    wait_for_answers(form, 1)


def test_form_opens_and_is_filled_in_arabic_after_a_reload_without_a_line(fill, household):
    form = fill(household, language="ar")
    form.wait_offline_ready()
    form.page.context.set_offline(True)
    form.page.reload()
    form.start()
    assert form.page.evaluate("document.documentElement.dir") == "rtl"
    form.field("الجهة").first.select_option("02")
    form.find("الجماعة", "oasis", "Oasis du Sud")
    form.write("اسم الشخص", "فاطمة")
    form.write("عمر فاطمة", "42")
    form.choose("لا")
    form.send()
    assert form.wait_done() == "حُفظت إجابتكم على هذا الجهاز"
    form.page.context.set_offline(False)
    wait_for_answers(form, 1)


def test_button_sends_what_waits(fill, household):
    form = fill(household)
    form.wait_offline_ready()
    form.start()
    # The server does not answer, though the browser thinks that it has a line.
    form.page.route("**/fill/send/**", lambda route: route.abort())
    complete(form)
    form.send()
    assert form.wait_done() == "Votre réponse est gardée sur cet appareil"
    assert "La plateforme est injoignable" in form.page.inner_text(".line-trouble")
    form.page.unroute("**/fill/send/**")
    form.page.click("#form-to-start")
    form.page.click("#form-flush")
    wait_for_answers(form, 1)


def test_draft_is_found_again_with_its_picture_and_finished(fill, household, tmp_path):
    form = fill(household)
    page = form.page
    form.wait_offline_ready()
    page.context.set_offline(True)
    form.start()
    complete(form)
    photo = tmp_path / "maison.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 a picture that is not one")
    page.set_input_files("input[type=file]", photo)
    page.wait_for_selector("text=Retirer ce fichier")
    page.click("#form-later")
    page.wait_for_selector("#form-drafts >> text=Fatima - 1")
    page.reload()
    form.resume()
    page.wait_for_selector("text=Retirer ce fichier")
    assert form.field("Âge de Fatima").input_value() == "42"
    form.write("Prénom", "Sara")
    page.context.set_offline(False)
    form.send()
    form.wait_done()
    wait_for_answers(form, 1)
    (answer,) = answers()
    assert f"<photo>{answer.attachments.get().name}</photo>" in bytes(answer.xml).decode()
    page.reload()
    page.wait_for_selector("#form-start")
    assert not page.query_selector("#form-drafts")


def test_draft_is_deleted_once_confirmed(fill, household):
    form = fill(household)
    form.start()
    form.write("Nom de la personne", "Amal")
    form.page.click("#form-later")
    drafts = form.page.locator("#form-drafts")
    drafts.get_by_role("button", name="Supprimer").click()
    drafts.get_by_role("button", name="Non, garder").click()
    assert drafts.count() == 1
    drafts.get_by_role("button", name="Supprimer").click()
    drafts.get_by_role("button", name="Oui, retirer").click()
    form.page.wait_for_selector("#form-drafts", state="detached")


def test_answer_that_was_refused_is_shown_and_kept(fill, household):
    form = fill(household)
    form.start()
    complete(form)
    Survey.objects.update(closed_at=timezone.now())
    form.send()
    assert form.wait_done() == "Une réponse n'a pas été acceptée"
    form.page.reload()
    waiting = form.page.locator("#form-waiting")
    waiting.wait_for()
    assert french_spaces("Non acceptée : Ce questionnaire est fermé") in waiting.inner_text()
    assert answers() == []
    Survey.objects.update(closed_at=None)
    waiting.get_by_role("button", name="Réessayer").click()
    form.page.wait_for_selector("body[data-refused='0'][data-waiting='0']")
    assert len(answers()) == 1


def test_expired_session_keeps_the_answer_and_says_so(fill, household):
    form = fill(household)
    form.start()
    complete(form)
    form.page.context.clear_cookies(name="sessionid")
    form.send()
    assert form.wait_done() == "Votre réponse est gardée sur cet appareil"
    assert "Reconnectez-vous" in form.page.inner_text(".line-trouble")
    assert answers() == []


def test_heavy_answer_leaves_in_several_posts(fill, publish, tmp_path):
    form = fill(publish(filled.kinds()))
    form.start()
    posts = []
    form.page.on("request", lambda sent: posts.append(sent) if sent.method == "POST" else None)
    for label, name in (("Un son", "son.mp3"), ("Un fichier", "notes.bin")):
        question = form.page.locator(".q", has=form.page.locator(".q-label", has_text=label))
        while not question.is_visible():
            form.page.click("#form-next")
        path = tmp_path / name
        path.write_bytes(os.urandom(5_000_000))
        question.locator("input[type=file]").set_input_files(path)
        question.get_by_role("button", name="Retirer ce fichier").wait_for()
    while form.page.locator("#form-next").is_visible():
        form.page.click("#form-next")
    form.send()
    form.wait_done()
    wait_for_answers(form, 1)
    assert len(posts) == 2
    assert answers()[0].attachments.count() == 2


@pytest.fixture
def launch(chromium, live_server, amina):
    """Start a browser with a profile of its own, as a phone has; it may be killed meanwhile."""

    def start(profile, survey):
        context = chromium.browser_type.launch_persistent_context(
            str(profile), executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        context.set_default_timeout(PATIENCE)
        sign_in(context, live_server.url, amina)
        page = context.new_page()
        page.goto(f"{live_server.url}/initiatives/{survey.initiative_id}/surveys/{survey.pk}/fill/")
        return Filled(page, survey)

    return start


def kill(profile):
    """Kill the processes of this browser, which carry its profile in their words."""
    for words in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if str(profile).encode() in words.read_bytes():
                os.kill(int(words.parent.name), signal.SIGKILL)


def test_answer_under_way_and_those_that_wait_survive_a_killed_browser(launch, household, tmp_path):
    """As a battery that dies: what was kept is there at the next start, and leaves."""
    profile = tmp_path / "profile"
    form = launch(profile, household)
    form.wait_offline_ready()
    form.page.context.set_offline(True)
    form.start()
    complete(form)
    form.send()
    form.wait_done()
    form.page.click("text=Commencer une autre réponse")
    form.write("Nom de la personne", "Amal")
    form.wait_kept()
    kill(profile)
    form = launch(profile, household)
    wait_for_answers(form, 1)
    form.resume()
    assert form.field("Nom de la personne").input_value() == "Amal"
    form.page.context.close()
