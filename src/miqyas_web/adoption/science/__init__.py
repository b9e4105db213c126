"""From stored diagnostics to `miqyas.judgement`, and back. The only place of the room that knows the science."""

from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from miqyas.judgement import peers, standing
from miqyas.judgement.questionnaire import (
    Item,
    Questionnaire,
    audiences,
    read_questionnaire,
    reading_minutes,
    versions,
)
from miqyas_web.adoption.models import Answer, Diagnostic
from miqyas_web.studies.science import page_language, said_plainly
from miqyas_web.toolbox.queries import content_folder

__all__ = ["Item", "Questionnaire", "page_language"]

Groups = dict[peers.Group, frozenset[Hashable]]
Spread = peers.Spread
EVERYONE = peers.EVERYONE
LEAST_MEMBERS = peers.LEAST_MEMBERS
# A note or a word with a colleague, one question in four, about a minute each.
NOTES_MINUTES = 0.25


def folder() -> Path:
    """Where the versions of the diagnostic stand."""
    return content_folder() / "diagnostic"


def newest_version(audience: str) -> str:
    """The version that a new diagnostic uses."""
    return [version for version in versions(folder()) if audience in audiences(folder(), version)][-1]


def questionnaire(version: str, audience: str) -> Questionnaire:
    """One version for one audience."""
    return said_plainly(lambda: _read(folder(), version, audience))


@lru_cache(maxsize=32)
def _read(place: Path, version: str, audience: str) -> Questionnaire:
    # Three long files: read once by process. A version that is being written is read again at the next start.
    return read_questionnaire(place, version, audience)


def questionnaire_of(diagnostic: Diagnostic) -> Questionnaire:
    """The one it was begun in, for ever."""
    return questionnaire(diagnostic.version, diagnostic.audience)


def minutes(diagnostic: Diagnostic) -> int:
    """About how long it takes, notes included, in the language of the page."""
    asked = questionnaire_of(diagnostic)
    return round(reading_minutes(asked, page_language()) + len(asked.items) * NOTES_MINUTES)


def check_answer(asked: Questionnaire, item: str, level: int | None) -> None:
    """Raise ``Unfit`` when an answer does not fit its question."""
    others = {other.key: 1 for other in asked.items}
    said_plainly(lambda: standing.check_answers(asked, {**others, item: level}))


def levels_in(answers: Iterable[Answer]) -> dict[str, int | None]:
    """Answers as the rules read them."""
    return {answer.item: answer.level for answer in answers if answer.is_given}


def standings_of(diagnostic: Diagnostic, answers: Iterable[Answer]) -> dict[str, int | None]:
    """Level by dimension."""
    found = said_plainly(lambda: standing.standings(questionnaire_of(diagnostic), levels_in(answers)))
    return {each.dimension: each.level for each in found}


def publishable(members: Mapping[Hashable, Mapping[str, str]]) -> Groups:
    """The groups that may be shown without telling anyone."""
    return peers.publishable(members)


def spread(levels: Iterable[int]) -> Spread | None:
    """Quartiles of levels."""
    return peers.spread(levels)
