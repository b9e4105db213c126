"""An answer laid out for a person at a terminal."""

import argparse
from collections.abc import Sequence

from miqyas.evidence.wording import Strength
from miqyas.reporting.estimate_lines import estimate_lines
from miqyas.reporting.notes import estimate_notes
from miqyas.reporting.sentence import effect_sentence
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate

# A table alone does not say how the arms were drawn, nor who was lost: it supports an association, no more.
# The platform, which knows the study, grades the evidence and may say more.
STRENGTH: Strength = "associated"


def estimate_page(
    estimate: Estimate,
    checks: Sequence[CheckResult],
    args: argparse.Namespace,
    *,
    treatment_label: str = "",
    more: Sequence[tuple[str, str]] = (),
) -> str:
    """Write the sentence, the figures (``more`` after them), then what the checks and notes say.

    ``treatment_label`` names the intervention where no column does.
    """
    sentence = effect_sentence(
        estimate,
        outcome_label=args.outcome,
        treatment_label=treatment_label or args.treatment,
        unit=args.unit,
        strength=STRENGTH,
        language=args.language,
    )
    lines = [*estimate_lines(estimate, args.language), *more]
    said = [*(check.text[args.language] for check in checks), *estimate_notes(estimate, args.language)]
    return "\n".join(
        [sentence, "", *aligned(lines), *([""] if said else []), *(f"· {note}" for note in said)]
    )


def aligned(lines: Sequence[tuple[str, str]]) -> list[str]:
    """Set labels and figures in two columns."""
    width = max((len(label) for label, _ in lines), default=0)
    return [f"  {label:<{width}}  {figure}" for label, figure in lines]
