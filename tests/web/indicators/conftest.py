"""Tifawin's school initiative: an activity, two outcomes."""

import pytest

from miqyas_web.indicators import actions
from miqyas_web.indicators.enums import Aggregation, Direction
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.enums import NodeLevel
from miqyas_web.theories.models import Node, Theory


@pytest.fixture
def initiative(tifawin, amina):
    return Initiative.objects.create(organisation=tifawin, title="Dar Taliba", created_by=amina)


@pytest.fixture
def theory(initiative):
    return Theory.objects.create(initiative=initiative)


@pytest.fixture
def attendance(theory):
    Node.objects.create(theory=theory, level=NodeLevel.ACTIVITY, title="Transport scolaire")
    return Node.objects.create(
        theory=theory, level=NodeLevel.OUTCOME, title="Les élèves manquent moins", key="att"
    )


@pytest.fixture
def learning(theory):
    return Node.objects.create(
        theory=theory, level=NodeLevel.OUTCOME, title="Les élèves progressent", key="learn"
    )


@pytest.fixture
def write(initiative, attendance, amina):
    def write(by=amina, **changes):
        sheet = {
            "node": attendance,
            "name": "Jours d’absence par élève",
            "definition": "Jours d’absence divisés par le nombre d’élèves inscrits en octobre.",
            "unit": "jours",
            "direction": Direction.DECREASE,
            "aggregation": Aggregation.RATIO_OF_SUMS,
        }
        return actions.create_indicator(initiative=initiative, sheet=sheet | changes, by=by)

    return write
