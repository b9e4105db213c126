"""Places that a lower room opens and upper rooms fill, without being imported.

A room fills a slot in ``apps.ready()``::

    slots.fill("initiative_steps", order=20, item=Step(...))

and the page that owns the slot asks for ``slots.items("initiative_steps")``, in order.
Slots in use: ``navigation``, ``initiative_steps``, ``desk_cards``, ``desk_actions``, ``demonstration``,
``audit_words``, ``practice_facts``, ``indicator_parts``, ``survey_parts``.
"""

from collections import defaultdict
from typing import Any

_slots: defaultdict[str, dict[str, tuple[int, Any]]] = defaultdict(dict)


def fill(slot: str, *, key: str, order: int, item: Any) -> None:
    """Put ``item`` in a slot. The same key again replaces it: ``ready()`` may run twice."""
    _slots[slot][key] = (order, item)


def items(slot: str) -> list[Any]:
    """What stands in a slot, in order."""
    return [item for _, item in sorted(_slots[slot].values(), key=lambda pair: pair[0])]
