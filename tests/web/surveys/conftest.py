"""A questionnaire published in Amina's initiative."""

import pytest

from tests import web_cast
from tests.web.surveys import situations


@pytest.fixture
def initiative(tifawin, amina):
    return web_cast.initiative(tifawin, amina)


@pytest.fixture
def survey(initiative, amina):
    return situations.published_survey(initiative, amina)
