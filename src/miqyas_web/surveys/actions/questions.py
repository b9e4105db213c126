"""Adding, changing, moving and deleting questions of a version that is being written."""

from typing import Any

from miqyas_web.accounts.models import Person
from miqyas_web.surveys.actions.definitions import Said, change_definition
from miqyas_web.surveys.models import FormVersion
from miqyas_web.surveys.rules import structure
from miqyas_web.surveys.rules.definition import rows_of
from miqyas_web.surveys.rules.questions import SaidQuestion, put_question


def add_question(
    *,
    version: FormVersion,
    said: SaidQuestion,
    by: Person,
    at: int | None = None,
    marks: dict[str, Any] | None = None,
    seen: int | None = None,
) -> FormVersion:
    """Add a question before a place; at the end without one."""
    return change_definition(
        version=version,
        change=lambda definition: put_question(definition, said, at=at),
        what="question_added",
        said=Said({said.cells["name"]: marks} if marks else {}),
        by=by,
        seen=seen,
    )


def edit_question(
    *,
    version: FormVersion,
    index: int,
    said: SaidQuestion,
    by: Person,
    marks: dict[str, Any] | None = None,
    seen: int | None = None,
) -> FormVersion:
    """Change a question; a new name is followed wherever the old one is used."""
    before = str(rows_of(version.definition, "survey")[index].get("name") or "")
    after = said.cells["name"]
    return change_definition(
        version=version,
        change=lambda definition: put_question(definition, said, index=index),
        what="question_changed",
        said=Said({after: marks} if marks else {}, (before, after) if before != after else None),
        by=by,
        seen=seen,
    )


def move_question(
    *, version: FormVersion, index: int, to: str, by: Person, seen: int | None = None
) -> FormVersion:
    """Move a question or a group: ``up``, ``down``, or the number of the row it comes after (-1: first)."""
    if to in {"up", "down"}:
        return change_definition(
            version=version,
            change=lambda definition: structure.moved(definition, index, direction=to),
            what="question_moved",
            by=by,
            seen=seen,
        )
    after = int(to) if to.removeprefix("-").isdecimal() else None
    return change_definition(
        version=version,
        change=lambda definition: (
            definition if after is None else structure.moved_after(definition, index, after)
        ),
        what="question_moved",
        by=by,
        seen=seen,
    )


def delete_question(
    *, version: FormVersion, index: int, by: Person, with_content: bool = True, seen: int | None = None
) -> FormVersion:
    """Delete a question; a group goes with what it holds, or without."""
    return change_definition(
        version=version,
        change=lambda definition: structure.removed(definition, index, with_content=with_content),
        what="question_deleted",
        by=by,
        seen=seen,
    )
