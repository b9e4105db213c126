"""The walk on the Moroccan microcredit trial: from the table to a capped sentence, and back from the archive."""

import duckdb
import pytest

from miqyas.checks.attrition import attrition
from miqyas.checks.balance import balance
from miqyas.data.intake import fingerprint
from miqyas.data.relation import open_relation
from miqyas.design.plan import Plan
from miqyas.estimators.itt import itt
from miqyas.evidence.gather import facts_of_study
from miqyas.evidence.ladders import grade, maryland, nesta
from miqyas.evidence.wording import link_strength, strength
from miqyas.reporting.archive import write_archive
from miqyas.reporting.recompute import record_figure
from miqyas.reporting.record import Manifest
from miqyas.reporting.sentence import effect_sentence
from miqyas.reporting.verification import verify_archive

pytestmark = pytest.mark.reference

PLAN = Plan(
    question="L'accès au microcrédit augmente-t-il l'emprunt des ménages ?",
    design="cluster_randomised",
    outcome="Y_borrowing",
    treatment="D",
    strata="pair",
    cluster="village",
    wanted="increase",
    data_seen=True,
)
BEFORE = ["borrowed_total_bl", "act_livestock_bl", "act_business_bl", "members_resid_bl", "head_age_bl"]
ROLES = {"treatment": "D", "strata": "pair", "cluster": "village"}
# Declared by the person who knows the study; none of it is in the file.
DECLARED = {
    "theory_complete": True,
    "outcome_data": "after",
    "wanted": "increase",
    "indirectness": "none",
    "contamination_rate": 0.0,
    "attrition_overall": 0.08,
    "attrition_differential": 0.01,
}


@pytest.fixture(scope="module")
def table(shared_data):
    return shared_data / "econ" / "crepon2015_morocco_microcredit_full.csv"


def grade_of(table, outcome, declared=DECLARED):
    trial = open_relation(table)
    estimate = itt(trial, outcome=outcome, unit="MAD", **ROLES)
    facts = facts_of_study(
        estimate,
        design=PLAN.method,
        balance=balance(trial, covariates=BEFORE, **ROLES),
        attrition=attrition(trial, outcome=outcome, **ROLES),
        sealed=PLAN,
        declared=declared,
    )
    return estimate, facts, {"nesta": nesta(facts), "maryland": maryland(facts), "grade": grade(facts)}


def test_borrowing_rose_probably_and_the_link_is_supported(table):
    estimate, facts, levels = grade_of(table, "Y_borrowing")
    assert {name: level.level for name, level in levels.items()} == {"nesta": 3, "maryland": 5, "grade": 3}
    assert "sealed_after_data" in [reason.key for reason in levels["grade"].reasons]
    assert strength(levels["grade"], facts) == "probably"
    assert link_strength(levels, estimate, "increase") == "supported"
    sentence = effect_sentence(
        estimate,
        outcome_label="Emprunt",
        treatment_label="Microcrédit",
        unit="MAD",
        strength="probably",
        language="fr",
    )
    assert "a probablement fait augmenter «\u202fEmprunt\u202f» de 1\u202f145\u00a0dirhams" in sentence


def test_consumption_is_not_established(table):
    estimate, facts, levels = grade_of(table, "Y_consumption")
    assert strength(levels["grade"], facts) == "unknown"
    assert link_strength(levels, estimate, "increase") == "uncertain"
    assert levels["nesta"].level == 1


def test_file_of_those_found_asks_for_the_losses(table):
    declared = {name: value for name, value in DECLARED.items() if not name.startswith("attrition")}
    _, _, levels = grade_of(table, "Y_borrowing", declared)
    assert levels["maryland"].missing == ("attrition_overall", "attrition_differential")
    assert levels["grade"].level is None


def test_report_of_the_trial_is_verified(table, tmp_path):
    frozen = tmp_path / "frozen.parquet"
    duckdb.sql(f"COPY (SELECT * FROM '{table}') TO '{frozen}'")
    sha = fingerprint(frozen)
    figures = tuple(
        record_figure(kind, kind, dataset=frozen, dataset_sha256=sha, parameters={**ROLES, **more})
        for kind, more in (
            ("itt", {"outcome": "Y_borrowing", "unit": "MAD", "covariates": BEFORE}),
            ("balance", {"covariates": BEFORE}),
        )
    )
    manifest = Manifest(
        report_id="microcredit",
        title="Microcrédit",
        language="fr",
        published_at="2025-11-04",
        figures=figures,
        datasets_included=frozenset({sha}),
    )
    path = write_archive(tmp_path / "report.miqyas", manifest, {sha: frozen})
    assert verify_archive(path, expected_sha256=manifest.sha256()).same
