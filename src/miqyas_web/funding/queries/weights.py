"""The ranking if the weights of the grid were others: who keeps a place whatever they are."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.queries.ranking import Ranked, ShownRanking
from miqyas_web.funding.science.figures import plain
from miqyas_web.funding.science.weights import DRAWS, weighed

# How far each weight may move, in shares of itself; None: any weights at all.
SPREADS: dict[str, "tuple[float | None, str | Promise]"] = {
    "quarter": (0.25, gettext_lazy("each weight a quarter less to a quarter more")),
    "half": (0.5, gettext_lazy("each weight half less to half more")),
    "any": (None, gettext_lazy("any weights at all")),
}
USUAL = "half"
ROUNDED = 0.999


@dataclass(frozen=True, slots=True)
class Between:
    """A file that has a place for some weights and not for others."""

    ranked: Ranked
    # Share of the weights tried, as people write it.
    chance: str


@dataclass(frozen=True, slots=True)
class ShownWeighing:
    """Files by what the weights do to them; those hidden from who looks are left out, here as in the ranking."""

    spread: str
    spreads: "tuple[tuple[str, str | Promise], ...]"
    draws: int
    top: int
    sure: tuple[Ranked, ...] = ()
    between: tuple[Between, ...] = ()
    n_never: int = 0
    refusal: str = ""


def weighing_shown(shown: ShownRanking, spread: str) -> ShownWeighing:
    """Over the admitted files of a ranking, from the reviews it counted. No query beyond the grid's."""
    spread = spread if spread in SPREADS else USUAL
    ranking = shown.ranking
    inputs, stage = ranking.inputs, ranking.stage
    names = tuple((key, label) for key, (_share, label) in SPREADS.items())
    told = {"spread": spread, "spreads": names, "draws": DRAWS, "top": inputs["top"]}
    admitted = [row["id"] for row in ranking.result["files"] if row["admitted"]]
    try:
        found = weighed(
            inputs["reviews"], stage.grid.content if stage.grid else {}, admitted,
            top=inputs["top"], share=SPREADS[spread][0], seed=inputs["seed"],
        )  # fmt: skip
    except Refused as refusal:
        return ShownWeighing(**told, refusal=str(refusal))
    rows = {row.reference: row for row in shown.rows}
    seen = [(rows[one.id], one.p_top) for one in found.files if one.id in rows]
    return ShownWeighing(
        **told,
        sure=tuple(row for row, chance in seen if chance == 1),
        between=tuple(Between(row, _percent(chance)) for row, chance in seen if 0 < chance < 1),
        n_never=sum(chance == 0 for _row, chance in seen),
    )


def _percent(chance: float) -> str:
    """Never 0 nor 100 where it is neither."""
    decimals = 0 if 1 - ROUNDED < chance < ROUNDED and 0 < round(100 * chance) < 100 else 2
    return f"{plain(100 * chance, decimals)} %"
