"""What a portfolio takes from the science: levels of evidence, the drawing of its money."""

from collections.abc import Sequence

from miqyas.reporting.charts.money import Amounts, money_chart
from miqyas_web.evidence.models import Claim
from miqyas_web.evidence.science import judge
from miqyas_web.indicators.science.trajectory import picture
from miqyas_web.studies.science.words import page_language

MOST_BARS = 15


def maryland_levels(claims: Sequence[Claim]) -> dict[int, int]:
    """The best level on the Maryland scale for each indicator that a study speaks of."""
    found: dict[int, int] = {}
    for claim in claims:
        indicator = claim.estimation.study.indicator_id
        # The scale reads the design and the checks; the theory has no part in it.
        level = judge(claim, theory_is_complete=None).maryland.level
        if indicator is not None and level:
            found[indicator] = max(found.get(indicator, 0), level)
    return found


def money_picture(title: str, rows: Sequence[tuple[str, float, float, float]]) -> str:
    """The SVG of committed, paid and claimed amounts; empty without rows."""
    if not rows:
        return ""
    drawn = [Amounts(*row) for row in rows[:MOST_BARS]]
    return picture(money_chart(title, drawn, page_language()))
