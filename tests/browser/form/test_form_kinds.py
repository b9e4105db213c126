"""Every kind of question, screen by screen; by keyboard alone; a correction; very long lists."""

import re

import pytest

from miqyas.reporting.typography import french_spaces
from miqyas_web.surveys.actions.receiving import receive
from tests.browser.form.filling import answers
from tests.web.surveys import filled, forms, situations
from tests.web.surveys.forms import row

pytestmark = pytest.mark.browser


def go_to(form, label):
    """Press Next until the question is on the screen."""
    while not form.page.locator(".q-label", has_text=label).first.is_visible():
        form.page.click("#form-next")
    return form.field(label).first


def draw(page):
    pad = page.locator("canvas.pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 90, steps=5)
    page.mouse.up()


def test_each_kind_of_question_gives_its_answer(fill, publish):
    form = fill(publish(filled.kinds()), timezone_id="Africa/Casablanca")
    page = form.page
    form.start()
    assert "Écran 1 sur" in page.inner_text("#form-count")
    for label, typed in (
        ("Un mot", "eau"),
        ("Un récit", "une\nhistoire"),
        ("Un entier", "1 200"),
        ("Un décimal", "٣٫٥"),
        ("Un jour", "2026-11-20"),
        ("Une année", "1998"),
        ("Une heure", "08:30"),
        ("Un instant", "2026-11-20T08:30"),
    ):
        go_to(form, label)
        form.write(label, typed)
    go_to(form, "Un avis")
    page.get_by_role("group", name="Un avis").get_by_text("Beaucoup").click()
    page.get_by_role("group", name="Côte à côte").get_by_text("Un peu").click()
    form.find("Plusieurs", "amaz", "Amazighe")
    form.find("Plusieurs", "dar", "Darija")
    slide = go_to(form, "Un curseur")
    slide.focus()
    slide.press("ArrowRight")
    go_to(form, "Des étoiles")
    page.get_by_role("group", name="Des étoiles").get_by_label("4").check()
    go_to(form, "Un ordre")
    page.get_by_role("button", name="Descendre « Darija »").click()
    go_to(form, "Avez-vous lu")
    page.get_by_role("group", name="Avez-vous lu ?").get_by_label("J'ai lu").check()
    go_to(form, "Un lieu")
    page.locator("[data-node]", has_text="Un lieu").locator("summary").first.click()
    page.get_by_label("Latitude").first.fill("31,63")
    page.get_by_label("Longitude").first.fill("-7,98")
    page.get_by_role("button", name="Utiliser cette position").first.click()
    page.wait_for_selector("text=31.63000, -7.98000")
    while not page.locator("canvas.pad").is_visible():
        page.click("#form-next")
    draw(page)
    page.click("text=Garder ce dessin")
    page.wait_for_selector("img.file-picture")
    go_to(form, "Un code")
    form.write("Un code", "6111245")
    form.send()
    form.wait_done()
    (answer,) = answers()
    xml = bytes(answer.xml).decode()
    said = dict(re.findall(r"<(\w+)>([^<]*)</\1>", xml))
    assert said["mot"] == "eau"
    assert said["recit"].split() == ["une", "histoire"]
    assert (said["entier"], said["decimal"], said["double"]) == ("1200", "3.5", "2400")
    assert (said["jour"], said["annee"]) == ("2026-11-20", "1998-01-01")
    assert said["heure"].startswith("08:30:00.000+0")
    assert said["instant"].startswith("2026-11-20T08:30:00.000+0")
    assert (said["avis"], said["cote"], said["plusieurs"]) == ("3", "2", "dar ama")
    assert (said["curseur"], said["etoiles"], said["ordre"], said["lu"]) == ("6", "4", "ama dar", "OK")
    assert (said["lieu"], said["code"], said["cache"]) == ("31.63 -7.98 0.0 0.0", "6111245", "7")
    assert answer.attachments.get().name == said["signature"]


def test_what_is_no_number_stops_on_its_screen(fill, publish):
    form = fill(publish(filled.kinds()))
    form.start()
    form.write("Un entier", "douze")
    form.page.click("#form-next")
    box = form.page.inner_text(".form-errors-box")
    assert french_spaces("Un entier : Écrivez un nombre entier, sans décimales.") in box
    assert form.page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    assert form.field("Un entier").input_value() == "douze"


def test_form_is_filled_by_keyboard_alone(fill, household):
    form = fill(household, width=1280)
    page = form.page
    page.wait_for_selector("#form-start")
    keys = page.keyboard
    reach(page, "#form-start")
    keys.press("Enter")
    page.wait_for_selector(".form-sheet")
    reach(page, "select")
    keys.press("ArrowDown")
    reach(page, "[role=combobox]")
    keys.type("ain")
    keys.press("ArrowDown")
    keys.press("Enter")
    keys.press("Tab")
    keys.type("Fatima")
    keys.press("Tab")
    keys.type("42")
    keys.press("Tab")
    keys.press("Space")
    keys.press("ArrowDown")
    reach(page, "#form-send")
    keys.press("Enter")
    form.wait_done()
    (answer,) = answers()
    written = "<commune>n2</commune><chef>Fatima</chef><age>42</age><travail>non</travail>"
    assert written in bytes(answer.xml).decode()
    assert page.evaluate("document.activeElement.id") == "form-done-title"


def reach(page, selector):
    """Press Tab until the focus is there."""
    for _ in range(60):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")


def test_sent_answer_is_corrected_and_its_files_stay(fill, household, amina):
    xml = (
        '<data id="menage_essai" version="1"><start/><foyer><region>01</region><commune>n1</commune>'
        "<chef>Fatima</chef><age>42</age><travail>non</travail><gps/><photo/></foyer>"
        "<membre><prenom>Sara</prenom><m_age>9</m_age><langues>dar</langues></membre>"
        "<n_membres>1</n_membres><recap/><meta><instanceID>uuid:premier</instanceID></meta></data>"
    )
    receipt = receive(survey=household, xml=xml.encode(), origin="web", by=amina)
    path = (
        f"/initiatives/{household.initiative_id}/surveys/{household.pk}/fill/correct/{receipt.submission.pk}/"
    )
    form = fill(household, path=path)
    form.page.wait_for_selector("body[data-state=filling]")
    assert form.field("Prénom").input_value() == "Sara"
    assert "Correction d'une réponse" in form.page.inner_text(".form-told")
    form.write("Âge de Fatima", "43")
    form.send()
    assert form.wait_done() == "Votre réponse est bien reçue"
    old, new = answers()
    assert (new.corrects, new.is_current, old.is_current) == (old, True, False)
    assert "<age>43</age>" in bytes(new.xml).decode()
    assert "<deprecatedID>uuid:premier</deprecatedID>" in bytes(new.xml).decode()


def test_list_of_twenty_thousand_is_searched(fill, publish):
    lines = "\n".join(f"c{at},Localité {at} الجماعة" for at in range(20_000))
    rows = {
        "survey": [row("select_one_from_file long.csv", "lieu", "Lieu", "المكان", "Place")],
        "choices": [],
        "settings": [{"form_title": "Longue liste", "form_id": "longue", "version": "1"}],
    }
    form = fill(publish(forms.sample(rows, media={"long.csv": f"name,label\n{lines}\n".encode()})))
    form.start()
    form.find("Lieu", "localite 19999", "Localité 19999 الجماعة")
    assert form.page.locator(".offers li").count() <= 50
    form.send()
    form.wait_done()
    assert "<lieu>c19999</lieu>" in bytes(answers()[0].xml).decode()


@pytest.mark.parametrize(("found", "kept", "told"), [("6111", "6111", "Lu"), ("", "", "Aucun code")])
def test_a_code_is_read_from_a_picture_where_the_browser_knows_how(fill, publish, found, kept, told):
    form = fill(publish(filled.kinds()))
    page = form.page
    codes = f"[{{rawValue: '{found}'}}]" if found else "[]"
    page.add_init_script(f"window.BarcodeDetector = class {{ async detect() {{ return {codes}; }} }};")
    page.reload()
    form.start()
    field = go_to(form, "Un code")
    question = page.locator("[data-node]", has_text="Un code").last
    question.locator("input[type=file]").set_input_files(
        {"name": "code.png", "mimeType": "image/png", "buffer": situations.PNG}
    )
    page.wait_for_function("told => document.body.innerText.includes(told)", arg=told)
    assert field.input_value() == kept
    form.write("Un code", "6222")
    assert field.input_value() == "6222"
