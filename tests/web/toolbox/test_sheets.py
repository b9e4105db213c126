import re

import pytest

from miqyas_web.toolbox import queries

OURS = (
    "getting-started",
    "initiative",
    "datasets",
    "provenance",
    "diagnostic",
    "consent-and-care",
    "writing-a-questionnaire",
    "questionnaire-in-a-spreadsheet",
    "choosing-a-design",
    "drawing-lots",
    "sampling",
    "without-a-comparison",
)
# Sheets of a design: they also say when it is right and what not to say.
DESIGNS = (
    "regression-discontinuity",
    "instrumental-variables",
    "difference-in-differences",
    "staggered-roll-out",
    "synthetic-control",
    "matching-and-weighting",
    "before-and-after",
)
WAYS_OF_WORKING = ("evaluate-without-sharing",)


@pytest.fixture
def content(tmp_path, monkeypatch):
    """A content folder of our own."""

    def write(slug, language, text):
        folder = tmp_path / slug
        folder.mkdir(exist_ok=True)
        (folder / f"{language}.md").write_text(text, encoding="utf-8")

    monkeypatch.setattr(queries, "content_folder", lambda: tmp_path)
    return write


def text(response):
    return response.content.decode()


def test_a_sheet_has_a_title_a_summary_and_a_body(content):
    content(
        "indicators", "fr", "# Les indicateurs\n\nUn **signe**\nqui se mesure.\n\n## Pourquoi\n\nVoilà.\n"
    )
    sheet = queries.sheet_of("indicators")
    assert (sheet.title, sheet.summary, sheet.body, sheet.language) == (
        "Les indicateurs",
        "Un signe qui se mesure.",
        "## Pourquoi\n\nVoilà.",
        "fr",
    )


def test_a_sheet_read_again_after_a_change_is_the_new_one(content):
    content("indicators", "fr", "# Avant\n\nA.\n")
    assert queries.sheet_of("indicators").title == "Avant"
    import os

    content("indicators", "fr", "# Après\n\nA.\n")
    os.utime(queries.content_folder() / "indicators" / "fr.md", ns=(1, 1))
    assert queries.sheet_of("indicators").title == "Après"


@pytest.mark.parametrize("slug", ["../secret", "..", "a/b", "A", "", "a--b", "README"])
def test_a_slug_is_no_path(content, slug):
    assert queries.sheet_of(slug) is None


def test_sheets_are_public_and_listed_in_the_order_of_the_walk(client, content):
    content("zebra", "fr", "# Zèbre\n\nZ.\n")
    content("indicators", "fr", "# Indicateurs\n\nI.\n")
    content("initiative", "fr", "# Initiative\n\nD.\n")
    page = text(client.get("/toolbox/"))
    places = [page.index(f"/toolbox/{slug}/") for slug in ("initiative", "indicators", "zebra")]
    assert places == sorted(places)


def test_a_sheet_is_public_and_escaped(client, content):
    content("indicators", "fr", "# Un <b>titre</b>\n\nRésumé.\n\n## Pourquoi\n\n<script>alert(1)</script>\n")
    page = text(client.get("/toolbox/indicators/"))
    assert "<h2>Pourquoi</h2>" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Un &lt;b&gt;titre&lt;/b&gt;" in page


def test_a_sheet_that_is_not_translated_shows_the_french_and_says_so(client, content):
    content("indicators", "fr", "# Les indicateurs\n\nRésumé.\n\nCorps.\n")
    page = text(client.get("/toolbox/indicators/", headers={"Accept-Language": "ar"}))
    assert "لم تُترجم هذه البطاقة بعد." in page
    assert '<article class="sheet" lang="fr" dir="ltr">' in page


def test_a_translated_sheet_reads_in_its_direction(client, content):
    content("indicators", "fr", "# Les indicateurs\n\nRésumé.\n\nCorps.\n")
    content("indicators", "ar", "# المؤشرات\n\nملخص.\n\nنص.\n")
    page = text(client.get("/toolbox/indicators/", headers={"Accept-Language": "ar"}))
    assert '<article class="sheet" lang="ar" dir="rtl"><p>نص.</p></article>' in page
    assert "لم تُترجم" not in page


def test_sheets_link_to_each_other_in_the_way_files_do(client, content):
    content(
        "indicators",
        "fr",
        "# I\n\nR.\n\n[a](../initiative/fr.md) [b](initiative) [c](../absent/fr.md) [d](../../etc)\n",
    )
    content("initiative", "fr", "# J\n\nR.\n")
    page = text(client.get("/toolbox/indicators/"))
    assert '<p><a href="/toolbox/initiative/">a</a> <a href="/toolbox/initiative/">b</a> c d</p>' in page


@pytest.mark.parametrize("address", ["/toolbox/absent/", "/toolbox/a_b/", "/toolbox/..%2fsecret/"])
def test_an_absent_sheet_is_not_found(client, content, address):
    assert client.get(address).status_code == 404


def test_search_reads_the_whole_sheet_without_accents(client, content):
    content("indicators", "fr", "# Les indicateurs\n\nR.\n\nUne donnée désagrégée.\n")
    content("initiative", "fr", "# L’initiative\n\nR.\n")
    page = text(client.get("/toolbox/?words=DESAGREGEE"))
    assert ("/toolbox/indicators/" in page, "/toolbox/initiative/" in page) == (True, False)
    assert "Aucune fiche ne contient ces mots" in text(client.get("/toolbox/?words=zzz"))


def test_an_empty_toolbox_says_so(client, content):
    assert "Les fiches ne sont pas installées" in text(client.get("/toolbox/"))


def test_designs_follow_the_randomised_trial():
    place = queries.ORDER.index("randomised-trial") + 1
    shown = [sheet.slug for sheet in queries.sheets(language="fr") if sheet.slug in queries.ORDER]
    assert shown[place : place + len(DESIGNS)] == list(DESIGNS)


@pytest.mark.parametrize("slug", [*OURS, *DESIGNS, *WAYS_OF_WORKING])
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_our_sheets_are_whole_in_each_language(slug, language):
    sheet = queries.sheet_of(slug, language=language)
    assert sheet.language == language
    assert 20 <= len(sheet.summary) <= 220
    french = queries.sheet_of(slug, language="fr")
    headings = [line.split(" ")[0] for line in sheet.body.splitlines() if line.startswith("#")]
    assert headings == [line.split(" ")[0] for line in french.body.splitlines() if line.startswith("#")]
    assert len(headings) == (6 if slug in OURS else 7)


@pytest.mark.parametrize("slug", [*DESIGNS, *WAYS_OF_WORKING])
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_sheets_of_designs_have_the_same_points_in_each_language(slug, language):
    def shape(code):
        lines = queries.sheet_of(slug, language=code).body.splitlines()
        return [found[0] for line in lines if (found := re.match(r"##|\d\.|- |```", line))]

    assert shape(language) == shape("fr")


def test_a_french_sheet_is_set_as_french_is_and_its_code_is_not(content):
    content("a", "fr", "# Qui ?\n\nOù :\n\nIci : `a : b`\n\n```\nc : d\n```\n")
    content("a", "en", "# Who ?\n\nWhere :\n\nHere : it\n")
    sheet = queries.sheet_of("a", language="fr")
    assert (sheet.title, sheet.summary) == ("Qui\u202f?", "Où\u00a0:")
    assert queries.html_of(sheet, resolve=lambda _: None) == (
        '<p>Ici\u00a0: <code dir="ltr">a : b</code></p>\n<pre dir="ltr"><code>c : d</code></pre>'
    )
    other = queries.sheet_of("a", language="en")
    assert (other.title, queries.html_of(other, resolve=lambda _: None)) == ("Who ?", "<p>Here : it</p>")
