"""The steps of an initiative, from theory to report. Each room adds its own (slot `initiative_steps`)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.urls import reverse
from django.utils.functional import Promise

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import slots
from miqyas_web.initiatives.models import Initiative

Status = Literal["empty", "started", "done"]


@dataclass(frozen=True, slots=True)
class StepState:
    """How far a step is, and in a few words what stands there."""

    status: Status
    summary: "str | Promise" = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step that a room offers. ``state`` costs the same number of queries however much there is."""

    key: str
    label: "str | Promise"
    url_name: str
    state: Callable[[Initiative, Person], StepState]
    # One that many initiatives do without: it is proposed no more once a later one is begun.
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class PlacedStep:
    """A step of one initiative, as its pages show it."""

    key: str
    label: "str | Promise"
    href: str
    status: Status
    summary: "str | Promise"
    is_optional: bool = False


def steps_of(initiative: Initiative, person: Person) -> list[PlacedStep]:
    """The steps of this initiative, in order."""
    return [_placed(step, initiative, person) for step in slots.items("initiative_steps")]


def _placed(step: Step, initiative: Initiative, person: Person) -> PlacedStep:
    state = step.state(initiative, person)
    return PlacedStep(
        step.key,
        step.label,
        reverse(step.url_name, args=[initiative.pk]),
        state.status,
        state.summary,
        step.is_optional,
    )


def next_step(steps: list[PlacedStep]) -> PlacedStep | None:
    """The first step that is not done; None when all are.

    An optional one that was not begun is passed over once a later one is.
    """
    for place, step in enumerate(steps):
        if step.status == "done":
            continue
        is_passed = step.is_optional and step.status == "empty"
        if not (is_passed and any(later.status != "empty" for later in steps[place + 1 :])):
            return step
    return None
