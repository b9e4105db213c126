"""By a web link, without signing in: sent, then corrected from the browser that sent it."""

import pytest

from miqyas_web.surveys.enums import CollectorKind
from tests.browser.form.filling import Filled, answers
from tests.browser.platform import PATIENCE
from tests.web.surveys import situations

pytestmark = pytest.mark.browser


@pytest.fixture
def link(household, amina):
    path, _collector = situations.collector_of(
        household.initiative, amina, kind=CollectorKind.LINK, surveys=(household,)
    )
    return path.split("/projects/")[0] + f"/forms/{household.pk}/"


@pytest.fixture
def opened(chromium, live_server, household, link):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(live_server.url + link)
    yield Filled(page, household)
    context.close()
    assert page.complaints == []


def test_answer_is_sent_by_link_offline_and_on_then_corrected(opened):
    form = opened
    page = form.page
    assert not page.query_selector("text=Quitter le formulaire")
    form.wait_offline_ready()
    page.context.set_offline(True)
    page.reload()
    form.start()
    form.field("Région").select_option("01")
    form.write("Nom de la personne", "Fatima")
    form.write("Âge de Fatima", "42")
    form.choose("Non")
    form.send()
    form.wait_done()
    page.context.set_offline(False)
    page.wait_for_selector("body[data-waiting='0']")
    (answer,) = answers()
    assert (answer.origin, answer.sent_by, answer.collector.kind) == ("web", None, "link")
    page.click("#form-to-start")
    page.locator("#form-sent").get_by_role("button", name="Corriger").click()
    page.wait_for_selector(".form-sheet")
    assert form.field("Nom de la personne").input_value() == "Fatima"
    form.write("Âge de Fatima", "44")
    # Left off and taken up again, a correction still knows what it corrects.
    page.click("#form-later")
    form.resume()
    assert form.field("Âge de Fatima").input_value() == "44"
    form.send()
    assert form.wait_done() == "Votre réponse est bien reçue"
    old, new = answers()
    assert (new.corrects, old.is_current) == (old, False)
    page.click("#form-to-start")
    page.wait_for_selector("#form-sent >> text=Envoyées depuis ce navigateur (1)")
