# ruff: noqa: FLY002 -- lines of a page stand as they are written
"""Write docs/evidence/ladders.md from the code: which fact moves which ladder, and where the limits stand.

Run with `python tools/ladders_page.py`; a test refuses a page that the code no longer says.
"""

from dataclasses import fields, replace
from pathlib import Path

from miqyas.evidence import thresholds
from miqyas.evidence.facts import CHOICES, EvidenceFacts
from miqyas.evidence.ladders import grade, maryland, nesta
from miqyas.evidence.ladders.maryland import CEILINGS
from miqyas.evidence.words import grade as grade_words
from miqyas.evidence.words import maryland as maryland_words
from miqyas.evidence.words import nesta as nesta_words
from miqyas.evidence.words.inputs import INPUTS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "evidence" / "ladders.md"
LADDERS = {"Nesta": nesta, "Maryland": maryland, "GRADE": grade}

# Two studies well known enough that every fact can matter in one of them.
TRIAL = EvidenceFacts(
    theory_complete=True, outcome_data="after", comparison="random", balance_shown=True, balance_passed=True,
    attrition_overall=0.08, attrition_differential=0.01, contamination_rate=0.02, non_compliance_rate=0.1,
    analysed_as_assigned=True, plan_sealed=True, sealed_before_data=True, changed_after_sealing=(), n=5513,
    n_clusters=162, value=1122.0, low=617.0, high=1626.0, p_value=0.001, unit="MAD", wanted="increase",
    indirectness="none", n_studies=3, heterogeneity="none", small_study_asymmetry="none",
    independent_evaluation=True, cost_data=True, cost_reasonable=True, manual=True, n_other_sites=2,
)  # fmt: skip
COMPARED = replace(
    TRIAL, comparison="before_after_both", outcome_data="before_after", comparison_justified=True,
    analysed_as_assigned=None, positive_change=True, risk_ratio=2.5, dose_response=False,
    confounding_would_reduce_effect=False,
)  # fmt: skip
ALONE = replace(COMPARED, comparison="untreated", controls_adequate=True, plan_sealed=True, risk_ratio=None)
FLAT = replace(COMPARED, low=-10.0, independent_evaluation=False)
OTHERS = {
    "attrition_overall": (0.3, 0.6), "attrition_differential": (0.07, 0.2), "contamination_rate": (0.5,),
    "non_compliance_rate": (0.9,), "changed_after_sealing": (("outcome",),), "n": (50,), "n_clusters": (10,),
    "value": (-5.0,), "low": (-10.0, 650.0), "high": (), "p_value": (0.5,), "unit": ("kg",), "n_studies": (1,),
    "risk_ratio": (1.0, 6.0), "n_other_sites": (0,),
}  # fmt: skip

HEAD = """# The three ladders: what moves them

Written by `tools/ladders_page.py` from the code; a test keeps it true. Rules: `src/miqyas/evidence/ladders/`;
limits: `src/miqyas/evidence/thresholds.py`; words: `src/miqyas/evidence/words/`.

Facts are stored once (`EvidenceFacts`); a level is computed, never picked. A fact that nobody gave makes a ladder
that needs it answer **not established** and name the fact. Nesta is cumulative: it keeps the levels reached and names
what the next one needs.

"""


def page() -> str:
    """Return the page."""
    return HEAD + "\n\n".join((_facts(), _ceilings(), _limits(), _rules(), _wording())) + "\n"


def _facts() -> str:
    rows = [
        "## Which fact moves which ladder",
        "",
        "| fact | " + " | ".join(LADDERS) + " |",
        "|---|---|---|---|",
    ]
    for field in fields(EvidenceFacts):
        marks = [_effect(ladder, field.name) for ladder in LADDERS.values()]
        rows.append(f"| `{field.name}` | " + " | ".join(marks) + " |")
    legend = (
        "**moves**: another value gives another level. *needed*: without it the level falls or is not established. "
        "A fact with neither is kept for the reader: p-value and unit are shown, non-compliance does not bias an "
        "analysis by assignment, and `balance_shown = false` says that there is no table to pass."
    )
    return "\n".join((*rows, "", legend))


def _effect(ladder, name: str) -> str:
    moves = needed = False
    for study in (TRIAL, COMPARED, ALONE, FLAT):
        before = ladder(study).level
        moves = moves or any(ladder(other).level != before for other in _variants(study, name))
        needed = needed or ladder(_without(study, name)).level != before
    return " · ".join((["**moves**"] if moves else []) + (["*needed*"] if needed else [])) or "–"


def _variants(study: EvidenceFacts, name: str):
    if name == "balance_shown":
        yield replace(study, balance_shown=False, balance_passed=None)
    elif name == "plan_sealed":
        yield replace(study, plan_sealed=False, sealed_before_data=None, changed_after_sealing=None)
    elif name == "cost_data":
        yield replace(study, cost_data=False, cost_reasonable=None)
    elif name == "value":
        yield replace(study, value=-5.0, low=-9.0, high=-1.0)
    elif name in CHOICES:
        yield from (replace(study, **{name: choice}) for choice in CHOICES[name])
    elif name in OTHERS:
        found = {"n_clusters": 50} if name == "n" else {}
        yield from (replace(study, **{name: value, **found}) for value in OTHERS[name])
    else:
        yield from (replace(study, **{name: flag}) for flag in (True, False))


def _without(study: EvidenceFacts, name: str) -> EvidenceFacts:
    return replace(study, **{name: None})


def _ceilings() -> str:
    rows = [f"| `{comparison}` | {ceiling} |" for comparison, ceiling in CEILINGS.items()]
    note = (
        "`none` and `untreated` reach 2 with adequate controls; `matched` reaches 2 without an earlier measure of the "
        "outcome (our reading); `synthetic_control` is our reading; `modelling` and `opinion_survey` are not scored."
    )
    return "\n".join(
        (
            "## Maryland: ceiling of each comparison",
            "",
            "| comparison | ceiling |",
            "|---|---|",
            *rows,
            "",
            note,
        )
    )


def _limits() -> str:
    rows = [
        f"| `{name}` | {limit.value:g} | {limit.meaning} | {limit.source} |"
        for name, limit in thresholds.ALL.items()
    ]
    return "\n".join(
        (
            "## Limits, and where they come from",
            "",
            "| name | value | beyond it | source |",
            "|---|---|---|---|",
            *rows,
        )
    )


def _rules() -> str:
    parts = ["## Every reason a ladder can give"]
    for name, words in (("Nesta", nesta_words), ("Maryland", maryland_words), ("GRADE", grade_words)):
        parts += ["", f"### {name}", ""]
        parts += [
            f"- {level}: **{label['en']}** · {label['fr']} · {label['ar']}"
            for level, label in words.LABELS.items()
        ]
        parts.append("")
        parts += [f"- `{key}`: {text['en']}" for key, text in words.REASONS.items()]
    parts += ["", "### What a missing fact asks for", ""]
    parts += [f"- `{key}`: {found.attach['en']}" for key, found in INPUTS.items()]
    return "\n".join(parts)


def _wording() -> str:
    return "\n".join((
        "## The verb of the sentence", "",
        "| situation | wording |", "|---|---|",
        "| interval includes zero, or no interval | we could not establish |",
        "| no comparison, or GRADE not established | is associated with |",
        "| GRADE 4, high | raised |",
        "| GRADE 3, moderate | probably raised |",
        "| GRADE 2, low | may have raised |",
        "| GRADE 1, very low | we do not know |",
    ))  # fmt: skip


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
