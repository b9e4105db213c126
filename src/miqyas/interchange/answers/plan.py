"""Where each element of an answer goes, by version of the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from miqyas.interchange.answers.states import ABSENT, NOT_THERE
from miqyas.interchange.answers.union import United, table_of
from miqyas.interchange.form import Form

# Put beside the answers by the form engine or a server, and no answer themselves.
BESIDE = frozenset({"formhub", "meta"})
# A leaf of the form that holds no answer (a note); an element to leave with all it holds.
NO_ANSWER, SKIPPED = -1, -2


@dataclass(slots=True)
class Plan:
    """One group, or one repeat: what each tag inside it is.

    ``leaves`` gives the place of an answer in its row, or one of the two marks below; ``repeat`` is the table of a
    repeat.
    """

    leaves: dict[str, int] = field(default_factory=dict)
    inner: dict[str, "Plan"] = field(default_factory=dict)
    repeat: str = ""


@dataclass(frozen=True, slots=True)
class VersionPlan:
    """How one version is read: its root, and a fresh row for each table."""

    root: str
    plan: Plan
    fresh: Mapping[str, Sequence[str]]


def plan_of(form: Form, united: United) -> VersionPlan:
    """Draw the plan of one version."""
    root = Plan()
    places = united.places[form.version]
    fresh = {table: [NOT_THERE] * len(asked) for table, asked in united.tables.items()}
    for repeat in form.repeats:
        _walk(root, repeat, form.root).repeat = table_of(form.root, repeat)
        # The count a form computes for a repeat is an element beside it.
        _walk(root, repeat.rsplit("/", 1)[0], form.root).leaves.setdefault(
            f"{_last(repeat)}_count", NO_ANSWER
        )
    for question in form.questions:
        holder = _walk(root, question.path.rsplit("/", 1)[0], form.root)
        found = places.get(question.path)
        if found is None:
            holder.leaves[_last(question.path)] = NO_ANSWER
            continue
        table, place = found
        holder.leaves[_last(question.path)] = place
        fresh[table][place] = ABSENT
    for name in BESIDE:
        root.inner.pop(name, None)
        root.leaves[name] = SKIPPED
    return VersionPlan(form.root, root, fresh)


def _walk(root: Plan, path: str, name: str) -> Plan:
    plan = root
    for part in path.removeprefix(f"/{name}").strip("/").split("/"):
        if part:
            plan = plan.inner.setdefault(part, Plan())
    return plan


def _last(path: str) -> str:
    return path.rsplit("/", 1)[1]
