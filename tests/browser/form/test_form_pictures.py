"""A choice on a drawing, strokes over a photo, and a form that begins with what the last answer said."""

import base64
import re
import struct
import zlib

import pytest
from django.conf import settings

from miqyas_web.foundation import shelf
from tests.browser.form.filling import answers
from tests.browser.form.test_form_kinds import draw
from tests.web.surveys import filled

pytestmark = pytest.mark.browser

WORDS = {
    "fr": {
        "village": "Village",
        "one": "Où est la fuite ?",
        "many": "Quoi réparer ?",
        "roof": "Le toit",
        "kept": "Le dessin est gardé.",
    },
    "ar": {
        "village": "القرية",
        "one": "أين التسرب؟",
        "many": "ما الذي يجب إصلاحه؟",
        "roof": "السقف",
        "kept": "حُفظ الرسم.",
    },
}


def said(answer):
    return dict(re.findall(r"<(\w+)>([^<]*)</\1>", bytes(answer.xml).decode()))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pictures_are_answered_by_touch_and_by_keyboard(fill, publish, tmp_path, language):
    words = WORDS[language]
    form = fill(publish(filled.on_pictures()), language=language)
    page = form.page
    form.start()
    assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    form.write(words["village"], "Tamda")
    one, many = (page.get_by_role("group", name=words[name]) for name in ("one", "many"))
    # A part is touched; the button that says the same is ticked.
    one.locator("svg.map [data-part=toit]").click()
    assert one.get_by_label(words["roof"]).is_checked()
    assert "map-chosen" in one.locator("[data-part=toit]").get_attribute("class")
    # By keyboard, on the buttons: the part is drawn as chosen.
    many.get_by_label(words["roof"]).focus()
    page.keyboard.press("Space")
    many.locator("[data-part=mur] rect").click()
    assert many.locator(".map-chosen").count() == 2
    # What is no choice does nothing, and what a drawing would run or fetch did not come with it.
    one.locator("[data-part=decor]").click()
    assert one.locator(".map-chosen").count() == 1
    assert one.locator("svg script, svg [onload], svg [style]").count() == 0
    assert one.locator("[data-part=decor]").get_attribute("fill") is None
    assert one.locator("svg.map").get_attribute("aria-hidden") == "true"
    page.set_input_files("input[type=file]", white(tmp_path))
    page.wait_for_selector("canvas.pad-over[data-laid]")
    draw(page)
    page.locator(".pad-box .btn-secondary").click()
    page.wait_for_selector(f"text={words['kept']}")
    form.send()
    form.wait_done()
    (answer,) = answers()
    told = said(answer)
    assert (told["village"], told["un"], told["des"]) == ("Tamda", "toit", "toit mur")
    file = answer.attachments.get()
    assert (file.name, file.media_type) == (told["photo"], "image/jpeg")
    width, height, n_red = seen(page, shelf.path_of(settings.ATTACHMENTS, file.sha256))
    assert (width, height) == (600, 400)
    assert n_red > 200


def test_the_photo_alone_is_an_answer_and_strokes_are_taken_back(fill, publish, tmp_path):
    form = fill(publish(filled.on_pictures()))
    page = form.page
    form.start()
    page.set_input_files("input[type=file]", white(tmp_path))
    page.wait_for_selector("canvas.pad-over[data-laid]")
    draw(page)
    page.click("text=Garder ce dessin")
    page.wait_for_selector("text=Le dessin est gardé.")
    page.click("text=Recommencer le dessin")
    form.send()
    form.wait_done()
    (answer,) = answers()
    *_size, n_red = seen(page, shelf.path_of(settings.ATTACHMENTS, answer.attachments.get().sha256))
    assert n_red == 0


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_form_begins_with_what_the_last_answer_of_this_device_said(fill, publish, language):
    words = WORDS[language]
    form = fill(publish(filled.on_pictures()), language=language)
    page = form.page
    form.start()
    assert form.field(words["village"]).first.input_value() == ""
    form.write(words["village"], "Aït Inventé")
    form.send()
    form.wait_done()
    page.reload()
    form.start()
    assert form.field(words["village"]).first.input_value() == "Aït Inventé"
    form.write(words["village"], "Tamda")
    form.send()
    form.wait_done()
    # Without reloading too.
    page.locator("#form-done button").first.click()
    page.wait_for_selector("body[data-state=filling] .form-sheet")
    assert form.field(words["village"]).first.input_value() == "Tamda"
    # Of the answer, what the form asks about and nothing else.
    kept = page.evaluate(
        "Object.entries(localStorage).filter(([key]) => key.startsWith('miqyas-last')).map(([, xml]) => xml)"
    )
    assert kept == ["<data><village>Tamda</village></data>"]
    assert [said(one)["village"] for one in answers()] == ["Aït Inventé", "Tamda"]


READ = """async content => {
    const bytes = Uint8Array.from(atob(content), each => each.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const pen = canvas.getContext("2d");
    pen.drawImage(picture, 0, 0);
    const { data } = pen.getImageData(0, 0, picture.width, picture.height);
    let red = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at] > 150 && data[at + 1] < 90 && data[at + 2] < 90) red++;
    return [picture.width, picture.height, red];
}"""


def seen(page, path):
    """Width, height and red points of a picture, as the browser reads it."""
    return page.evaluate(READ, base64.b64encode(path.read_bytes()).decode())


def white(folder, *, width=600, height=400):
    """A photo without anything on it."""

    def chunk(kind, content):
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\xff" * width * 3) * height
    path = folder / "mur.png"
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + parts)
    return path
