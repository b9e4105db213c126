"""A ranking as it may be read: rows hidden from who is tied, leniency for the person and the secretariat."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from miqyas_web.accounts.models import Person
from miqyas_web.funding.models import Ranking, Reviewer, Stage
from miqyas_web.funding.queries.counting import CountedReview, counted_reviews
from miqyas_web.funding.queries.progress import applications_read
from miqyas_web.funding.queries.reviewers import hidden_applications
from miqyas_web.funding.rules.scales import ShownCriterion
from miqyas_web.funding.rules.settings import Opinions
from miqyas_web.funding.science.judging import Read

GROUPS = {
    "accept": gettext_lazy("above the line"),
    "draw": gettext_lazy("merit cannot tell: to the draw"),
    "reject": gettext_lazy("below the line"),
    "": "",
}
WARNINGS = {
    "weak_links": gettext_lazy(
        "Panels are linked too weakly to be compared: have files of one panel read by a reviewer of the other, or read "
        "the ranks inside each panel."
    ),
    "no_file_variance": gettext_lazy(
        "The reviews do not tell the files apart: their ranks are nearly chance. More readings are needed."
    ),
    "no_reviewer_variance": gettext_lazy("No difference of leniency between reviewers can be seen."),
}


def reviews_read(stage: Stage) -> list[Read]:
    """The reviews that count, as the science reads them."""
    return reads_of(counted_reviews(stage))


def reads_of(reviews: list[CountedReview]) -> list[Read]:
    """Reviews that count, as the science reads them."""
    return [Read(one.file, f"r{one.reviewer_id}", one.panel, one.levels) for one in reviews]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One file of a ranking, in words."""

    reference: str
    title: str
    rank: str
    low: str
    high: str
    chance: str
    group: str
    group_key: str
    n_reviews: int
    mean: str
    quality: str
    panel: str
    rank_in_panel: str
    # Label, median, gate of each gate not passed.
    failed: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownRanking:
    """A ranking without the files hidden from who looks."""

    ranking: Ranking
    rows: tuple[Ranked, ...]
    n_hidden: int
    warnings: tuple[str, ...]
    criteria: tuple[dict[str, str], ...]
    icc: str
    icc_mean: str
    # Whether first opinions were counted, and not those after discussion.
    is_first: bool


def last_ranking(stage: Stage) -> Ranking | None:
    """The newest one."""
    return stage.rankings.select_related("made_by").order_by("-made_at", "-pk").first()


def ranking_shown(ranking: Ranking, person: Person, criteria: list[ShownCriterion]) -> ShownRanking:
    """In words, best expected rank first."""
    stage, result = ranking.stage, ranking.result
    hidden = hidden_applications(stage.call, person)
    known = {row.reference: row for row in applications_read(stage)}
    tied = {reference for reference, row in known.items() if row.pk in hidden}
    labels = {each.key: each.label for each in criteria}
    rows = tuple(
        _ranked(row, known[row["id"]].initiative.title if row["id"] in known else "", labels)
        for row in result["files"]
        if row["id"] not in tied
    )
    return ShownRanking(
        ranking,
        rows,
        len(result["files"]) - len(rows),
        tuple(_warning(code, result) for code in result["warnings"]),
        tuple(_reliability(row, labels) for row in result["criteria"]),
        f"{result['icc']:.2f}",
        f"{result['icc_mean']:.2f}",
        ranking.inputs.get("opinions") == Opinions.FIRST,
    )


def _warning(code: str, result: dict[str, Any]) -> str:
    told = str(WARNINGS.get(code, code))
    weakest = result.get("weakest")
    return f"{told} ({' – '.join(weakest)})" if code == "weak_links" and weakest else told


def _ranked(row: dict[str, Any], title: str, labels: dict[str, str]) -> Ranked:
    within = row.get("rank_in_panel")
    return Ranked(
        reference=row["id"],
        title=title,
        rank=f"{row['expected_rank']:.1f}",
        low=f"{row['low']:g}",
        high=f"{row['high']:g}",
        chance="" if row["p_top"] is None else f"{100 * row['p_top']:.0f} %",
        group=str(GROUPS[row["group"]]),
        group_key=row["group"],
        n_reviews=row["n_reviews"],
        mean=f"{row['mean']:.1f}",
        quality=f"{row['quality']:.1f}",
        panel=row.get("panel", ""),
        rank_in_panel="" if within is None else f"{within:.1f}",
        failed=tuple(
            (
                labels.get(gate["criterion"]) or _("Total"),
                f"{round(gate['median'], 1):g}",
                f"{gate['gate']:g}",
            )
            for gate in row["gates"]
            if not gate["passed"]
        ),
    )


def _reliability(row: dict[str, Any], labels: dict[str, str]) -> dict[str, str]:
    def figure(name: str) -> str:
        return "—" if row[name] is None else f"{row[name]:.2f}"

    names = ("icc", "icc_low", "icc_high", "icc_mean", "alpha", "alpha_low", "alpha_high")
    return {"label": labels.get(row["criterion"], row["criterion"])} | {name: figure(name) for name in names}


@dataclass(frozen=True, slots=True)
class ShownLeniency:
    """How far above or below the others a reviewer scores, in points of the total."""

    name: str
    value: str
    low: str
    high: str
    n_reviews: int


def leniencies_for_secretariat(ranking: Ranking) -> list[ShownLeniency]:
    """Of every reviewer, by name: personal data, for who runs the call."""
    numbers = [int(row["id"][1:]) for row in ranking.leniencies]
    names = dict(Reviewer.objects.filter(pk__in=numbers).values_list("pk", "person__name"))
    rows = [_leniency(row, names.get(int(row["id"][1:]), "")) for row in ranking.leniencies]
    return sorted(rows, key=lambda row: row.name)


def own_leniency(reviewer: Reviewer) -> ShownLeniency | None:
    """A reviewer's own, of the newest ranking that counts them."""
    newest = Ranking.objects.filter(stage__call=reviewer.call_id).order_by("-made_at", "-pk").first()
    for row in newest.leniencies if newest else []:
        if row["id"] == f"r{reviewer.pk}":
            return _leniency(row, "")
    return None


def _leniency(row: dict[str, Any], name: str) -> ShownLeniency:
    return ShownLeniency(
        name, f"{row['value']:+.1f}", f"{row['low']:+.1f}", f"{row['high']:+.1f}", row["n_reviews"]
    )


def ranking_csv(shown: ShownRanking) -> str:
    """The ranking as a table; rows left out are said on the last line."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(
        ["reference", "title", "expected_rank", "low", "high", "p_top", "group", "reviews", "mean", "quality"]
    )
    for row in shown.rows:
        writer.writerow(
            [
                _plain(row.reference), _plain(row.title), row.rank, row.low, row.high, row.chance,
                row.group_key, row.n_reviews, row.mean, row.quality,
            ]
        )  # fmt: skip
    if shown.n_hidden:
        told = ngettext(
            "%(n)s row is left out of this copy: the person who made it is tied to that application.",
            "%(n)s rows are left out of this copy: the person who made it is tied to those applications.",
            shown.n_hidden,
        )
        writer.writerow([told % {"n": shown.n_hidden}])
    return target.getvalue()


def _plain(text: str) -> str:
    """A spreadsheet would run a text that begins like a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
