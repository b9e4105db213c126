"""What would weaken an indicator, told while it is written; nothing is saved."""

import pytest

from miqyas_web.indicators.models import Indicator
from tests.web.indicators.test_indicator_pages import sent, where

pytestmark = pytest.mark.django_db

__all__ = ["sent"]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_reasons_come_while_writing_and_nothing_is_saved(client, amina, initiative, sent, language):
    client.force_login(amina)
    client.cookies["language"] = language
    address = where("indicator_check", initiative.pk)
    bare = client.post(address, {"name": "Jours d’absence"})
    assert bare.status_code == 200
    found = bare.context["weaknesses"]
    assert found
    assert all(weakness.text in bare.content.decode().replace("&#x27;", "'") for weakness in found)
    assert len(client.post(address, sent).context["weaknesses"]) < len(found)
    assert "<html" not in bare.content.decode()
    assert Indicator.objects.count() == 0


@pytest.mark.parametrize("data", [{}, {"name": "", "direction": "sideways", "baseline_value": "beaucoup"}])
def test_a_form_barely_begun_is_no_fault(client, amina, initiative, data):
    client.force_login(amina)
    answer = client.post(where("indicator_check", initiative.pk), data)
    assert answer.status_code == 200
    assert answer.content.decode().strip() == ""


def test_the_figures_of_the_indicator_edited_count(client, amina, salma, initiative, sent, write):
    from datetime import date
    from decimal import Decimal

    client.force_login(amina)
    stored = write(baseline_value=Decimal(4), baseline_date=date(2024, 10, 1))
    data = {name: value for name, value in sent.items() if not name.startswith(("baseline", "target"))}
    address = where("indicator_check", initiative.pk)
    without = client.post(address, data).context["weaknesses"]
    with_figures = client.post(f"{address}?indicator={stored.pk}", data).context["weaknesses"]
    assert len(with_figures) == len(without) - 1
    assert client.post(f"{address}?indicator=x", data).status_code == 404
    client.force_login(salma)
    assert client.post(address, data).status_code == 404
    assert client.get(address).status_code == 405


def test_the_form_asks_for_it(client, amina, initiative, attendance):
    client.force_login(amina)
    page = client.get(where("indicator_create", initiative.pk)).content.decode()
    assert f'hx-post="{where("indicator_check", initiative.pk)}"' in page
