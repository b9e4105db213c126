"""Batteries: questions side by side on one scale, that a hurried person answers all alike."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

# Fewer questions than this are judged by no check (`miqyas.checks.collection.straight_lining`).
FEWEST = 5
# Yes and no are no scale: "no" to a list of goods may well be sincere.
FEWEST_CHOICES = 3

Batteries = dict[str, list[str]]


def batteries_in(outline: Mapping[str, Any]) -> Batteries:
    """Questions that follow each other in one group, outside of repeats, with the same choices; by the first of them."""
    found: Batteries = {}
    for scale, together in groupby(outline.get("questions", ()), key=_scale):
        names = [str(question["name"]) for question in together]
        if scale and len(names) >= FEWEST:
            found[names[0]] = names
    return found


def _scale(question: Mapping[str, Any]) -> tuple[str, tuple[str, ...]] | None:
    """The group of the question and its choices; None when it is on no scale."""
    if question["kind"] != "select_one" or question["repeat"] or question["choices_file"]:
        return None
    choices = tuple(str(choice["name"]) for choice in question["choices"])
    group = str(question["path"]).rpartition("/")[0]
    return (group, choices) if len(choices) >= FEWEST_CHOICES else None


def numbered(batteries: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The number of the battery of each question, as a form shows it."""
    return {name: str(number) for number, names in enumerate(batteries.values(), 1) for name in names}


def gathered(numbers: Iterable[tuple[str, str]]) -> Batteries:
    """Batteries again from the number of each question, in the order of the questionnaire; by the first of them."""
    together: dict[str, list[str]] = {}
    for name, number in numbers:
        if number:
            together.setdefault(number, []).append(name)
    return {names[0]: names for names in together.values()}


def too_short(batteries: Mapping[str, Sequence[str]]) -> list[str]:
    """The batteries that no check would judge, by their first question."""
    return [first for first, names in batteries.items() if len(names) < FEWEST]
