"""What is due: written, approved, changed with a reason that stays."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.indicators import actions
from miqyas_web.indicators.enums import Direction, Interpolation, TargetReason
from miqyas_web.indicators.models import TargetChange
from miqyas_web.indicators.queries.targets import changes_told, path_said
from miqyas_web.indicators.rules.targets import PathSaid, TargetSaid
from tests import web_cast

pytestmark = pytest.mark.django_db

START = date(2024, 10, 1)


def whole(day, value):
    return TargetSaid("", "", day, Decimal(value))


MIDDLE, LAST = whole(date(2025, 6, 30), "3.4"), whole(date(2026, 6, 30), "2.5")
GIRLS = TargetSaid("sex", "female", date(2026, 6, 30), Decimal("2.1"))


def path(*targets, **changes):
    said = {
        "interpolation": Interpolation.LINEAR,
        "tolerance": None,
        "baseline_value": Decimal("4.2"),
        "baseline_date": START,
        "targets": targets,
    }
    return PathSaid(**said | changes)


@pytest.fixture
def indicator(write):
    return write(disaggregation=["sex"])


def test_a_path_comes_back_as_it_was_said(indicator, amina):
    said = path(MIDDLE, LAST, GIRLS, interpolation=Interpolation.STEPPED)
    actions.set_targets(indicator=indicator, said=said, by=amina)
    indicator.refresh_from_db()
    assert (indicator.target_value, indicator.target_date) == (Decimal("2.5"), LAST.due_date)
    assert indicator.targets.count() == 2
    assert path_said(indicator).told() == said.told()
    event = AuditEvent.objects.get(verb="targets_changed")
    assert event.facts["before"]["targets"] == []


@pytest.mark.parametrize(
    "said",
    [
        path(LAST, LAST),
        path(whole(START, 3)),
        path(LAST, baseline_date=None),
        path(whole(LAST.due_date, "9")),
        path(whole(LAST.due_date, "0"), interpolation=Interpolation.COMPOUND),
    ],
)
def test_targets_that_contradict_each_other_write_nothing(indicator, amina, said):
    with pytest.raises(Unfit):
        actions.set_targets(indicator=indicator, said=said, by=amina)
    indicator.refresh_from_db()
    assert (indicator.target_value, indicator.targets.count()) == (None, 0)


def test_an_indicator_that_should_hold_needs_its_tolerance(write, amina):
    indicator = write(direction=Direction.MAINTAIN)
    with pytest.raises(Unfit):
        actions.set_targets(indicator=indicator, said=path(LAST), by=amina)
    actions.set_targets(indicator=indicator, said=path(LAST, tolerance=Decimal(1)), by=amina)
    indicator.refresh_from_db()
    assert indicator.tolerance == 1


@pytest.fixture
def approved(indicator, amina):
    actions.set_targets(indicator=indicator, said=path(MIDDLE, LAST), by=amina)
    return actions.approve_targets(indicator=indicator, by=amina)


def test_before_approval_a_change_needs_no_reason_afterwards_it_does(approved, amina):
    later = path(MIDDLE, whole(LAST.due_date, "3"))
    with pytest.raises(Unfit):
        actions.set_targets(indicator=approved, said=later, by=amina)
    with pytest.raises(Unfit):
        actions.set_targets(indicator=approved, said=later, by=amina, reason=TargetReason.OTHER)
    assert TargetChange.objects.count() == 0
    actions.set_targets(
        indicator=approved, said=later, by=amina, reason=TargetReason.SHOCK, note="Deux ans de sécheresse."
    )
    approved.refresh_from_db()
    with translation.override("fr"):
        (change,) = changes_told(approved, {})
    assert (change.note, change.by) == ("Deux ans de sécheresse.", "Amina")
    assert change.lines == [("30 juin 2026", "2,5", "3")]


def test_an_indicator_whose_approved_targets_changed_is_not_deleted(approved, amina):
    actions.set_targets(indicator=approved, said=path(LAST), by=amina, reason=TargetReason.CALENDAR)
    with pytest.raises(Refused):
        actions.delete_indicator(indicator=approved, by=amina)
    assert TargetChange.objects.count() == 1


def test_a_path_that_stays_the_same_leaves_no_change(approved, amina):
    actions.set_targets(indicator=approved, said=path(MIDDLE, LAST), by=amina)
    assert TargetChange.objects.count() == 0
    assert AuditEvent.objects.filter(verb="targets_changed").count() == 1


def test_approved_targets_do_not_change_by_the_sheet(approved, amina):
    with pytest.raises(Refused):
        actions.edit_indicator(indicator=approved, sheet={"target_value": Decimal(3)}, by=amina)
    approved.refresh_from_db()
    assert approved.target_value == Decimal("2.5")


def test_who_may_approve(indicator, amina, tifawin, youssef):
    contributor = web_cast.member("Hind", tifawin, role=Role.CONTRIBUTOR)
    with pytest.raises(Unfit):
        actions.approve_targets(indicator=indicator, by=amina)
    actions.set_targets(indicator=indicator, said=path(LAST), by=contributor)
    for person in (contributor, youssef):
        with pytest.raises(Refused):
            actions.approve_targets(indicator=indicator, by=person)
    actions.approve_targets(indicator=indicator, by=amina)
    with pytest.raises(Refused):
        actions.approve_targets(indicator=indicator, by=amina)


def sent(**changes):
    return {
        "baseline_value": "4,2", "baseline_date": "2024-10-01", "interpolation": "linear",
        "date_0": "2025-06-30", "value_0": "3,4", "group_0": "",
        "date_1": "2026-06-30", "value_1": "٢٫٥", "group_1": "",
        "date_2": "2026-06-30", "value_2": "2,1", "group_2": "sex:female",
    } | changes  # fmt: skip


def test_the_page_writes_targets_of_all_and_of_groups(client, amina, initiative, indicator):
    client.force_login(amina)
    page = reverse("indicators:target_edit", args=[initiative.pk, indicator.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, sent()).status_code == 302
    indicator.refresh_from_db()
    assert path_said(indicator).targets == (MIDDLE, LAST, GIRLS)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value_0": ""}, "value_0"),
        ({"date_1": ""}, "date_1"),
        ({"value_1": "beaucoup"}, "value_1"),
        ({"group_2": "sex:martian"}, "group_2"),
        ({"interpolation": "guess"}, "interpolation"),
        ({"date_0": "2026-06-30"}, "__all__"),
    ],
)
def test_what_cannot_be_due_is_said_beside_its_field(client, amina, initiative, indicator, changes, field):
    client.force_login(amina)
    page = reverse("indicators:target_edit", args=[initiative.pk, indicator.pk])
    answer = client.post(page, sent(**changes))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert path_said(indicator).targets == ()


def test_approving_and_changing_by_the_pages(client, amina, initiative, indicator):
    client.force_login(amina)
    edit = reverse("indicators:target_edit", args=[initiative.pk, indicator.pk])
    client.post(edit, sent())
    client.post(reverse("indicators:target_approve", args=[initiative.pk, indicator.pk]))
    sheet = client.get(reverse("indicators:indicator_edit", args=[initiative.pk, indicator.pk]))
    assert "target_value" not in sheet.context["form"].fields
    assert client.post(edit, sent(value_1="3")).status_code == 422
    client.post(edit, sent(value_1="3", reason="budget", note="Le bailleur a réduit sa part."))
    page = client.get(
        reverse("indicators:indicator_show", args=[initiative.pk, indicator.pk])
    ).content.decode()
    assert "Le bailleur a réduit sa part." in page


def test_a_stranger_and_a_reader_do_not_change_targets(client, salma, youssef, initiative, indicator):
    page = reverse("indicators:target_edit", args=[initiative.pk, indicator.pk])
    away = reverse("indicators:target_approve", args=[initiative.pk, indicator.pk])
    for person, status in ((salma, 404), (youssef, 409)):
        client.force_login(person)
        assert [client.get(page).status_code, client.post(page, sent()).status_code] == [status, status]
        assert client.post(away).status_code == status
    assert path_said(indicator).targets == ()
