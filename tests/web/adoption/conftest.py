"""Tifawin takes stock; its region is at hand."""

import pytest

from miqyas_web.accounts.enums import Role
from miqyas_web.adoption.actions import Said, answer_items, complete_diagnostic, start_diagnostic
from miqyas_web.adoption.models import Diagnostic
from miqyas_web.adoption.science import questionnaire_of
from miqyas_web.territories.models import Territory
from tests import web_cast


@pytest.fixture
def region(db):
    country = Territory.objects.filter(level="country").first() or Territory.objects.create(
        code="MA", level="country", name_fr="Maroc", name_ar="المغرب", edition="test"
    )
    return Territory.objects.get_or_create(
        code="05",
        defaults={
            "level": "region", "name_fr": "Béni Mellal-Khénifra", "name_ar": "بني ملال خنيفرة",
            "parent": country, "edition": "test",
        },
    )[0]  # fmt: skip


@pytest.fixture
def brahim(tifawin):
    """A second person who may answer."""
    return web_cast.member("Brahim", tifawin, role=Role.CONTRIBUTOR)


def begun(of, by, *, audience="innovator", region=None, size="1-5") -> Diagnostic:
    return start_diagnostic(organisation=of, audience=audience, size=size, region=region, by=by)


def answered(diagnostic, by, level=3, **levels) -> Diagnostic:
    """Every question answered; a note wherever one may be asked."""
    said = {
        item.key: Said(levels.get(item.key, level), "Vu ensemble.")
        for item in questionnaire_of(diagnostic).items
    }
    answer_items(diagnostic=diagnostic, said=said, by=by)
    return diagnostic


def completed(of, by, level=3, *, audience="innovator", region=None, size="1-5", **levels) -> Diagnostic:
    diagnostic = begun(of, by, audience=audience, region=region, size=size)
    return complete_diagnostic(diagnostic=answered(diagnostic, by, level, **levels), by=by)


@pytest.fixture
def diagnostic(tifawin, amina, region):
    return begun(tifawin, amina, region=region)
