"""A file of measures: taken whole, or refused line by line."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.indicators.actions.importing import import_measurements
from miqyas_web.indicators.models import Measurement
from miqyas_web.indicators.rules.importing import UnfitRows

pytestmark = pytest.mark.django_db

GOOD = (
    "indicateur,date,valeur,n,groupe,note\n"
    'Jours d’absence par élève,2025-06-30,"3,4",120,,Deux collèges\n'
    'Jours d’absence par élève,2025-06-30,"3,1",60,Femmes,\n'
    "jours d'absence par eleve,2026-06-30,2.9,118,,\n"
)


@pytest.fixture
def indicator(write):
    return write(disaggregation=["sex"])


def bring(initiative, by, text, name="mesures.csv"):
    return import_measurements(initiative=initiative, file=SimpleUploadedFile(name, text.encode()), by=by)


def test_a_good_file_is_taken_whole_with_itself_as_evidence(initiative, indicator, amina):
    written = bring(initiative, amina, GOOD.replace("d'absence", "d’absence"))
    assert len(written) == 2
    first, second = Measurement.objects.order_by("date")
    assert (first.date, first.value, first.n, first.origin) == (
        date(2025, 6, 30), Decimal("3.4"), 120, "import",
    )  # fmt: skip
    assert first.evidence_sha256 == second.evidence_sha256 != ""
    assert first.groups.get().is_hidden is False
    assert first.state == "draft"


def test_everything_wrong_is_told_at_once_by_line(initiative, indicator, amina):
    wrong = (
        "indicateur,date,valeur,n,groupe\n"
        "Jours d’absence par élève,hier,3,1,\n"
        "Autre chose,2025-06-30,3,1,\n"
        "Jours d’absence par élève,2025-06-30,beaucoup,1,\n"
        "Jours d’absence par élève,2024-06-30,3,1.5,\n"
        "Jours d’absence par élève,2023-06-30,3,12,\n"
        "Jours d’absence par élève,2023-06-30,4,12,\n"
        "Jours d’absence par élève,2035-06-30,4,12,\n"
        "Jours d’absence par élève,2022-06-30,4,12,Femmes\n"
        "Jours d’absence par élève,2023-06-30,4,12,Martiens\n"
    )
    with pytest.raises(UnfitRows) as refusal:
        bring(initiative, amina, wrong)
    assert [line for line, _sentence in refusal.value.lines] == [2, 3, 4, 5, 7, 8, 9, 10]
    assert Measurement.objects.count() == 0


@pytest.mark.parametrize(
    "text",
    ["valeur,date\n3,2025-06-30\n", "indicateur,date,valeur\nX,2025-01-01,=1+1\n", "", "<html></html>"],
)
def test_a_file_that_is_no_table_of_measures_is_refused(initiative, indicator, amina, text):
    with pytest.raises(Unfit):
        bring(initiative, amina, text)
    assert Measurement.objects.count() == 0


def test_a_reader_brings_nothing(initiative, indicator, youssef):
    with pytest.raises(Refused):
        bring(initiative, youssef, GOOD)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_model_comes_back_filled(client, initiative, indicator, amina, language):
    client.force_login(amina)
    client.cookies["language"] = language
    model = client.get(reverse("indicators:measurement_model", args=[initiative.pk])).content.decode(
        "utf-8-sig"
    )
    head, line = model.splitlines()
    assert line.startswith("Jours d’absence par élève")
    cells = line.split(",")
    cells[1], cells[2] = "2025-06-30", "3.4"
    page = reverse("indicators:measurement_import", args=[initiative.pk])
    answer = client.post(page, {"file": SimpleUploadedFile("m.csv", f"{head}\n{','.join(cells)}\n".encode())})
    assert answer.status_code == 302
    assert Measurement.objects.get().value == Decimal("3.4")


def test_the_page_tells_the_lines(client, initiative, indicator, amina):
    client.force_login(amina)
    page = reverse("indicators:measurement_import", args=[initiative.pk])
    sent = {"file": SimpleUploadedFile("m.csv", b"indicateur,date,valeur\nAutre,2025-06-30,3\n")}
    answer = client.post(page, sent)
    assert answer.status_code == 422
    assert [line for line, _ in answer.context["lines"]] == [2]
    assert "Autre" in answer.content.decode()
