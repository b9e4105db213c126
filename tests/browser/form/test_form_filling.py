"""A form in three languages: skips, a constraint, a repeat, a list that depends on an answer, a position, a photo."""

import pytest

from miqyas.reporting.typography import french_spaces
from miqyas_web.surveys.models import Attachment
from tests.browser.form.filling import answers, picture
from tests.conftest import ROOT
from tests.web.surveys import forms

pytestmark = pytest.mark.browser

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

HERE = {
    "geolocation": {"latitude": 31.6295, "longitude": -7.9811, "accuracy": 4},
    "permissions": ["geolocation"],
}


def test_answer_in_french_arrives_whole(fill, household, tmp_path):
    form = fill(household, **HERE)
    form.start()
    assert form.field("Commune").count() == 0 or not form.field("Commune").first.is_visible()
    form.field("Région").select_option("02")
    form.find("Commune", "elo", "Éloued")
    form.write("Nom de la personne", "Fatima")
    form.write("Âge de Fatima", "42")
    assert not form.field("Revenu du mois").is_visible()
    form.choose("Oui")
    form.write("Revenu du mois", "2 500,5")
    form.page.click("text=Prendre la position")
    form.page.wait_for_selector("text=à 4 m près")
    form.page.set_input_files("input[type=file]", picture(tmp_path))
    form.page.wait_for_selector("text=Photo réduite")
    form.write("Prénom", "Youssef")
    form.page.click("text=Ajouter : Membre")
    form.page.wait_for_selector("text=Le foyer compte 2 membre(s).")
    form.page.get_by_label("Prénom").nth(1).fill("Sara")
    form.page.get_by_label("Prénom").nth(1).blur()
    form.send()
    assert form.wait_done() == "Votre réponse est bien reçue"
    (answer,) = answers()
    xml = bytes(answer.xml).decode()
    written = (
        "<region>02</region><commune>s2</commune><chef>Fatima</chef><age>42</age><travail>oui</travail>"
        "<revenu>2500.5</revenu><gps>31.6295 -7.9811 0.0 4.0</gps>"
    )
    assert written in xml
    assert "<prenom>Youssef</prenom>" in xml
    assert "<prenom>Sara</prenom>" in xml
    assert "<instanceName>Fatima - 2</instanceName>" in xml
    photo = Attachment.objects.get(submission=answer)
    assert f"<photo>{photo.name}</photo>" in xml
    assert photo.name.endswith(".jpg")
    assert photo.n_bytes < 2_000_000
    assert (answer.origin, answer.is_test, answer.sent_by.name) == ("web", False, "Amina")


def test_answer_in_arabic_is_right_to_left_and_says_what_is_wrong(fill, household):
    form = fill(household, language="ar")
    form.start()
    assert form.page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == [
        "rtl",
        "ar",
    ]
    form.field("الجهة").first.select_option("01")
    form.write("اسم الشخص", "فاطمة")
    form.write("عمر فاطمة", "٩")
    assert form.page.inner_text("[role=alert]:has-text('العمر بين')") == "العمر بين 15 و110 سنة"
    form.send()
    form.page.wait_for_selector(".form-errors-box >> text=بعض الإجابات تحتاج إلى مراجعة")
    # The first that is wrong has the focus, and is said to be wrong.
    assert form.page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    form.write("عمر فاطمة", "٤٢")
    form.choose("لا")
    form.send()
    assert form.wait_done() == "وصلت إجابتكم"
    (answer,) = answers()
    assert "<chef>فاطمة</chef><age>42</age><travail>non</travail><revenu/>" not in bytes(answer.xml).decode()
    assert "<chef>فاطمة</chef><age>42</age><travail>non</travail>" in bytes(answer.xml).decode()


def test_language_changes_the_form_and_the_words_around_it(fill, household):
    form = fill(household)
    form.start()
    form.write("Nom de la personne", "Fatima")
    form.page.click("#form-languages >> text=English")
    assert form.page.inner_text("#form-send").strip() == "Send"
    assert form.field("Age of Fatima").is_visible()
    form.page.click("#form-languages >> text=العربية")
    assert form.page.inner_text("#form-send").strip() == "إرسال"
    assert form.page.evaluate("document.documentElement.dir") == "rtl"
    assert "rtl" in form.page.get_attribute("#sheet", "href")


def test_required_is_asked_for_in_our_words(fill, household):
    form = fill(household)
    form.start()
    form.send()
    summary = form.page.inner_text(".form-errors-box")
    assert french_spaces("Région : Répondez à cette question pour continuer.") in summary
    assert form.page.evaluate("document.activeElement.tagName") == "SELECT"
    assert answers() == []


def test_member_taken_away_is_gone(fill, household):
    form = fill(household)
    form.start()
    form.page.click("text=Ajouter : Membre")
    form.page.wait_for_selector("text=Membre 2")
    form.page.locator(".repeat").nth(0).get_by_role("button", name="Retirer").click()
    form.page.click("text=Oui, retirer")
    form.page.wait_for_selector("text=Le foyer compte 1 membre(s).")
    assert form.page.locator(".repeat").count() == 1


@pytest.mark.parametrize(("language", "width"), [("fr", 390), ("ar", 390), ("fr", 1280), ("ar", 1280)])
def test_form_is_accessible_and_fits_the_window(fill, household, language, width):
    form = fill(household, language=language, width=width)
    for _ in range(2):
        page = form.page
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            "axe.run().then(({ violations }) => violations.map((v) => [v.id, v.nodes[0].html]))"
        )
        assert found == []
        if page.query_selector("#form-start"):
            form.start()
            form.send()
            page.wait_for_selector(".form-errors-box")


def test_household_form_of_the_shared_data_is_filled(fill, publish):
    form = fill(publish(forms.menage()))
    form.start()
    form.field("Région").select_option("07")
    form.find("Commune", "marra", "Marrakech")
    form.write("Nom du chef de ménage", "Amal")
    form.write("Âge de Amal", "200")
    assert "L'âge doit être compris entre 15 et 110 ans" in form.page.inner_text("#form-page")
    form.write("Âge de Amal", "30")
    form.choose("Non")
    form.send()
    assert form.wait_done() == "Votre réponse est bien reçue"
    xml = bytes(answers()[0].xml).decode()
    assert "<region>07</region><commune>070101</commune><chef>Amal</chef><age>30</age>" in xml
