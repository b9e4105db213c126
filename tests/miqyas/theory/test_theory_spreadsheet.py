"""Theories as spreadsheets: the same theory comes back, every fault is told at once, hostile files are refused."""

import csv
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.miqyas.theory.test_theory_content import full
from tests.miqyas.theory.theories import changed, sound, theories

from miqyas import errors
from miqyas.theory.graph import Node, Theory
from miqyas.theory.impact import Dimensions, Risk
from miqyas.theory.spreadsheet import read_sheets, to_csv, to_xlsx

WRITERS = {"xlsx": to_xlsx, "csv": to_csv}


def back(tmp_path, theory, form, language="fr"):
    path = tmp_path / f"theory.{form}"
    path.write_bytes(WRITERS[form](theory, language=language))
    return read_sheets(path)


def titled(theory):
    """The theory with a title on each part: a blank one is a fault of the sheet."""
    return replace(
        theory,
        nodes=tuple(replace(node, title=node.title.strip()[:190] or node.key) for node in theory.nodes),
        stakeholders=tuple(replace(g, name=g.name.strip() or g.key) for g in theory.stakeholders),
        risks=tuple(replace(r, text=r.text.strip() or r.key) for r in theory.risks),
    )


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_same_theory_comes_back(tmp_path, form, language):
    for theory in (sound(language), full()):
        read = back(tmp_path, theory, form, language)
        assert read.problems == ()
        assert read.theory.to_dict() == theory.to_dict()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@given(theory=theories(most_nodes=6), language=st.sampled_from(["fr", "ar", "en"]))
@settings(max_examples=40, deadline=None)
def test_any_theory_comes_back(tmp_path_factory, form, theory, language):
    theory = titled(theory)
    read = back(tmp_path_factory.mktemp("sheets"), theory, form, language)
    assert read.problems == ()
    assert read.theory.to_dict() == theory.to_dict()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_an_empty_theory_and_texts_that_look_like_formulas_come_back(tmp_path, form):
    assert back(tmp_path, Theory((), ()), form).theory == Theory((), ())
    words = ["=1+1", "'=1", "-2", "+3", "@x", "'''=", "'plain", "a;b", 'a"b', "two\nlines", " spaced "]
    nodes = tuple(Node(f"n{i}", "output", "x", description=text) for i, text in enumerate(words))
    read = back(tmp_path, Theory(nodes, ()), form)
    assert read.theory.to_dict() == Theory(nodes, ()).to_dict()


def test_no_cell_is_a_formula():
    theory = changed(sound(), "price", title="=HYPERLINK(1)", description="=1")
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(theory, language="fr")))
    assert not [c for page in book for row in page.iter_rows() for c in row if c.data_type == "f"]
    lines = csv.reader(io.StringIO(to_csv(theory, language="fr").decode("utf-8-sig")), delimiter=";")
    assert not [cell for line in lines for cell in line if cell[:1] in set("=+-@")]


def workbook(tmp_path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    path = tmp_path / "written.xlsx"
    book.save(path)
    return path


HEAD = ["key", "level", "title", "term", "groups", "sdg"]


def test_a_sheet_written_by_hand_needs_no_key_and_calls_by_title(tmp_path):
    path = workbook(
        tmp_path,
        Elements=[
            ["Niveau", "intitule", "Pour qui", "SDG"],
            ["Activité", "Former les femmes", None, None],
            ["resultat", "Les femmes vendent", "Femmes ; Maris", "ODD 8.5; 5"],
        ],
        Liens=[["De", "Mène à"], ["Former les femmes", "Les femmes vendent"]],
        المعنيون=[["الاسم", "الدور"], ["Femmes", "شريك"], ["Maris", None]],
    )
    read = read_sheets(path)
    assert read.problems == ()
    sold = next(node for node in read.theory.nodes if node.level == "outcome")
    assert sold.sdg == ("5", "8.5")
    assert {read.theory.stakeholders[0].role, read.theory.stakeholders[1].role} == {"partner", ""}
    assert sorted(sold.groups) == sorted(group.key for group in read.theory.stakeholders)
    assert [read.theory.node(link.target) for link in read.theory.links] == [sold]
    assert read_sheets(path).theory == read.theory


def test_every_fault_is_told_at_once_with_its_place_and_remedy(tmp_path):
    path = workbook(
        tmp_path,
        Elements=[
            [*HEAD, "Colour"],
            ["a", "activity", "A", None, None, None, "red"],
            ["a", "dream", "B", None, None, None, None],
            ["b c", "output", None, None, "nobody", "SDG 4.99", None],
            ["d", "output", "D", "short", None, None, None],
            ["e", "output", "D", None, None, None, None],
            ["f", "output", "=1+1", None, None, None, None],
        ],
        Links=[
            ["key", "source", "target"],
            ["1", "a", "a"],
            ["2", "a", "d"],
            ["3", "a", "d"],
            ["4", "a", "z"],
            ["5", "a", "D"],
        ],
        Risks=[["kind", "text", "node", "link", "judged_on"], ["luck", "x", "d", "2", "soon"]],
        Notes=[["anything"]],
    )
    read = read_sheets(path)
    told = [(each.kind, each.part, each.row, each.field) for each in read.problems]
    assert read.theory is None
    assert sorted(told, key=str) == sorted(
        [
            ("sheet", None, 1, ""),
            ("column", "elements", 1, ""),
            ("twice", "elements", 3, "key"),
            ("word", "elements", 3, "level"),
            ("key", "elements", 4, "key"),
            ("missing", "elements", 4, "title"),
            ("reference", "elements", 4, "groups"),
            ("sdg", "elements", 4, "sdg"),
            ("term", "elements", 5, "term"),
            ("formula", "elements", 7, "title"),
            ("loop", "links", 2, "target"),
            ("pair", "links", 4, "target"),
            ("reference", "links", 5, "target"),
            ("several", "links", 6, "target"),
            ("word", "risks", 2, "kind"),
            ("both", "risks", 2, "link"),
            ("day", "risks", 2, "judged_on"),
        ],
        key=str,
    )
    assert read.n_problems == len(told)
    word = next(each for each in read.problems if each.kind == "word" and each.part == "elements")
    assert "activité, réalisation, résultat, impact" in word.remedy["fr"]
    assert (word.sheet["ar"], word.column["ar"]) == ("العناصر", "المستوى")
    for each in read.problems:
        for texts in (each.text, each.remedy):
            assert all(
                texts[language].strip() and "{" not in texts[language] for language in ("fr", "ar", "en")
            )


def test_a_missing_column_and_one_twice_are_told(tmp_path):
    path = workbook(tmp_path, Elements=[["title", "Intitulé"], ["A", "B"]])
    told = {(each.kind, each.field) for each in read_sheets(path).problems}
    assert told == {("column_twice", "title"), ("no_column", "level"), ("missing", "level")} - {
        ("missing", "level")
    }


def test_thousands_of_faults_are_counted_and_the_first_told(tmp_path):
    rows = [[f"k{i}", "dream", "x"] for i in range(1000)]
    read = read_sheets(workbook(tmp_path, Elements=[["key", "level", "title"], *rows]))
    assert (len(read.problems), read.n_problems) == (300, 1000)


def test_texts_too_long_or_unwritable_are_told(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(f"Sheet;level;title;description\nElements;output;{'x' * 201};a\x0bb\n", encoding="utf-8")
    assert {(each.kind, each.field, each.row) for each in read_sheets(path).problems} == {
        ("long", "title", 2), ("character", "description", 2),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", errors.EmptyFile),
        (b"%PDF-1.4", errors.NotATable),
        (b"name;age\nAmina;3\n", errors.NotATheorySheet),
        (b"Sheet;level\nElements;\xff\xfe\n", errors.WrongEncoding),
        (b'Sheet;level\nElements;"never closed\n', errors.CorruptFile),
        (b"PK\x03\x04 not a zip", errors.CorruptFile),
        (b"Sheet;level;title\n" + b"Elements;output;x\n" * 4001, errors.TooManyRows),
    ],
)
def test_files_that_are_no_theory_are_refused(tmp_path, content, error):
    path = tmp_path / "sent"
    path.write_bytes(content)
    with pytest.raises(error):
        read_sheets(path, name="theory.xlsx")


def test_bombs_and_declared_entities_are_refused(tmp_path):
    good = tmp_path / "good.xlsx"
    good.write_bytes(to_xlsx(sound(), language="fr"))

    def with_part(name, content):
        path = tmp_path / "bad.xlsx"
        with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.namelist():
                if part != name:
                    new.writestr(part, old.read(part))
            new.writestr(name, content)
        return path

    with pytest.raises(errors.ZipBomb):
        read_sheets(with_part("xl/worksheets/big.xml", b"<a/>" + b" " * 80_000_000))
    with pytest.raises(errors.DangerousXml):
        read_sheets(with_part("xl/worksheets/sheet1.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'))
    with pytest.raises(errors.ExternalLinks):
        read_sheets(with_part("xl/externalLinks/_rels/e.xml.rels", b'<R Target="http://x.example/"/>'))
    other = openpyxl.Workbook()
    other.save(tmp_path / "other.xlsx")
    with pytest.raises(errors.NotATheorySheet):
        read_sheets(tmp_path / "other.xlsx")


def test_a_risk_on_a_link_and_dimensions_come_back_by_csv(tmp_path):
    theory = replace(full(), risks=(Risk("r", "external", "Sécheresse", link="l"),))
    theory = changed(theory, "a", dimensions=Dimensions(scale="=96", importance="low"))
    assert back(tmp_path, theory, "csv").theory == theory
