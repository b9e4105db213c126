"""The logframe and the results chain, read from the graph, and their files."""

import io

import openpyxl
import pytest
from docx import Document
from hypothesis import given, settings
from tests.miqyas.theory.theories import changed, sound, theories

from miqyas.reporting.documents.logframe import HEADS, logframe_document
from miqyas.theory.logframe import Condition, Measure, logframe, results_chain

MEASURES = {"price": [Measure("Prix du tapis", "Registre des ventes"), Measure("=1+1")]}


def test_rows_read_from_impact_to_activities_with_their_assumptions():
    shelves = logframe(sound(), measures=MEASURES)
    assert [shelf.level for shelf in shelves] == ["impact", "outcome", "output", "activity"]
    assert [[row.node.key for row in shelf.rows] for shelf in shelves] == [
        ["better"], ["control", "price"], ["trained"], ["train"],
    ]  # fmt: skip
    price = shelves[1].rows[1]
    assert price.conditions == (
        Condition("l3", "control", "l’argent se voit"),
        Condition("l4", "better", "l’argent reste au foyer"),
    )
    assert [measure.name for measure in price.measures] == ["Prix du tapis", "=1+1"]
    assert shelves[0].rows[0].conditions == ()


def test_later_terms_stand_above_earlier_ones():
    theory = changed(changed(sound(), "price", term="short"), "control", term="long")
    assert [row.node.key for row in logframe(theory)[1].rows] == ["control", "price"]
    turned = changed(changed(sound(), "price", term="long"), "control", term="short")
    assert [row.node.key for row in logframe(turned)[1].rows] == ["price", "control"]
    assert [stage.band for stage in results_chain(theory)] == [
        "activity", "output", "outcome-short", "outcome-long", "impact",
    ]  # fmt: skip


@given(theories())
@settings(max_examples=60, deadline=None)
def test_every_node_and_every_assumption_stands_once(theory):
    rows = [row for shelf in logframe(theory) for row in shelf.rows]
    assert sorted(row.node.key for row in rows) == sorted(node.key for node in theory.nodes)
    assert sorted(c.link for row in rows for c in row.conditions) == sorted(k.key for k in theory.links)
    staged = [node.key for stage in results_chain(theory) for node in stage.nodes]
    assert sorted(staged) == sorted(node.key for node in theory.nodes)


def written(form, language):
    return logframe_document(
        sound(language),
        form,
        measures=MEASURES,
        title="Tapis",
        organisation="Tifawin",
        language=language,
    )


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_workbook_holds_the_rows_and_no_formula(language):
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", language)))
    page = book.active
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert tuple(rows[0][1:]) == HEADS[language]
    assert len(rows) == 6
    price = rows[3]
    assert price[2] == "Prix du tapis\n=1+1"
    assert "l’argent reste au foyer" in price[4]
    assert not [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert bool(page.sheet_view.rightToLeft) is (language == "ar")


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_word_file_holds_a_table_by_level(language):
    document = Document(io.BytesIO(written("docx", language)))
    tables = document.tables
    assert len(tables) == 4
    assert tuple(cell.text for cell in tables[0].rows[0].cells) == HEADS[language]
    outcomes = [[cell.text for cell in row.cells] for row in tables[1].rows[1:]]
    assert sound(language).node("price").title in outcomes[1][0]
    assert "Registre des ventes" in outcomes[1][2]


def test_same_theory_gives_the_same_word_file():
    assert written("docx", "fr") == written("docx", "fr")
