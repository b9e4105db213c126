"""A grant under way between Hajar's funder and Amina's association, with its budget; invented."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from miqyas_web.foundation import clock
from miqyas_web.funding.actions import claims, grants
from miqyas_web.funding.enums import GrantState, PayRule
from miqyas_web.funding.models import BudgetLine, Claim, Grant, Receipt
from miqyas_web.indicators import actions as indicator_actions
from miqyas_web.indicators.enums import Aggregation, Direction, MeasurementOrigin, MeasurementState
from miqyas_web.indicators.models import Indicator, Measurement
from miqyas_web.theories.models import Node, Theory
from tests import web_cast
from tests.web.funding import situations

STARTS = date(2026, 1, 1)
ENDS = date(2027, 6, 30)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
LIVE_PDF = b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF\n"


def a_grant(amina, tifawin, *, reference: str = "G-1", funder=None, **fields) -> Grant:
    """An agreement under way: two lines of 100,000 dirhams, nothing agreed yet."""
    funder = funder or situations.a_funder()
    grant = Grant.objects.create(
        organisation=funder,
        initiative=web_cast.initiative(tifawin, amina),
        reference=reference,
        title="Eau",
        amount_mad=Decimal(200_000),
        starts_on=STARTS,
        ends_on=ENDS,
        created_by=situations.lead_of(funder),
        **fields,
    )
    for at, title in enumerate(("Réseau", "Formation"), start=1):
        BudgetLine.objects.create(grant=grant, position=at, title=title, amount_mad=Decimal(100_000))
    return grant


def an_indicator(grant: Grant, by, key: str = "water") -> Indicator:
    theory, _ = Theory.objects.get_or_create(initiative=grant.initiative)
    node = Node.objects.create(theory=theory, level="outcome", title="Les ménages ont l'eau", key=key)
    sheet = {
        "node": node,
        "name": "Ménages desservis",
        "definition": "Ménages qui ont l'eau, sur ceux interrogés.",
        "unit": "%",
        "direction": Direction.INCREASE,
        "aggregation": Aggregation.RATIO_OF_SUMS,
    }
    return indicator_actions.create_indicator(initiative=grant.initiative, sheet=sheet, by=by)


def an_active_grant(amina, tifawin, **fields) -> Grant:
    """Agreed by both: 80,000 on a report, 120,000 on a threshold of 60 %."""
    grant = a_grant(amina, tifawin, **fields)
    hajar, indicator = situations.lead_of(grant.organisation), an_indicator(grant, amina)
    start = {
        "title": "Démarrage",
        "amount_mad": Decimal(80_000),
        "due_on": date(2026, 12, 1),
        "rule": PayRule.FIXED,
    }
    result = {
        "title": "Ménages desservis",
        "amount_mad": Decimal(120_000),
        "due_on": date(2027, 5, 1),
        "rule": PayRule.THRESHOLD,
        "indicator": indicator,
        "target": 60.0,
        "n_planned": 400,
    }
    for said in (start, result):
        grants.add_milestone(grant=grant, said=said, by=hajar)
    grants.agree(grant=grant, by=hajar)
    grant = grants.agree(grant=grant, by=amina)
    assert grant.state == GrantState.ACTIVE
    return grant


def a_paper(content: bytes = PDF, name: str = "facture.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def an_expense(grant: Grant, at: int = 1, **changes) -> dict:
    return {
        "line": grant.lines.get(position=at),
        "title": "Tuyaux",
        "spent_on": date(2026, 3, 3),
        "amount_mad": Decimal("12400.00"),
        "supplier": "Quincaillerie du Souss",
        "number": "118",
    } | changes


def a_claim(grant: Grant, by, *expenses: dict) -> Claim:
    """Expenses written and sent, each on its own paper."""
    claim = claims.begin_claim(grant=grant, by=by)
    for number, expense in enumerate(expenses):
        paper = a_paper(PDF + f"{grant.pk}-{claim.pk}-{number}".encode())
        claims.keep_receipt(claim=claim, said=expense, file=paper, by=by)
    return claims.send_claim(claim=claim, note="", by=by)


def receipt_of(claim: Claim, at: int = 0) -> Receipt:
    return claim.receipts.select_related("claim").order_by("pk")[at]


def a_measure(indicator: Indicator, value: float, *, half: float | None, by, day: date) -> Measurement:
    """An approved figure with its 95 % interval."""
    ends = {} if half is None else {"low": Decimal(str(value - half)), "high": Decimal(str(value + half))}
    return Measurement.objects.create(
        indicator=indicator, date=day, value=Decimal(str(value)), n=400, origin=MeasurementOrigin.HAND,
        state=MeasurementState.APPROVED, recorded_by=by, decided_by=by, decided_at=clock.now(), **ends,
    )  # fmt: skip


def later(days: int) -> date:
    return clock.today() + timedelta(days=days)
