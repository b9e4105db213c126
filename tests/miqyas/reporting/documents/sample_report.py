"""A report on an invented trial, as the platform would write it."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from miqyas.checks.attrition import attrition
from miqyas.checks.balance import balance
from miqyas.data.relation import open_relation
from miqyas.design.plan import Plan
from miqyas.estimators.arm_means import arm_means
from miqyas.estimators.itt import itt
from miqyas.evidence.facts import EvidenceFacts
from miqyas.evidence.ladders import grade, maryland, nesta
from miqyas.reporting.documents.content import Data, Document, Figure, Initiative, Picture
from miqyas.reporting.documents.findings import Sealed, Study, finding_of
from miqyas.reporting.drawing import theory_svg
from miqyas.reporting.pictures import to_svg
from miqyas.reporting.sentence import effect_sentence
from miqyas.theory.graph import Link, Node, Theory
from miqyas.types import LANGUAGES

FONTS = Path(__file__).parents[4] / "src/miqyas_web/ui/static/dist/fonts/ttf"
HASH = "ab" * 32
LABELS = {"outcome_label": "Montant emprunté", "treatment_label": "Accès au microcrédit"}


def fonts():
    return FONTS if FONTS.is_dir() else None


def trial(folder: Path) -> Path:
    rng = np.random.default_rng(7)
    lines = ["village,pair,treated,age,borrowed"]
    for pair in range(20):
        drawn = rng.integers(2)
        for side in range(2):
            base = 1000 + 40 * rng.normal()
            for _ in range(10):
                treated = int(side == drawn)
                borrowed = "" if rng.random() < 0.04 else f"{base + 300 * treated + 120 * rng.normal():.3f}"
                lines.append(f"{2 * pair + side},{pair},{treated},{40 + 9 * rng.normal():.3f},{borrowed}")
    path = folder / "trial.csv"
    path.write_text("\n".join(lines))
    return path


def study(folder: Path, **changes) -> Study:
    relation = open_relation(trial(folder))
    drawn = {"treatment": "treated", "strata": "pair", "cluster": "village"}
    estimate = itt(relation, outcome="borrowed", **drawn, unit="MAD")
    plan = Plan(
        question="Le crédit change-t-il l’emprunt ?", design="cluster_randomised", outcome="borrowed", **drawn,
        data_seen=False,
    )  # fmt: skip
    facts = EvidenceFacts(comparison="random", n=estimate.n)
    said = {
        "key": "1",
        "title": "Le crédit et l’emprunt",
        "question": "L’accès au crédit change-t-il ce que les ménages empruntent ?",
        "hypothesis": "Les ménages empruntent davantage.",
        "source": "Proposer un crédit",
        "target": "Les ménages empruntent davantage",
        "outcome_label": LABELS["outcome_label"],
        "unit": "MAD",
        "estimate": estimate,
        "arms": arm_means(relation, outcome="borrowed", **drawn),
        "checks": [
            balance(relation, covariates=["age"], **drawn),
            attrition(relation, outcome="borrowed", **drawn),
        ],
        "levels": [nesta(facts), maryland(facts), grade(facts)],
        "sentences": {
            language: effect_sentence(estimate, **LABELS, unit="MAD", strength="probably", language=language)
            for language in LANGUAGES
        },
        "plans": [
            Sealed(plan=plan, sealed_at="2026-02-01T09:30:00+01:00"),
            Sealed(
                plan=replace(plan, level=0.9), sealed_at="2026-03-01T09:30:00+01:00", reason="Demande du comité"
            ),
        ],
        "labels": {"age": "Âge du chef de ménage"},
        "data": Data(
            name="Essai inventé v1", sha256=HASH, origin="Données inventées", n_rows=400,
            frozen_at="2026-01-15T10:00:00+01:00",
        ),
    }  # fmt: skip
    return Study(**said | changes)


def theory() -> Picture:
    graph = Theory(
        (
            Node("a", "activity", "Proposer un crédit"),
            Node("b", "output", "Des crédits accordés dans les villages"),
            Node("c", "outcome", "Les ménages empruntent davantage"),
            Node("d", "impact", "تتحسن ظروف عيش الأسر"),
        ),
        (Link("l", "a", "b", "On le demande"), Link("m", "b", "c"), Link("n", "c", "d")),
    )
    return Picture(
        title={"fr": "Théorie du changement", "ar": "نظرية التغيير", "en": "Theory of change"},
        told={"fr": "Quatre étapes.", "ar": "أربع مراحل.", "en": "Four steps."},
        svg={language: theory_svg(graph, language=language) for language in LANGUAGES},
    )


def document(folder: Path, **changes) -> Document:
    said = {
        "title": "Le microcrédit dans les villages sans agence",
        "written_in": "fr",
        "summary": "Nous avons proposé un crédit à un village sur deux.\nVoici ce qui a changé.",
        "lessons": "Nous expliquons désormais le calendrier de remboursement avant la signature.",
        "organisation": "Association Tifawin",
        "author": "Amina",
        "initiative": Initiative(
            title="Crédit pour les coopératives",
            problem="Les ménages vendent leur bétail quand il faut des semences.",
            people="Ménages de 40 villages.",
            places={"fr": "Fès-Meknès", "ar": "فاس - مكناس", "en": "Fès-Meknès"},
            goals={"fr": "1 Pas de pauvreté", "ar": "1 لا فقر", "en": "1 No poverty"},
            budget={"fr": "3 200 000 dirhams", "ar": "3 200 000 درهم", "en": "3,200,000 MAD"},
            start_date="2026-01-15",
            end_date="",
        ),
        "theory": theory(),
        "findings": (finding_of(study(folder), draw=draw),),
        "figures": tuple(
            Figure(
                key=f"1-{key}", kind=kind, finding="1", address=f"https://miqyas.ma/r/AbCdEf/figure/1-{key}/",
                dataset_name="Essai inventé v1", dataset_sha256=HASH, version="0.1.0",
                parameters='{"cluster": "village", "outcome": "borrowed", "strata": "pair", "treatment": "treated"}',
                seed=None, plan_sha256="cd" * 32, created_at="2026-03-02T08:00:00+01:00",
            )
            for key, kind in (("effect", "itt"), ("balance", "balance"))
        ),
        "address": "https://miqyas.ma/r/AbCdEf/",
        "published_at": "2026-03-05T12:00:00+01:00",
        "manifest_sha256": "ef" * 32,
        "shares_data": True,
    }  # fmt: skip
    return Document(**said | changes)


@cache
def engine_is_here() -> bool:
    try:
        import docx  # noqa: F401
        import typst  # noqa: F401
        import vl_convert  # noqa: F401
    except ImportError:
        return False
    return True


def draw(spec, language):
    return to_svg(spec, language=language, fonts=fonts())
