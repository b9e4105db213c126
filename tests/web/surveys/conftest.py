"""Tifawin's initiative and the questionnaires written for it."""

import pytest

from tests import web_cast
from tests.web.surveys import situations


@pytest.fixture
def initiative(tifawin, amina):
    return web_cast.initiative(tifawin, amina, "Eau de Tamda")


@pytest.fixture
def survey(initiative, amina):
    return situations.published_survey(initiative, amina)
