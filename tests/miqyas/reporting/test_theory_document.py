"""A theory to take away: picture, PDF, Word."""

import io
import struct
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given, settings
from tests.miqyas.theory.theories import sound, theories

from miqyas.reporting.documents.blocks import Bullets, Drawing, Heading
from miqyas.reporting.theory_document import theory_docx, theory_pdf, theory_png, theory_sheet
from miqyas.theory.graph import Link, Node, Theory
from miqyas.theory.layout import layout
from miqyas.theory.parts import TALLEST, WIDEST, parts_of


def long_theory(n=60):
    """Twenty activities, twenty outputs, twenty outcomes, each linked to two of the next level."""
    levels = ("activity", "output", "outcome")
    third = n // 3
    nodes = tuple(
        Node(f"{level}{i}", level, f"Les familles du douar {i} gardent l’eau propre")
        for level in levels
        for i in range(third)
    )
    links = tuple(
        Link(f"{one}{i}-{j}", f"{one}{i}", f"{other}{j}")
        for one, other in pairwise(levels)
        for i in range(third)
        for j in (i, (i + 7) % third)
    )
    return Theory(nodes, links)


def size(png):
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


@given(theories(most_nodes=14))
@settings(max_examples=60, deadline=None)
def test_parts_hold_every_node_and_every_link_once(theory):
    parts = parts_of(theory, widest=500, tallest=300)
    links = [link.key for part in parts for link in part.links]
    assert sorted(links) == sorted(link.key for link in theory.links)
    assert {node.key for part in parts for node in part.nodes} == {node.key for node in theory.nodes}


def test_parts_of_a_long_theory_fit_a_page():
    parts = parts_of(long_theory())
    assert len(parts) > 3
    for part in parts:
        plan = layout(part, all_levels=False)
        assert plan.width <= WIDEST
        assert plan.height <= TALLEST


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_picture_is_wide_enough_for_a_slide_and_white(language):
    narrow = Theory((Node("a", "activity", "الماء" if language == "ar" else "Eau"),), ())
    for theory in (narrow, sound()):
        wide, _tall = size(theory_png(theory, language=language))
        assert wide >= 1920
    wide, tall = size(theory_png(long_theory(120), language=language))
    assert wide >= 1920
    assert wide * tall <= 31e6


def test_sheet_says_every_node_and_every_link():
    theory = sound()
    sheet = theory_sheet(theory, title="Dar Taliba", organisation="Tifawin", language="fr")
    headings = [block.text for block in sheet[1] if isinstance(block, Heading) and block.level == 2]
    assert headings == [
        node.label for level in ("activity", "output", "outcome", "impact") for node in theory.at(level)
    ]
    told = [text for block in sheet[1] if isinstance(block, Bullets) for _word, text in block.items]
    assert len(told) == len(theory.links)
    assert sum(isinstance(block, Drawing) for block in sheet[1]) == 1
    long = theory_sheet(long_theory(), title="Long", organisation="Tifawin", language="fr")
    drawn = sum(isinstance(block, Drawing) for block in long[1])
    assert drawn == len(parts_of(long_theory()))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pdf_is_tagged_and_word_holds_the_picture(language):
    sheet = theory_sheet(sound(), title="Dar Taliba <b>", organisation="Tifawin", language=language)
    pdf = theory_pdf(sheet, language=language)
    assert pdf[:5] == b"%PDF-"
    assert b"pdfuaid" in pdf
    with zipfile.ZipFile(io.BytesIO(theory_docx(sheet, language=language))) as file:
        document = file.read("word/document.xml").decode()
        assert [name for name in file.namelist() if name.endswith(".png")]
    assert 'w:orient="landscape"' in document
    assert "Dar Taliba &lt;b&gt;" in document
    assert ("<w:bidi" in document) == (language == "ar")
