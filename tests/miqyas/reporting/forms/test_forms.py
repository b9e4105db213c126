"""A form written as Word and Excel, filled in, read back; hostile files are refused before a cell is looked at."""

import io
import zipfile

import docx
import openpyxl
import pytest

from miqyas.errors import (
    CorruptFile,
    DangerousXml,
    EmptyFile,
    ExternalLinks,
    LinkedDocument,
    LockedWorkbook,
    MacrosInside,
    NotAnOfficeForm,
    TooBig,
    TooManyRows,
    ZipBomb,
)
from miqyas.reporting.forms import Field, FieldTable, Form, form_to_docx, form_to_xlsx, read_form

FORM = Form(
    mark="MIQYAS appel 1 abc",
    mark_label="Ne pas changer",
    title="Eau et école",
    organisation="Fonds inventé",
    kind="Candidature",
    guide=("Écrivez sous chaque question.",),
    fields=(
        Field("q-need", "Quel est le besoin ?", "au plus 300 mots", "La source tarit.\nEn août."),
        Field("q-how", "ما الحاجة؟"),
        Field("asked_mad", "Montant demandé", value="=200000"),
    ),
    tables=(
        FieldTable(
            "budget",
            "Budget : lignes/coûts",
            ("Ligne", "Coût", "Demandé"),
            (("Puits", "250000.50", "200000.00"),),
            n_empty=4,
            amounts=frozenset({1, 2}),
        ),
        FieldTable("partners", "Partenaires", ("Nom", "Rôle")),
    ),
    answers_title="Questions",
)
WRITERS = {"docx": form_to_docx, "xlsx": form_to_xlsx}


@pytest.fixture
def kept(tmp_path):
    def write(content, name="rempli.docx"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("extension", WRITERS)
def test_a_form_is_read_back_as_it_was_written(kept, extension, language):
    content = WRITERS[extension](FORM, language=language)
    assert content == WRITERS[extension](FORM, language=language)
    found = read_form(kept(content, f"x.{extension}"))
    assert found.mark == FORM.mark
    assert found.answers == {
        "q-need": "La source tarit.\nEn août.", "q-how": "", "asked_mad": "=200000",
    }  # fmt: skip
    amounts = {"docx": ("Puits", "250000.50", "200000.00"), "xlsx": ("Puits", "250000.5", "200000")}
    assert found.tables["budget"].rows == (amounts[extension],)
    assert found.tables["partners"].rows == ()
    assert found.twice == ()


def test_arabic_reads_from_the_right():
    book = openpyxl.load_workbook(io.BytesIO(form_to_xlsx(FORM, language="ar")))
    assert all(page.sheet_view.rightToLeft for page in book.worksheets)
    with zipfile.ZipFile(io.BytesIO(form_to_docx(FORM, language="ar"))) as archive:
        assert b"w:bidiVisual" in archive.read("word/document.xml")
    assert not any(
        page.sheet_view.rightToLeft
        for page in openpyxl.load_workbook(io.BytesIO(form_to_xlsx(FORM, language="fr"))).worksheets
    )


def test_answers_typed_by_hand_are_found_wherever_they_stand(kept):
    """Paragraphs added, tables moved, a table pasted inside an answer, a row added to the budget."""
    whole = docx.Document(io.BytesIO(form_to_docx(FORM, language="fr")))
    answer = whole.tables[2].rows[1].cells[0]
    answer.paragraphs[0].text = "Première ligne"
    answer.add_paragraph("Seconde ligne")
    pasted = answer.add_table(rows=1, cols=2)
    pasted.rows[0].cells[0].text = "collé [budget]"
    budget = whole.tables[4]
    for cell, text in zip(budget.add_row().cells, ("Pompe", "12 000", "8 000"), strict=True):
        cell.text = text
    whole.element.body.insert(0, whole.tables[3]._tbl)
    target = io.BytesIO()
    whole.save(target)
    found = read_form(kept(target.getvalue()))
    assert found.answers["q-how"].startswith("Première ligne\nSeconde ligne")
    assert found.tables["budget"].rows[-1] == ("Pompe", "12 000", "8 000")
    assert found.twice == ()


def test_a_formula_gives_the_value_kept_with_it_and_a_code_written_twice_is_told(kept):
    book = openpyxl.load_workbook(io.BytesIO(form_to_xlsx(FORM, language="fr")))
    page = book.worksheets[0]
    page.append(["[q-need]", "encore", "", "Autre réponse"])
    book.worksheets[1]["C3"] = "=1+1"
    target = io.BytesIO()
    book.save(target)
    found = read_form(kept(target.getvalue(), "x.xlsx"))
    assert found.twice == ("q-need",)
    assert found.answers["q-need"] == "La source tarit.\nEn août."
    # Nothing computed the formula: it has no value.
    assert found.tables["budget"].rows == (("Puits", "250000.5", "200000"),)


def test_a_file_that_is_no_form_of_ours_has_no_mark(kept):
    whole = docx.Document()
    whole.add_paragraph("Bonjour")
    whole.add_table(rows=2, cols=1).rows[0].cells[0].text = "Sans code"
    target = io.BytesIO()
    whole.save(target)
    found = read_form(kept(target.getvalue()))
    assert (found.mark, found.answers, found.tables) == ("", {}, {})


def changed(content, *, add=(), replace=()):
    """The same archive with parts added, or written otherwise."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as other,
    ):
        for name in source.namelist():
            body = source.read(name)
            for part, old, new in replace:
                body = body.replace(old, new) if name == part else body
            other.writestr(name, body)
        for name, body in add:
            other.writestr(name, body)
    return target.getvalue()


WORD = form_to_docx(FORM, language="fr")
EXCEL = form_to_xlsx(FORM, language="fr")
OUTSIDE = (
    b'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
    b'Target="http://elsewhere.example/x" TargetMode="External"/></Relationships>'
)
RELATIONS = "word/_rels/document.xml.rels"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b"%PDF-1.7 ...", NotAnOfficeForm),
        (b"Bonjour, voici mes r\xc3\xa9ponses", NotAnOfficeForm),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, NotAnOfficeForm),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), LockedWorkbook),
        (b"PK\x03\x04 cut", CorruptFile),
        (changed(b"PK\x05\x06" + b"\0" * 18, add=[("a.txt", b"a")]), NotAnOfficeForm),
        (WORD[: len(WORD) // 2], CorruptFile),
        (changed(WORD, add=[("word/vbaProject.bin", b"\0")]), MacrosInside),
        (changed(EXCEL, add=[("xl/vbaProject.bin", b"\0")]), MacrosInside),
        (changed(WORD, add=[("word/activeX/activeX1.bin", b"\0")]), MacrosInside),
        (changed(WORD, replace=[("word/document.xml", b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document')]), DangerousXml),
        (changed(WORD, replace=[(RELATIONS, b"</Relationships>", OUTSIDE % b"attachedTemplate")]), LinkedDocument),
        (changed(WORD, replace=[(RELATIONS, b"</Relationships>", OUTSIDE % b"image")]), LinkedDocument),
        (changed(EXCEL, add=[("xl/externalLinks/_rels/externalLink1.xml.rels", b'<R Target="other.xlsx"/>')]), ExternalLinks),
        (changed(WORD, add=[("word/media/big.xml", b"<a>" + b" " * 40_000_000 + b"</a>")]), ZipBomb),
        (changed(WORD, replace=[("word/document.xml", b"</w:body>", b"<w:p/>" * 1_400_000 + b"</w:body>")]), (TooBig, ZipBomb)),
        (changed(WORD, replace=[("word/document.xml", b"</w:body>", b"<w:tbl>" + b"<w:tr/>" * 2001 + b"</w:tbl></w:body>")]), TooManyRows),
        (b"A" * 5_000_001, TooBig),
    ],
)  # fmt: skip
def test_a_hostile_or_foreign_file_is_refused(kept, content, error):
    with pytest.raises(error):
        read_form(kept(content))


def test_a_link_that_a_person_may_follow_is_no_danger(kept):
    content = changed(WORD, replace=[(RELATIONS, b"</Relationships>", OUTSIDE % b"hyperlink")])
    assert read_form(kept(content)).mark == FORM.mark


@pytest.mark.parametrize("content", [WORD, EXCEL])
def test_relations_whose_packing_or_writing_is_damaged_are_refused(kept, content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        part = next(each for each in parts.infolist() if each.filename.endswith(".rels"))
    start = part.header_offset + 30 + len(part.filename)
    packed = bytearray(content)
    packed[start + part.compress_size // 2 : start + part.compress_size] = b"\xff" * (
        part.compress_size - part.compress_size // 2
    )
    with pytest.raises(CorruptFile):
        read_form(kept(bytes(packed)))
    with pytest.raises(CorruptFile):
        read_form(kept(changed(content, replace=[(part.filename, b"</Relationships>", b"")])))
