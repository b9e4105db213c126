"""Dar Taliba: an initiative of Tifawin, and a small theory for it."""

import pytest

from miqyas_web.initiatives.actions import create_initiative
from miqyas_web.theories.actions.links import create_link
from miqyas_web.theories.actions.nodes import create_node


@pytest.fixture
def dar_taliba(tifawin, amina):
    return create_initiative(organisation=tifawin, description={"title": "Dar Taliba"}, by=amina)


@pytest.fixture
def chain(dar_taliba, amina):
    """House → Attend → Finish: three nodes and the two links between them, by name."""
    made = {}
    for name, level in (("House", "activity"), ("Attend", "output"), ("Finish", "outcome")):
        made[name] = create_node(initiative=dar_taliba, said={"level": level, "title": name}, by=amina)
    for one, other in (("House", "Attend"), ("Attend", "Finish")):
        made[f"{one}-{other}"] = create_link(
            initiative=dar_taliba, source=made[one].key, target=made[other].key, by=amina
        )
    return made
