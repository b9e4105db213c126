"""PDF and Word opened again: language, direction, tags, words for pictures, and text that tries to be code."""

import io
import subprocess
import sys
from dataclasses import replace

import pytest
from tests.miqyas.reporting.documents import sample_report as sample

from miqyas.errors import DocumentsUnavailable, InvalidField
from miqyas.reporting.documents.content import Document
from miqyas.reporting.documents.pdf import to_pdf
from miqyas.reporting.documents.word import to_docx
from miqyas.reporting.documents.words import WORDS
from miqyas.types import LANGUAGES

pypdf = pytest.importorskip("pypdf")
docx = pytest.importorskip("docx")
pytest.importorskip("typst")
pytest.importorskip("vl_convert")

HOSTILE = (
    '#read("/etc/passwd")',
    '$ x^2 $ #eval("1+1")',
    "\\ \\u{41} \\",
    "<label> @ref *bold* _it_ = Heading",
    '#import "/etc/hosts" #[x] ]] }} "',
    "<w:t>&amp;</w:t> ]]>",
    "https://miqyas.ma // comment /* comment",
)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return sample.document(tmp_path_factory.mktemp("trial"))


@pytest.fixture(scope="module")
def pdfs(report):
    return {language: to_pdf(report, language=language, fonts=sample.fonts()) for language in LANGUAGES}


def opened(content):
    return pypdf.PdfReader(io.BytesIO(content))


def text_of(content):
    return "\n".join(page.extract_text() for page in opened(content).pages)


def test_a_document_reads_itself_back(report):
    assert Document.from_dict(report.to_dict()) == report
    assert Document.from_dict(report.to_dict()).sha256() == report.sha256()


@pytest.mark.parametrize("broken", [{}, {"schema": "miqyas.document/0"}, {"schema": "miqyas.document/1"}])
def test_a_document_that_lacks_its_parts_is_refused(broken):
    with pytest.raises(InvalidField):
        Document.from_dict(broken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_named_and_in_its_language(report, pdfs, language):
    read = opened(pdfs[language])
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith(language)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata.title == report.title
    assert read.metadata.author == report.organisation
    assert b"pdfuaid:part" in read.trailer["/Root"]["/Metadata"].get_data()


def test_the_pdf_holds_what_was_found_and_how_to_check_it(report, pdfs):
    for language in ("fr", "en"):
        text = " ".join(text_of(pdfs[language]).split())
        assert WORDS[language]["found"] in text.replace("'", "’") or WORDS[language]["found"] in text
        assert report.manifest_sha256 in text.replace(" ", "")
        assert f"miqyas verify AbCdEf.miqyas --sha256 {report.manifest_sha256}" in text


def test_the_pdf_in_arabic_holds_arabic_letters(pdfs):
    letters = [
        letter for letter in text_of(pdfs["ar"]) if "\u0600" <= letter <= "\u06ff" or letter >= "\ufb50"
    ]
    assert len(letters) > 500


def test_pictures_say_in_words_what_they_show(report, pdfs):
    said = [
        element.get("/Alt", "")
        for element in elements(opened(pdfs["fr"]).trailer["/Root"]["/StructTreeRoot"])
    ]
    told = report.findings[0].effect.picture.told["fr"]
    assert any(told in words for words in said)


def elements(node):
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from elements(node["/K"])


def test_the_same_report_gives_the_same_bytes(report, pdfs):
    assert to_pdf(report, language="ar", fonts=sample.fonts()) == pdfs["ar"]
    first, second = (to_docx(report, language="ar", fonts=sample.fonts()) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_looks_like_code_is_set_as_it_was_written(report, text):
    finding = replace(report.findings[0], title=text, question=text)
    hostile = replace(report, title=text, summary=text, lessons=text, organisation=text, findings=(finding,))
    made = to_pdf(hostile, language="fr", fonts=sample.fonts())
    assert opened(made).metadata.title == text
    assert "root:" not in text_of(made)
    wanted = "".join(text.split())
    assert "".join(text_of(made).split()).count(wanted) >= 3
    word = docx.Document(io.BytesIO(to_docx(hostile, language="fr", fonts=sample.fonts())))
    assert word.core_properties.title == text
    assert [paragraph.text for paragraph in word.paragraphs].count(text) >= 3


@pytest.fixture(scope="module")
def word(report):
    return docx.Document(io.BytesIO(to_docx(report, language="ar", fonts=sample.fonts())))


def test_the_word_file_in_arabic_reads_from_the_right(word):
    sealed = next(paragraph for paragraph in word.paragraphs if paragraph.text == WORDS["ar"]["findings"])
    assert sealed.style.name == "Heading 1"
    assert sealed._p.pPr.find(docx.oxml.ns.qn("w:bidi")) is not None
    assert sealed.runs[0]._r.rPr.find(docx.oxml.ns.qn("w:rtl")) is not None
    assert all(table._tbl.tblPr.find(docx.oxml.ns.qn("w:bidiVisual")) is not None for table in word.tables)
    assert word.core_properties.language == "ar-MA"


def test_french_inside_the_arabic_word_file_keeps_its_direction(report, word):
    title = next(paragraph for paragraph in word.paragraphs if paragraph.text == report.findings[0].title)
    assert title.runs[0]._r.rPr.find(docx.oxml.ns.qn("w:rtl")) is None


def test_tables_have_heads_and_pictures_have_words(report, word):
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(docx.oxml.ns.qn("w:tblHeader")) is not None
    said = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert len(said) == 4
    assert any(report.findings[0].effect.picture.told["ar"] in words for words in said)


def test_the_word_file_in_french_has_no_mark_of_arabic(report):
    word = docx.Document(io.BytesIO(to_docx(report, language="fr", fonts=sample.fonts())))
    assert not list(word.element.iter(docx.oxml.ns.qn("w:rtl")))
    assert word.core_properties.title == report.title


def test_a_report_without_theory_or_publication_is_set_too(report):
    draft = replace(report, theory=None, published_at="", manifest_sha256="", lessons="", shares_data=False)
    assert WORDS["fr"]["draft"] in text_of(to_pdf(draft, language="fr", fonts=sample.fonts()))
    assert to_docx(draft, language="ar", fonts=sample.fonts())


@pytest.mark.parametrize(("package", "make"), [("typst", to_pdf), ("docx", to_docx)])
def test_an_absent_package_is_told(report, package, make, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(DocumentsUnavailable):
        make(report, language="fr")


def test_pages_of_the_pdf_can_be_drawn(pdfs, tmp_path):
    from shutil import which

    if which("pdftoppm") is None:
        pytest.skip("pdftoppm is not installed on this machine.")
    (tmp_path / "r.pdf").write_bytes(pdfs["ar"])
    subprocess.run(["pdftoppm", "-r", "40", "-png", "r.pdf", "p"], cwd=tmp_path, check=True)
    assert len(list(tmp_path.glob("p*.png"))) == len(opened(pdfs["ar"]).pages)
