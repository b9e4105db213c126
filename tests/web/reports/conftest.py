"""Tifawin's estimated study, and reports on it."""

import pytest

from miqyas_web.initiatives.models import Initiative
from miqyas_web.reports import actions
from tests import web_cast

SITE = "https://miqyas.ma"
SAID = {
    "title": "Le crédit dans les villages",
    "language": "fr",
    "summary": "Nous avons proposé un crédit.",
    "lessons": "Nous expliquons désormais le calendrier.",
    "shares_data": True,
}


@pytest.fixture
def initiative(request, tifawin, amina):
    if "claim" in request.fixturenames:
        return Initiative.objects.get(pk=request.getfixturevalue("estimated")["initiative"])
    return web_cast.initiative(tifawin, amina)


@pytest.fixture
def draft(initiative, amina, claim):
    return actions.create_report(initiative=initiative, by=amina, claims=[claim], **SAID)


@pytest.fixture
def report(draft, amina):
    return actions.publish_report(report=draft, by=amina, site=SITE)


@pytest.fixture
def closed_report(initiative, amina, claim):
    """Published without its data."""
    said = {**SAID, "shares_data": False}
    begun = actions.create_report(initiative=initiative, by=amina, claims=[claim], **said)
    return actions.publish_report(report=begun, by=amina, site=SITE)
