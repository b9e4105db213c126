"""Tifawin's initiative and the questionnaires written for it."""

import pytest

from tests import web_cast


@pytest.fixture
def initiative(tifawin, amina):
    return web_cast.initiative(tifawin, amina, "Eau de Tamda")
