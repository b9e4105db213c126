"""A kept allocation taken again: the last time, as a person may read it."""

from dataclasses import dataclass

from miqyas_web.accounts.models import Person
from miqyas_web.funding.models import Allocation, Replay
from miqyas_web.funding.queries.candidates import hidden_from
from miqyas_web.funding.queries.weighing import PARTS


@dataclass(frozen=True, slots=True)
class ToldReplay:
    """``wrong`` names the parts that came out otherwise, as people read them; ``added`` and ``missing`` no hidden file."""

    replay: Replay
    is_alone: bool
    inputs_changed: bool
    wrong: tuple[str, ...]
    added: tuple[str, ...]
    missing: tuple[str, ...]


def last_replay(allocation: Allocation, by: Person) -> ToldReplay | None:
    """The newest, None when it was never taken again. One query, and one for what is hidden."""
    replay = allocation.replays.select_related("made_by").order_by("-pk").first()
    return None if replay is None else told_replay(replay, by)


def told_replay(replay: Replay, by: Person) -> ToldReplay:
    """What came out, without the files in conflict with the person."""
    content, hidden = replay.content, hidden_from(by, replay.allocation.call)
    return ToldReplay(
        replay=replay,
        is_alone=len(content["parts"]) <= 1,
        inputs_changed=content["inputs_changed"],
        # The seals of the parts are told as inputs that changed.
        wrong=tuple(
            str(PARTS[part]) for part, is_same in content["parts"].items() if not is_same and part in PARTS
        ),
        added=tuple(name for name in content["added"] if name not in hidden),
        missing=tuple(name for name in content["missing"] if name not in hidden),
    )
