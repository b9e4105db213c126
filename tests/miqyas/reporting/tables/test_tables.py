"""Tables of results: the same figures in every form and language."""

import io
import json
from html.parser import HTMLParser
from zipfile import ZipFile

import docx
import pytest
from tests.miqyas.trials import village_trial

from miqyas.checks.balance import balance
from miqyas.cli.main import main
from miqyas.data.relation import open_relation
from miqyas.errors import EmptyTable
from miqyas.reporting.tables import (
    Laid,
    LaidRow,
    balance_table,
    events_table,
    regression_table,
    to_docx,
    to_html,
    to_latex,
    to_markdown,
    to_text,
)
from miqyas.results.estimate import Estimate, Note
from miqyas.results.event_study import EventEffect, EventStudy

LOANS = Estimate("ITT", 1121.78, 253.43, 161.0, 1.8e-5, 621.3, 1622.2, 0.95, 5513, 162, 0, 2360.0, "MAD",
                 "least squares", notes=(Note("one_arm_strata", 2),))  # fmt: skip
CARE = Estimate("ITT", -0.031, 0.02, None, 0.0312, -0.07, 0.008, 0.95, 900, 900, 12, 0.4, "", "AIPW")
STUDY = EventStudy(
    effects=tuple(
        EventEffect(event, value, 0.2, 0.04, value - 0.4, value + 0.4, value - 0.5, value + 0.5)
        for event, value in ((-2.0, 0.05), (0.0, 0.8), (1.0, 1.25))
    ),
    variance=((0.04, 0.0, 0.0), (0.0, 0.04, 0.0), (0.0, 0.0, 0.04)),
    reference=-1.0, df=40.0, level=0.95, overall=EventEffect(0.0, 1.0, 0.2, 0.001, 0.6, 1.4, 0.6, 1.4), n=400,
    n_units=100, n_periods=4, n_clusters=41, n_dropped=0, pretrend_p_value=0.8, control_mean=3.0, unit="MAD",
    method="two-way fixed effects",
)  # fmt: skip


class Cells(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.tags = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip("\n")


def grid(table):
    return [[table.corner, *table.head], *([row.label, *row.cells] for row in table.rows)]


@pytest.fixture
def both():
    return regression_table({"Loans | MAD": LOANS, "Care <b>": CARE}, language="en")


def test_each_column_has_its_own_decimals_and_no_star(both):
    assert grid(both)[:6] == [
        ["", "Loans | MAD", "Care <b>"],
        ["ITT", "1,122", "−0.0310"],
        ["Standard error", "(253)", "(0.0200)"],
        ["95% interval", "621 to 1,622", "−0.0700 to 0.0080"],
        ["p-value", "< 0.001", "0.031"],
        ["Comparison mean", "2,360", "0.4000"],
    ]
    assert both.notes[1:] == (
        "Loans | MAD — Method: least squares.",
        "Loans | MAD — Strata in which only one arm is present: 2. They say nothing about the effect.",
        "Care <b> — Method: AIPW.",
    )
    assert not any("*" in cell for row in both.rows for cell in row.cells)


def test_a_note_of_all_columns_is_said_once():
    table = regression_table({"A": CARE, "B": CARE}, language="en")
    assert table.notes[1:] == ("Method: AIPW.",)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_html_holds_every_cell_escaped_with_its_direction(language):
    table = regression_table({"Loans": LOANS, "Care <script>": CARE}, language=language)
    written = to_html(table)
    page = Cells()
    page.feed(written)
    assert page.rows[: len(grid(table))] == grid(table)
    assert "script" not in page.tags
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in written
    assert 'style="' not in written


def test_latex_escapes_what_latex_reads(both):
    name = r"50% of A_b & c\d {x} #1 $ ~ ^"
    written = to_latex(regression_table({name: LOANS}, language="fr"))
    assert r"50\% of A\_b \& c\textbackslash{}d \{x\} \#1 \$ \textasciitilde{} \textasciicircum{}" in written
    assert r"1\,122" in written
    assert written.count(r"\begin{") == written.count(r"\end{")
    arabic = to_latex(regression_table({"القروض": CARE}, language="ar"))
    assert arabic.startswith(r"\begin{Arabic}")
    assert "\u200e" not in arabic


def test_markdown_and_text_hold_every_figure(both):
    lines = to_markdown(both).splitlines()
    assert lines[2] == r"|  | Loans \| MAD | Care <b> |"
    assert lines[4] == "| ITT | 1,122 | −0.0310 |"
    text = to_text(both).splitlines()
    assert len({len(line) for line in text[2:5]}) == 1  # head, rule and first row end together


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_word_holds_every_cell_and_repeats_its_head(language):
    table = regression_table({"A": LOANS, "B": CARE}, language=language)
    written = to_docx(table)
    read = docx.Document(io.BytesIO(written)).tables[0]
    assert [[cell.text for cell in row.cells] for row in read.rows] == grid(table)
    xml = ZipFile(io.BytesIO(written)).read("word/document.xml").decode()
    assert "w:tblHeader" in xml
    assert ("w:bidiVisual" in xml) == (language == "ar")
    assert to_docx(table) == written


def test_events_share_their_decimals():
    table = events_table(STUDY, language="en")
    assert grid(table)[1:] == [
        ["−2", "0.05", "(0.20)", "−0.35 to 0.45", "−0.45 to 0.55", "0.040"],
        ["0", "0.80", "(0.20)", "0.40 to 1.20", "0.30 to 1.30", "0.040"],
        ["1", "1.25", "(0.20)", "0.85 to 1.65", "0.75 to 1.75", "0.040"],
        ["Overall, after", "1.00", "(0.20)", "0.60 to 1.40", "0.60 to 1.40", "0.001"],
    ]


def test_balance_shows_difference_and_p_together_and_names_what_was_not_compared():
    trial = village_trial(3).assign(same=1)
    check = balance(open_relation(trial), treatment="assigned", covariates=["age", "same"], cluster="village")
    table = balance_table(check, language="fr", labels={"age": "Âge", "same": "Identique"})
    assert [row.label for row in table.rows] == ["Âge"]
    assert len(table.rows[0].cells) == len(table.head) == 7
    assert table.rows[0].cells[-1] == "240"
    assert table.notes[-1] == "Non comparées : Identique."
    with pytest.raises(EmptyTable):
        balance_table(balance(open_relation(trial), treatment="assigned", covariates=["same"]), language="fr")


def test_a_table_of_nothing_is_refused():
    with pytest.raises(EmptyTable):
        regression_table({}, language="en")
    with pytest.raises(ValueError, match="number of cells"):
        Laid("t", "", ("a", "b"), (LaidRow("x", ("1",)),), (), "en")


def test_a_flat_row_is_read_back():
    for estimate in (LOANS, CARE):
        assert Estimate.from_tidy(json.loads(json.dumps(estimate.tidy()))) == estimate


def test_estimates_side_by_side_at_the_command_line(tmp_path, capsys):
    for name, estimate in (("loans", LOANS), ("care", CARE)):
        (tmp_path / f"{name}.json").write_text(json.dumps(estimate.tidy()))
    files = [str(tmp_path / "loans.json"), str(tmp_path / "care.json")]
    assert main(["table", *files, "--lang", "en", "--names", "Loans,Care", "--label", "Microcredit"]) == 0
    assert "Microcredit" in capsys.readouterr().out
    out = tmp_path / "table.docx"
    assert main(["table", *files, "--form", "word", "--out", str(out), "--lang", "ar"]) == 0
    assert docx.Document(str(out)).tables[0].rows[0].cells[1].text == "loans"
    assert main(["table", *files, "--form", "latex", "--out", str(out), "--lang", "en"]) == 1
    assert "exists already" in capsys.readouterr().err
    (tmp_path / "bad.json").write_text("[]")
    assert main(["table", str(tmp_path / "bad.json"), "--lang", "fr"]) == 1
    assert "ne contient pas ce qu'écrit" in capsys.readouterr().err
    for wrong in (["--names", "one"], ["--form", "word"]):
        with pytest.raises(SystemExit):
            main(["table", *files, *wrong])
