"""A plan as Word and PDF in three languages: all that it says, its seal, and what changed since."""

import io
from dataclasses import replace

import docx
import pytest

from miqyas.design.plan import Plan
from miqyas.reporting.documents.plan import SealedVersion, plan_blocks, plan_document
from miqyas.types import LANGUAGES

PLAN = Plan(
    question="Le microcrédit change-t-il l'emprunt ?", design="cluster_randomised", outcome="loan", treatment="offer",
    cluster="village", covariates=("age",), secondary_outcomes=("income",), subgroups=("sex",),
    multiple_testing="holm", exclusions="Ménages partis", draws=("a" * 64,), wanted="increase",
)  # fmt: skip
LATER = replace(PLAN, outcome="income", secondary_outcomes=("loan",))
SEALED = (
    SealedVersion(PLAN, PLAN.sha256(), "2026-11-23T10:00:00+01:00", "Amina"),
    SealedVersion(LATER, LATER.sha256(), "2026-12-01T10:00:00+01:00", "Amina", "Colonne erronée"),
)


def words_of(content):
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fr",
            ("Plan d’analyse", "Scellé le 23 novembre 2026 par Amina.", "Colonne erronée", "Ménages partis"),
        ),
        ("ar", ("خطة التحليل", "ما تغير منذ ذلك الحين", "النتائج الثانوية")),
        (
            "en",
            ("Pre-analysis plan", "Sealed on 23 November 2026 by Amina.", "The secondary outcomes", "Holm"),
        ),
    ],
)
def test_a_plan_in_word_says_all_and_what_changed(language, said):
    content = plan_document(
        LATER, "docx", title="Crédit", organisation="Tifawin", language=language, sealed=SEALED,
        labels={"loan": "montant emprunté"},
    )  # fmt: skip
    words = words_of(content)
    for text in (*said, PLAN.sha256(), "a" * 64, "montant emprunté"):
        assert text in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_in_pdf_is_a_tagged_file(language):
    content = plan_document(
        PLAN, "pdf", title="Crédit", organisation="Tifawin", language=language, sealed=SEALED[:1]
    )
    assert content.startswith(b"%PDF-1.")
    assert b"/StructTreeRoot" in content


def test_a_draft_says_that_it_is_not_sealed():
    content = plan_document(PLAN, "docx", title="Crédit", organisation="", language="en")
    assert "Draft: this plan is not sealed." in words_of(content)


@pytest.mark.parametrize("design", ["contribution_analysis", "discontinuity"])
def test_designs_without_a_figure_or_with_a_threshold_are_written_too(design):
    more = {"running": "score", "cutoff": 0.0} if design == "discontinuity" else {}
    plan = Plan(question="?", design=design, outcome="y", **more)
    assert len(list(plan_blocks(plan, (), {}, "fr"))) > 8
