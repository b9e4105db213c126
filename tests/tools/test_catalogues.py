"""The tool for catalogues: what it finds, what it keeps, what it refuses."""

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import Catalog

from tests.conftest import ROOT
from tools import catalogues

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Seal the plan")
ngettext("%(count)s village", "%(count)s villages", 3)
pgettext("a verb", "Study")
"""
PAGE = """{% load i18n %}
    {% translate "Data" %}
  {% blocktranslate trimmed with name=x %}
     Hello {{ name }},
     it's ready
  {% endblocktranslate %}
{% blocktranslate count n=n %}{{ n }} girl{% plural %}{{ n }} girls{% endblocktranslate %}
{% c "button" label=_("Save the draft") %}
{% translate "Study" context "a noun" %}
<p>An apostrophe's quote "alone</p>
"""


@pytest.fixture
def room(tmp_path, monkeypatch):
    folder = tmp_path / "studies"
    (folder / "templates" / "studies").mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "views.py").write_text(CODE, encoding="utf-8")
    (folder / "templates" / "studies" / "study_show.html").write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(catalogues, "ROOMS", tmp_path)
    return folder


def test_messages_of_code_and_templates_are_found(room):
    found = {(each.context, each.singular, each.plural) for each in catalogues.extract("studies").values()}
    assert found == {
        (None, "Seal the plan", None),
        (None, "%(count)s village", "%(count)s villages"),
        ("a verb", "Study", None),
        ("a noun", "Study", None),
        (None, "Data", None),
        (None, "Hello %(name)s, it's ready", None),
        (None, "%(n)s girl", "%(n)s girls"),
        (None, "Save the draft", None),
    }


def translated(language="fr", **changes):
    """A whole catalogue of the room, with what the test changes in it."""
    catalog = Catalog(locale=language)
    for message in catalogues.extract("studies").values():
        words = changes.get(message.singular, message.singular)
        if message.plural and isinstance(words, str):
            words = (words,) * catalog.num_plurals
        catalog.add(message.id, string=words, context=message.context)
    return catalog


def write(catalog, language="fr"):
    catalogues._write(catalog, catalogues.catalogue_path("studies", language))


def test_whole_catalogue_passes(room):
    write(translated())
    assert catalogues.check("studies", "fr") == []


def test_absent_catalogue_misses_everything(room):
    assert len(catalogues.check("studies", "ar")) == 8


@pytest.mark.parametrize(("changes", "complaint"), [
    ({"Data": ""}, "studies fr · not translated: 'Data'"),
    ({"Hello %(name)s, it's ready": "Bonjour %(nom)s"}, "placeholders ['nom'], ['name'] expected"),
    ({"Hello %(name)s, it's ready": "Bonjour"}, "placeholders [], ['name'] expected"),
    ({"%(n)s girl": ("%(n)s fille", "")}, "not translated: '%(n)s girl'"),
])  # fmt: skip
def test_fault_is_told(room, changes, complaint):
    write(translated(**changes))
    complaints = catalogues.check("studies", "fr")
    assert len(complaints) == 1
    assert complaint in complaints[0]


def test_one_may_be_said_in_words(room):
    write(translated(**{"%(n)s girl": ("une fille", "%(n)s filles")}))
    assert catalogues.check("studies", "fr") == []


def test_arabic_needs_its_six_forms(room):
    path = catalogues.catalogue_path("studies", "ar")
    write(translated("ar"), "ar")
    text = path.read_text(encoding="utf-8").replace('msgstr[5] "%(n)s girl"\n', "")
    path.write_text(text, encoding="utf-8")
    assert any(
        "plural forms" in line or "not translated" in line for line in catalogues.check("studies", "ar")
    )


def test_fuzzy_and_obsolete_are_told(room):
    catalog = translated()
    catalog.get("Data").flags.add("fuzzy")
    catalog.add("Gone", string="Parti")
    write(catalog)
    assert catalogues.check("studies", "fr") == [
        "studies fr · no longer in the code: 'Gone'",
        "studies fr · fuzzy: 'Data'",
    ]


def test_update_keeps_what_is_translated_and_drops_what_is_gone(room):
    catalog = translated(Data="Données")
    catalog.add("Gone", string="Parti")
    write(catalog)
    (room / "views.py").write_text(f'{CODE}\n_("New")\n', encoding="utf-8")
    catalogues.update("studies", "fr")
    kept = catalogues.read("studies", "fr")
    assert kept.get("Data").string == "Données"
    assert kept.get("Gone") is None
    assert catalogues.check("studies", "fr") == ["studies fr · not translated: 'New'"]


def test_update_twice_writes_the_same_bytes_without_dates_or_places(room):
    catalogues.update("studies", "ar")
    path = catalogues.catalogue_path("studies", "ar")
    first = path.read_bytes()
    catalogues.update("studies", "ar")
    assert path.read_bytes() == first
    assert b"Date" not in first
    assert b"study_show.html" not in first


def test_two_rooms_that_disagree_are_told(room, tmp_path):
    other = tmp_path / "reports"
    other.mkdir()
    (other / "__init__.py").touch()
    write(translated(Data="Données"))
    catalog = Catalog(locale="fr")
    catalog.add("Data", string="Informations")
    catalogues._write(catalog, catalogues.catalogue_path("reports", "fr"))
    assert [where for where, _ in catalogues.disagreements("fr")] == ["reports", "studies"]
    assert catalogues.disagreements("ar") == []


def test_compiled_catalogue_is_read_by_gettext(room):
    write(translated(Data="Données"))
    catalogues.compile_catalogue("studies", "fr")
    assert "Données".encode() in catalogues.catalogue_path("studies", "fr").with_suffix(".mo").read_bytes()


def test_command_refuses_a_room_that_is_not():
    tool = Path(catalogues.__file__)
    answer = subprocess.run(
        [sys.executable, tool, "check", "kitchen"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert answer.returncode == 2
    assert "no such room: kitchen" in answer.stderr
