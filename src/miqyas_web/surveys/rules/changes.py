"""What changed between two versions of a questionnaire, in words, and what it breaks in the data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from miqyas_web.surveys.rules.definition import Row, list_of, rows_of
from miqyas_web.surveys.rules.kinds import kind_name
from miqyas_web.surveys.rules.questions import lists_in
from miqyas_web.surveys.rules.structure import Item, questions_of

# Columns whose change alters who is asked, or what is accepted.
RULES = ("relevant", "constraint", "calculation", "choice_filter", "required")


@dataclass(frozen=True, slots=True)
class Change:
    """One change, in words. ``breaks``: answers before and after no longer say the same thing."""

    sentence: str
    breaks: bool


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """All that changed, what breaks first."""
    old, new = _by_name(before), _by_name(after)
    found = [_removed(name) for name in old if name not in new]
    found += [_added(name) for name in new if name not in old]
    for name, item in new.items():
        if name in old:
            found += _of_question(old[name], item)
            found += _of_choices(name, _choices(before, old[name]), _choices(after, item))
    if not found and rows_of(before, "survey") != rows_of(after, "survey"):
        found.append(Change(_("The order or the settings of some rows changed."), breaks=False))
    return sorted(found, key=lambda change: not change.breaks)


def _by_name(definition: Mapping[str, Any]) -> dict[str, Item]:
    return {item.name: item for item in questions_of(definition) if item.name}


def _choices(definition: Mapping[str, Any], item: Item) -> dict[str, Row]:
    return {str(row.get("name")): row for row in lists_in(definition).get(list_of(item.row), [])}


def _removed(name: str) -> Change:
    sentence = _("“%(name)s” is no longer asked: its column ends with the version before.")
    return Change(sentence % {"name": name}, breaks=True)


def _added(name: str) -> Change:
    sentence = _("“%(name)s” is new: answers to the version before have none.")
    return Change(sentence % {"name": name}, breaks=False)


def _of_question(old: Item, new: Item) -> list[Change]:
    found = []
    names = {"name": new.name, "before": kind_name(old.kind), "after": kind_name(new.kind)}
    if old.kind != new.kind:
        sentence = _(
            "“%(name)s” was of the kind “%(before)s”, it is now “%(after)s”: its values no longer compare."
        )
        found.append(Change(sentence % names, breaks=True))
    if old.repeat != new.repeat:
        sentence = _("“%(name)s” went in or out of a repeat: its column changes table.")
        found.append(Change(sentence % names, breaks=True))
    elif old.path != new.path:
        sentence = _("“%(name)s” changed group: its path in the answers changes, its column does not.")
        found.append(Change(sentence % names, breaks=False))
    if any(old.row.get(column) != new.row.get(column) for column in RULES):
        sentence = _("“%(name)s”: who is asked it, or what is accepted, changed.")
        found.append(Change(sentence % names, breaks=False))
    if _words(old.row) != _words(new.row):
        sentence = _("“%(name)s”: its words changed. See that it still asks the same thing.")
        found.append(Change(sentence % names, breaks=False))
    return found


def _of_choices(name: str, old: Mapping[str, Row], new: Mapping[str, Row]) -> list[Change]:
    found = []
    for code in old:
        if code not in new:
            sentence = _(
                "“%(name)s”: the choice “%(code)s” is gone, or its code changed: it can no longer be given."
            )
            found.append(Change(sentence % {"name": name, "code": code}, breaks=True))
    for code, row in new.items():
        if code not in old:
            sentence = _("“%(name)s”: the choice “%(code)s” is new.")
            found.append(Change(sentence % {"name": name, "code": code}, breaks=False))
        elif _words(old[code]) != _words(row):
            sentence = _(
                "“%(name)s”: the words of the choice “%(code)s” changed. See that it still means the same."
            )
            found.append(Change(sentence % {"name": name, "code": code}, breaks=False))
    return found


def _words(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        column: cell
        for column, cell in row.items()
        if column.partition("::")[0] in {"label", "hint"} and cell
    }
