"""Floors shared out by a table that the funder brings: read, checked, kept with its source, computed again."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from miqyas_web.foundation.errors import Unfit
from miqyas_web.funding.actions.calls import edit_call
from miqyas_web.funding.queries.budgets import rules_of
from miqyas_web.funding.rules.brought import read_brought
from miqyas_web.territories.models import Territory
from tests.web.funding import situations

NAMES = {"01": ["Tanger", "طنجة"], "02": ["L'Oriental", "الشرق"], "10": ["Guelmim", "كلميم"]}
GOOD = (
    "region;chiffre;source\n1;12,5;Enquête inventée 2025\nl’oriental;1 000;Enquête inventée 2025\nكلميم;0;\n"
)


def test_a_table_is_read_by_code_or_name_in_any_language():
    found = read_brought(GOOD.encode("utf-8-sig"), NAMES)
    assert found.values == {"01": Decimal("12.5"), "02": Decimal(1000), "10": Decimal(0)}
    assert found.source == "Enquête inventée 2025"


@pytest.mark.parametrize(("written", "said"), [
    (b"\xff\xfe\x00", "UTF-8"),
    (b"", "three columns"),
    (b"region;chiffre\n01;3\n", "three columns"),
    (b"region,figure,source\nParis,3,x\n", "Paris"),
    (b"region,figure,source\n01,3,x\n1,4,x\n", "twice"),
    (b"region,figure,source\n01,-3,x\n", "-3"),
    (b"region,figure,source\n01,beaucoup,x\n", "beaucoup"),
    (b"region,figure,source\n01,NaN,x\n", "NaN"),
    (b"region,figure,source\n01,3,x\n02,4,x\n", "Guelmim"),
    (b"region,figure,source\n01,3,\n02,4,\n10,5,\n", "where the figures come from"),
    (b"region,figure,source\n01,0,x\n02,0,x\n10,0,x\n", "Every figure is zero"),
    (b"x" * 100_001, "too large"),
])  # fmt: skip
def test_a_table_that_cannot_serve_is_refused_with_its_line(written, said):
    with translation.override("en"), pytest.raises(Unfit, match=said):
        read_brought(written, NAMES)


@pytest.mark.django_db
def test_floors_follow_the_table_and_the_budget(client):
    call = situations.a_call(state="draft", budget_mad=Decimal(1_000_000), reserve_mad=Decimal(200_000))
    lead = situations.lead_of(call.organisation)
    codes = list(Territory.objects.regions().values_list("code", flat=True))
    rows = [f"{code},{3 if code == '05' else 1 if code == '08' else 0},HCP 2022 (essai)" for code in codes]
    table = "\n".join(["region,figure,source", *rows]).encode()
    client.force_login(lead)
    page = reverse("funding:limits_edit", args=[call.pk])
    sent = {
        "revision": call.revision,
        "value": "score",
        "levels": ["100"],
        "index": "brought",
        "share_pct": "50",
    }
    assert client.post(page, sent).status_code == 422
    answer = client.post(page, sent | {"table": SimpleUploadedFile("pauvrete.csv", table)})
    assert answer.status_code == 302
    call.refresh_from_db()
    told = call.limits["floors_from"]
    assert (told["source"], told["figures"]["05"]) == ("HCP 2022 (essai)", "3")
    assert {one.key: one.amount_mad for one in rules_of(call).bounds} == {
        "floor region:05": Decimal(300_000), "floor region:08": Decimal(100_000),
    }  # fmt: skip
    # Kept without a file, the table stays; with another budget, floors follow it.
    assert client.post(page, sent | {"revision": call.revision, "share_pct": "25"}).status_code == 302
    call.refresh_from_db()
    texts = {name: getattr(call, name) for name in ("title", "summary", "body", "themes")}
    money = {"budget_mad": Decimal(2_000_000), "reserve_mad": Decimal(400_000), "territories": []}
    call = edit_call(call=call, said=texts | money, revision=call.revision, by=lead)
    assert {one.key: one.amount_mad for one in rules_of(call).bounds} == {
        "floor region:05": Decimal(300_000), "floor region:08": Decimal(100_000),
    }  # fmt: skip
