"""The design of a reading: who could read what, what is linked, what to expect of the ranks."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.enums import AssignmentState, ConflictState
from miqyas_web.funding.models import Application, Assignment, Conflict, ReferenceFile, Reviewer, Stage
from miqyas_web.funding.queries.progress import STANDING, applications_read
from miqyas_web.funding.queries.references import anchors_of, ties_to_sources
from miqyas_web.funding.queries.seals import SealedFigures, figures_at
from miqyas_web.funding.rules.settings import settings_of
from miqyas_web.funding.science.figures import plain
from miqyas_web.funding.science.judging import (
    FileToRead,
    Pair,
    Reader,
    expected,
    linked_groups,
    shared_out,
)

PERCENT, HALF_PCT = 100, 50
# Fewer readings than this compare nobody.
LEAST_EACH = 2


@dataclass(frozen=True, slots=True)
class Design:
    """What the sharing out starts from."""

    files: list[FileToRead]
    readers: list[Reader]
    conflicts: set[Pair]
    done: set[Pair]
    before: set[Pair]
    applications: dict[str, Application]
    reviewers: dict[str, Reviewer]
    # Anchors that are no candidates, by code; and the names of all anchors.
    references: dict[str, ReferenceFile]
    anchors: frozenset[str]

    def without_anchors(self) -> "Design":
        """The same call if nobody had named an anchor."""
        files = [one for one in self.files if one.id not in self.references]

        def kept(pairs: set[Pair]) -> set[Pair]:
            return {pair for pair in pairs if pair[0] not in self.references}

        return replace(
            self, files=files, conflicts=kept(self.conflicts), done=kept(self.done), before=set(),
            references={}, anchors=frozenset(),
        )  # fmt: skip


def design_of(stage: Stage) -> Design:
    """Files, readers, ties, what was read and what is given already."""
    applications = {row.reference: row for row in applications_read(stage)}
    anchors = anchors_of(stage)
    references = {row.code: row for row in anchors if row.application_id is None}
    reviewers = {
        str(row.pk): row
        for row in stage.call.reviewers.filter(left_at__isnull=True)
        .select_related("person", "call__organisation")
        .order_by("pk")
    }
    files = _files(list(applications.values()), list(reviewers.values()), figures_at(stage))
    files += [FileToRead(code) for code in references]
    known = {one.id for one in files}
    rows = [row for row in _given(stage) if row.code in known]
    barred = _conflicts(stage, reviewers) | {
        _pair(row) for row in rows if row.state == AssignmentState.DECLINED
    }
    barred |= ties_to_sources(anchors, {row.person_id: pk for pk, row in reviewers.items()})
    named = {row.application.reference if row.application else row.code for row in anchors}
    return Design(
        files=files,
        readers=[_reader(row) for row in reviewers.values()],
        conflicts={pair for pair in barred if pair[0] in known},
        done={_pair(row) for row in rows if row.state == AssignmentState.SENT},
        before={_pair(row) for row in rows if row.state == AssignmentState.ASKED},
        applications=applications,
        reviewers=reviewers,
        references=references,
        anchors=frozenset(named & known),
    )


def _given(stage: Stage) -> list[Assignment]:
    rows = stage.assignments.filter(reviewer__left_at__isnull=True)
    return list(rows.select_related("application", "reference_file"))


def _pair(row: Assignment) -> Pair:
    return row.code, str(row.reviewer_id)


def _conflicts(stage: Stage, reviewers: dict[str, Reviewer]) -> set[Pair]:
    by_person = {row.person_id: pk for pk, row in reviewers.items()}
    standing = Conflict.objects.filter(application__call=stage.call_id, person__in=by_person)
    found = standing.exclude(state=ConflictState.LIFTED).values_list("application__reference", "person_id")
    return {(reference, by_person[person]) for reference, person in found}


def _files(
    applications: list[Application], reviewers: list[Reviewer], sealed: dict[int, SealedFigures]
) -> list[FileToRead]:
    """Each file goes to the panel that knows its theme best, then to the one that has the fewest."""
    panels = sorted({row.panel for row in reviewers if row.panel})
    known = {
        panel: Counter(theme for row in reviewers if row.panel == panel for theme in row.themes)
        for panel in panels
    }
    load: Counter[str] = Counter()
    files = []
    for row in applications:
        theme = sealed[row.pk].theme
        panel = min(panels, key=lambda name: (-known[name][theme], load[name], name), default="")
        load[panel] += 1
        files.append(FileToRead(row.reference, panel, frozenset({theme} - {""})))
    return files


def _reader(row: Reviewer) -> Reader:
    return Reader(str(row.pk), row.panel, frozenset(row.themes), most=row.most_files)


def usual_top(stage: Stage) -> int:
    """How many files the budget would pay at the mean of what is asked; one at least, not all."""
    asked = [
        each.asked_mad for each in figures_at(stage, applications_read(stage)).values() if each.asked_mad
    ]
    if not asked or not stage.call.budget_mad:
        return 1
    mean = sum(asked, Decimal(0)) / len(asked)
    return max(1, min(len(asked) - 1, int((stage.call.budget_mad - stage.call.reserve_mad) / mean)))


def standing_pairs(stage: Stage) -> list[Pair]:
    """What is given and not taken back."""
    rows = stage.assignments.filter(state__in=STANDING).order_by("pk")
    return [_pair(row) for row in rows.select_related("application", "reference_file")]


def links_of(stage: Stage) -> list[list[str]]:
    """Groups of files that readers link: one group when all ranks can be compared."""
    return linked_groups(standing_pairs(stage))


def foresight_of(stage: Stage) -> dict[str, Any]:
    """What the ranks will be able to say; or why it cannot be told yet."""
    design = design_of(stage)
    return _told(lambda: _foreseen(stage, design, standing_pairs(stage)))


def anchors_foreseen(stage: Stage) -> dict[str, Any]:
    """The width of ranks with the anchors named and without any, each shared out anew; nothing without anchors."""
    design = design_of(stage)
    if not design.anchors:
        return {}
    plain = design.without_anchors()
    return {
        "n": len(design.anchors),
        "with": _told(lambda: _foreseen(stage, design, _planned(stage, design))),
        "without": _told(lambda: _foreseen(stage, plain, _planned(stage, plain))),
    }


def chances_foreseen(stage: Stage) -> list[tuple[int, dict[str, Any]]]:
    """The width of ranks by the most chance of a reading: without a bound, at what the call says, at a half."""
    design = design_of(stage)
    said = settings_of(stage.call.settings).most_chance_pct
    return [
        (pct, _told(lambda pct=pct: _foreseen(stage, design, _planned(stage, design, pct))))  # type: ignore[misc]
        for pct in sorted({PERCENT, said, HALF_PCT}, reverse=True)
    ]


def _planned(stage: Stage, design: Design, chance_pct: int | None = None) -> list[Pair]:
    """Who would read what if files were shared out now."""
    settings = settings_of(stage.call.settings)
    chance = settings.most_chance_pct if chance_pct is None else chance_pct
    found = shared_out(
        design.files, design.readers, each=max(LEAST_EACH, settings.reviews_by_file),
        conflicts=design.conflicts, done=design.done, before=design.before,
        bridged=settings.bridge_pct / PERCENT, anchors=design.anchors,
        most_chance=chance / PERCENT, seed=stage.pk,
    )  # fmt: skip
    return list(found.pairs)


def _foreseen(stage: Stage, design: Design, pairs: list[Pair]) -> Any:
    read = {file for file, _reader in pairs}
    return expected(
        pairs, design.files, design.readers, unranked=sorted(set(design.references) & read),
        top=usual_top(stage), seed=stage.pk,
    )  # fmt: skip


def _told(compute: Callable[[], Any]) -> dict[str, Any]:
    try:
        found = compute()
    except Refused as refusal:
        return {"refusal": refusal}
    return {"found": found, "width": plain(found.width, 1), "undecided": plain(found.undecided, 0)}
