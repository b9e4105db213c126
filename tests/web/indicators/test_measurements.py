"""Measures: written with their file, submitted, returned, approved, withdrawn; who may, what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.indicators import actions, desk, evidence
from miqyas_web.indicators.enums import Aggregation, MeasurementState
from miqyas_web.indicators.models import Measurement
from miqyas_web.indicators.queries.measurements import followed_of
from miqyas_web.indicators.rules import UnfitFigure
from miqyas_web.indicators.rules.workflow import NEXT_STATES, PERMISSION_FOR, GroupSaid, MeasureSaid
from tests import web_cast

pytestmark = pytest.mark.django_db

S = MeasurementState
DAY = date(2025, 6, 30)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF"


def said(**changes):
    return MeasureSaid(**{"date": DAY, "value": Decimal("3.4")} | changes)


@pytest.fixture
def indicator(write):
    return write(disaggregation=["sex"])


@pytest.fixture
def share(write):
    return write(name="Part des élèves présents", unit="%")


@pytest.fixture
def hind(tifawin):
    return web_cast.member("Hind", tifawin, role=Role.CONTRIBUTOR)


def file(content=PDF, name="registre.pdf"):
    return SimpleUploadedFile(name, content)


def record(indicator, by, **changes):
    return actions.record_measurement(indicator=indicator, said=said(**changes), by=by)


def move(measurement, by, *states, reason="À revoir"):
    for to in states:
        measurement = actions.move_measurement(measurement=measurement, to=to, by=by, reason=reason)
    return measurement


def test_the_table_of_states_is_whole():
    assert set(NEXT_STATES) == set(PERMISSION_FOR) == set(S)
    assert {to for nexts in NEXT_STATES.values() for to in nexts} == set(S) - {S.DRAFT}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("to", S)
def test_only_the_moves_of_the_table_are_made(indicator, amina, state, to):
    measurement = record(indicator, amina)
    Measurement.objects.filter(pk=measurement.pk).update(state=state)
    if to in NEXT_STATES[state]:
        move(measurement, amina, to)
        measurement.refresh_from_db()
        assert measurement.state == to
    else:
        with pytest.raises(Refused):
            move(measurement, amina, to)


def test_the_whole_way_leaves_its_traces(indicator, amina, hind):
    measurement = record(indicator, hind)
    move(measurement, hind, S.SUBMITTED)
    with pytest.raises(Refused):
        move(measurement, hind, S.APPROVED)
    with pytest.raises(Unfit):
        move(measurement, amina, S.RETURNED, reason=" ")
    move(measurement, amina, S.RETURNED, reason="Il manque un collège.")
    actions.correct_measurement(measurement=measurement, said=said(value=Decimal("3.6")), by=hind)
    move(measurement, hind, S.SUBMITTED)
    move(measurement, amina, S.APPROVED)
    with pytest.raises(Refused):
        actions.correct_measurement(measurement=measurement, said=said(), by=hind)
    with pytest.raises(Refused):
        actions.delete_measurement(measurement=measurement, by=amina)
    measurement.refresh_from_db()
    assert (measurement.value, measurement.decided_by) == (Decimal("3.6"), amina)
    assert list(AuditEvent.objects.order_by("position").values_list("verb", flat=True))[1:] == [
        "measurement_recorded", "measurement_submitted", "measurement_returned", "measurement_corrected",
        "measurement_submitted", "measurement_approved",
    ]  # fmt: skip


def test_one_approved_measure_a_day(indicator, amina):
    move(record(indicator, amina), amina, S.SUBMITTED, S.APPROVED)
    second = move(record(indicator, amina), amina, S.SUBMITTED)
    with pytest.raises(Refused):
        move(second, amina, S.APPROVED)
    first = Measurement.objects.approved().get()
    move(first, amina, S.WITHDRAWN)
    move(second, amina, S.APPROVED)
    assert Measurement.objects.approved().get() == second


def test_a_share_gets_wilson_s_interval_and_its_n(share, amina):
    found = record(share, amina, value=None, numerator=Decimal(81), denominator=Decimal(263))
    assert found.n == 263
    assert [float(x) for x in (found.value, found.low, found.high)] == pytest.approx(
        [30.798, 25.53, 36.62], abs=0.01
    )
    assert found.interval_method == "wilson"
    average = record(share, amina, value=None, numerator=Decimal(900), denominator=Decimal(263))
    assert (average.low, average.interval_method) == (None, "none")


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("date", {"date": date(2030, 1, 1)}),
        ("value", {"value": None}),
        ("denominator", {"numerator": Decimal(3)}),
        ("denominator", {"numerator": Decimal(3), "denominator": Decimal(0)}),
        ("value", {"numerator": Decimal(30), "denominator": Decimal(60)}),
        ("high", {"low": Decimal(1)}),
        ("low", {"low": Decimal(4), "high": Decimal(5)}),
    ],
)
def test_figures_that_contradict_each_other_are_refused_beside_their_field(indicator, amina, field, changes):
    with pytest.raises(UnfitFigure) as refusal:
        record(indicator, amina, **changes)
    assert refusal.value.field == field
    assert Measurement.objects.count() == 0


def test_groups_too_small_are_never_kept(indicator, amina):
    groups = [GroupSaid("sex", "female", Decimal("2.9"), 4), GroupSaid("sex", "male", Decimal("3.7"), 60)]
    measurement = record(indicator, amina, groups=groups)
    assert [(one.is_hidden, one.value, one.n) for one in measurement.groups.all()] == [(True, None, None)] * 2
    groups = [GroupSaid("sex", "female", Decimal("2.9"), 40), GroupSaid("sex", "male", Decimal("3.7"), 60)]
    shown = record(indicator, amina, groups=groups)
    assert [(one.group, one.n) for one in shown.groups.order_by("pk")] == [("female", 40), ("male", 60)]


HOSTILE = {
    "page.pdf": b"<html><script>alert(1)</script></html>",
    "photo.png": b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 60,
    "dessin.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "vivant.pdf": b"%PDF-1.7\n1 0 obj\n<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\nendobj",
    "porteur.pdf": b"%PDF-1.7\n<< /Names << /EmbeddedFiles 3 0 R >> >>",
    "formules.csv": b"a,b\n1,=HYPERLINK(A1)\n",
    "vide.pdf": b"",
    "archive.zip": b"PK\x03\x04" + b"\x00" * 40,
    "programme.sh": b"#!/bin/sh\nrm -rf /\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_and_nothing_of_them_stays(indicator, amina, settings, name):
    with pytest.raises(Unfit):
        actions.record_measurement(indicator=indicator, said=said(), by=amina, file=file(HOSTILE[name], name))
    assert Measurement.objects.count() == 0
    assert [path for path in (settings.MEDIA_ROOT / "evidence").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("content", "name"),
    [(PDF, "a.pdf"), (b"\x89PNG\r\n\x1a\n" + b"0" * 40, "a.png"), (b"\xff\xd8\xff" + b"0" * 40, "a.jpg"),
     ("élève,jours\nA,3\n".encode(), "a.csv")],
)  # fmt: skip
def test_a_file_that_shows_the_figure_is_kept_under_its_hash_and_given_back(
    client, indicator, initiative, amina, salma, content, name
):
    measurement = actions.record_measurement(
        indicator=indicator, said=said(), by=amina, file=file(content, name)
    )
    assert evidence.path_of(measurement.evidence_sha256).read_bytes() == content
    page = reverse("indicators:measurement_evidence", args=[initiative.pk, measurement.pk])
    client.force_login(amina)
    answer = client.get(page)
    assert b"".join(answer.streaming_content) == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    client.force_login(salma)
    assert client.get(page).status_code == 404


def test_too_heavy_a_file_is_refused(indicator, amina, monkeypatch):
    monkeypatch.setattr(evidence, "MOST_BYTES", 10)
    with pytest.raises(Unfit):
        actions.record_measurement(indicator=indicator, said=said(), by=amina, file=file())


def where(name, *args):
    return reverse(f"indicators:{name}", args=args)


def sent(**changes):
    return {
        "date": "2025-06-30", "value": "٣٫٤", "n": "120", "value:sex:female": "3,1", "n:sex:female": "60",
        "value:sex:male": "3,7", "n:sex:male": "60", "file": file(),
    } | changes  # fmt: skip


def test_the_way_of_a_measure_by_the_pages(client, indicator, initiative, amina, hind):
    client.force_login(hind)
    create = where("measurement_create", initiative.pk, indicator.pk)
    assert client.get(create).status_code == 200
    answer = client.post(create, sent())
    measurement = Measurement.objects.get()
    show = where("measurement_show", initiative.pk, measurement.pk)
    assert answer.url == show
    go = where("measurement_move", initiative.pk, measurement.pk)
    assert [one.to for one in client.get(show).context["moves"]] == ["submitted"]
    client.post(go, {"to": "submitted"})
    assert client.post(go, {"to": "approved"}).status_code == 409
    assert client.post(go, {"to": "nonsense"}).status_code == 404
    client.force_login(amina)
    assert client.get(where("measurement_list", initiative.pk)).context["waiting"].get() == measurement
    assert client.post(go, {"to": "returned"}).status_code == 422
    client.post(go, {"to": "approved"})
    page = client.get(where("indicator_show", initiative.pk, indicator.pk))
    assert page.context["followed"].latest == measurement
    assert [group.n for group in page.context["followed"].group_tables[0].groups] == [60, 60]
    assert "<svg" in page.content.decode()


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("date", {"date": ""}),
        ("date", {"date": "2031-01-01"}),
        ("value", {"value": "beaucoup"}),
        ("n", {"n": "-3"}),
        ("n:sex:female", {"n:sex:female": ""}),
        ("value:sex:male", {"value:sex:male": ""}),
        ("__all__", {"file": file(HOSTILE["vivant.pdf"])}),
    ],
)
def test_what_cannot_be_a_measure_is_said_beside_its_field(
    client, indicator, initiative, amina, field, changes
):
    client.force_login(amina)
    answer = client.post(where("measurement_create", initiative.pk, indicator.pk), sent(**changes))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Measurement.objects.count() == 0


def test_a_stranger_finds_nothing_and_a_reader_only_reads(
    client, indicator, initiative, amina, salma, youssef
):
    measurement = move(record(indicator, amina), amina, S.SUBMITTED)
    pages = [
        where("measurement_show", initiative.pk, measurement.pk),
        where("measurement_list", initiative.pk),
    ]
    forms = [
        where("measurement_create", initiative.pk, indicator.pk),
        where("measurement_edit", initiative.pk, measurement.pk),
        where("measurement_import", initiative.pk),
        where("measurement_compute", initiative.pk, indicator.pk),
    ]
    go = where("measurement_move", initiative.pk, measurement.pk)
    away = where("measurement_delete", initiative.pk, measurement.pk)
    client.force_login(salma)
    assert {client.get(page).status_code for page in pages + forms} == {404}
    assert [client.post(go, {"to": "approved"}).status_code, client.post(away).status_code] == [404, 404]
    client.force_login(youssef)
    assert {client.get(page).status_code for page in pages} == {200}
    assert {client.get(page).status_code for page in forms} == {409}
    assert [client.post(go, {"to": "approved"}).status_code, client.post(away).status_code] == [409, 409]
    measurement.refresh_from_db()
    assert measurement.state == S.SUBMITTED


def test_pages_cost_the_same_for_one_and_five_measures(client, indicator, initiative, amina):
    client.force_login(amina)
    groups = [GroupSaid("sex", "female", Decimal(3), 40), GroupSaid("sex", "male", Decimal(4), 60)]
    move(record(indicator, amina, groups=groups), amina, S.SUBMITTED, S.APPROVED)
    pages = [where("indicator_show", initiative.pk, indicator.pk), where("measurement_list", initiative.pk)]
    first = [web_cast.queries_of(client, page) for page in pages]
    for year in range(2019, 2024):
        again = record(indicator, amina, date=date(year, 6, 30), groups=groups)
        move(again, amina, S.SUBMITTED, *([S.APPROVED] if year % 2 else []))
    assert [web_cast.queries_of(client, page) for page in pages] == first


def test_only_approved_measures_are_judged(indicator, initiative, amina):
    for year in (2022, 2023, 2024):
        move(record(indicator, amina, date=date(year, 6, 30)), amina, S.SUBMITTED)
    followed = followed_of(indicator, initiative)
    assert (followed.followup.followed, followed.n_waiting) == ([], 3)
    for one in Measurement.objects.all():
        move(one, amina, S.APPROVED)
    assert len(followed_of(indicator, initiative).followup.followed) == 3


def test_an_indicator_with_measures_stays(indicator, amina):
    record(indicator, amina)
    with pytest.raises(Refused):
        actions.delete_indicator(indicator=indicator, by=amina)


def test_a_median_may_not_be_written_as_a_ratio(write, amina):
    median = write(aggregation=Aggregation.MEDIAN)
    with pytest.raises(UnfitFigure):
        record(median, amina, value=None, numerator=Decimal(1), denominator=Decimal(2))


def test_a_figure_too_large_to_be_kept_is_refused(share, amina):
    with pytest.raises(Unfit):
        record(share, amina, value=None, numerator=Decimal(10) ** 15, denominator=Decimal("0.000001"))
    assert Measurement.objects.count() == 0


def test_the_desk_proposes_what_waits_to_those_who_may_decide(indicator, amina, hind, youssef, salma):
    for year in (2023, 2024):
        move(record(indicator, hind, date=date(year, 6, 30)), hind, S.SUBMITTED)
    (action,) = [one for one in desk.actions_for(amina) if "measures/" in one.href]
    assert "2" in str(action.title)
    for person in (hind, youssef, salma):
        assert [one for one in desk.actions_for(person) if "measures/" in one.href] == []


def test_the_list_tells_the_latest_measure_and_the_verdict(client, indicator, initiative, amina):
    for year in (2022, 2023, 2024):
        found = record(indicator, amina, date=date(year, 6, 30), value=Decimal(year - 2018))
        move(found, amina, S.SUBMITTED, S.APPROVED)
    client.force_login(amina)
    page = client.get(where("indicator_list", initiative.pk))
    ((_node, (row,)),) = page.context["measures"].measured
    assert (row.latest, row.judged.tone) == (found, "none")
