"""Places that initiatives may name: the country, two regions, a province."""

import pytest

from miqyas_web.territories.models import Territory


@pytest.fixture
def souss(db):
    country = Territory.objects.filter(level="country").first() or Territory.objects.create(
        code="MA", level="country", name_fr="Maroc", name_ar="المغرب", edition="test"
    )
    made = {}
    for code, name in (("09", "Souss-Massa"), ("05", "Béni Mellal-Khénifra")):
        made[code], _ = Territory.objects.get_or_create(
            code=code,
            defaults={
                "level": "region",
                "name_fr": name,
                "name_ar": name,
                "parent": country,
                "edition": "test",
            },
        )
    Territory.objects.get_or_create(
        code="09.581",
        defaults={
            "level": "province",
            "name_fr": "Tiznit",
            "name_ar": "تيزنيت",
            "parent": made["09"],
            "edition": "test",
        },
    )
    return made["09"]
