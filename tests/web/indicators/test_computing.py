"""A value computed from a frozen dataset, kept with its way back, and computed again."""

from decimal import Decimal

import numpy as np
import pytest
from django.urls import reverse

from miqyas_web.datasets import extracts
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.indicators.actions.computing import recompute_measurement
from miqyas_web.indicators.models import Measurement
from tests import web_cast

pytestmark = pytest.mark.django_db


def rows(n=120, seed=5):
    rng = np.random.default_rng(seed)
    lines = ["sexe,age,present,poids,douar,nom"]
    for person in range(n):
        sex, present = rng.choice(["F", "M"]), rng.choice(["oui", "non"])
        lines.append(
            f"{sex},{rng.integers(11, 17)},{present},{rng.uniform(1, 2):.3f},{rng.integers(8)},Nom {person}"
        )
    return "\n".join(lines).encode()


@pytest.fixture
def version(initiative, amina):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from miqyas_web.datasets.actions.bringing import bring_file
    from miqyas_web.datasets.actions.freezing import Naming, freeze_upload

    upload = bring_file(initiative=initiative, file=SimpleUploadedFile("eleves.csv", rows()), by=amina)
    for column in upload.profile["columns"]:
        column["is_personal"] = column["name"] == "nom"
    upload.save()
    return freeze_upload(upload=upload, naming=Naming(title="Registre"), by=amina)


@pytest.fixture
def indicator(write):
    return write(name="Part des élèves présents", unit="%", disaggregation=["sex", "age"], age_bands=[11, 14])


SENT = {
    "date": "2025-06-30", "statistic": "share", "column": "present", "values": "oui", "denominator": "",
    "weight": "", "cluster": "", "interval": "wilson", "note": "",
    "by_sex": "sexe", "is_sex_female": "F", "is_sex_male": "M", "by_age": "age",
    "if_column_0": "age", "if_mark_0": "≥", "if_value_0": "12",
    "if_column_1": "", "if_mark_1": "", "if_value_1": "",
}  # fmt: skip


@pytest.fixture
def page(initiative, indicator, version):
    return (
        reverse("indicators:measurement_compute", args=[initiative.pk, indicator.pk])
        + f"?data={version.sha256}"
    )


@pytest.fixture
def computed(client, amina, page):
    client.force_login(amina)
    client.post(page, SENT)
    return Measurement.objects.get()


def test_the_value_is_that_of_the_rows_with_its_record(computed, version):
    lines = [line.split(",") for line in rows().decode().splitlines()[1:]]
    kept = [line for line in lines if int(line[1]) >= 12]
    present = sum(line[2] == "oui" for line in kept)
    assert computed.value == pytest.approx(Decimal(100 * present) / len(kept))
    assert (computed.n, computed.origin, computed.state) == (len(kept), "formula", "draft")
    assert computed.low < computed.value < computed.high
    women = sum(line[0] == "F" for line in kept)
    assert computed.groups.get(group="female").n == women
    assert {one.group for one in computed.groups.filter(dimension="age")} == {"11-13", "14+"}
    assert computed.figure["dataset_sha256"] == version.sha256
    assert computed.figure["parameters"]["where"] == [{"column": "age", "comparison": "≥", "value": 12.0}]


def test_the_page_of_the_figure_leads_back_to_the_data(client, computed, initiative, version):
    show = client.get(reverse("indicators:measurement_show", args=[initiative.pk, computed.pk]))
    text = show.content.decode()
    address = reverse("datasets:version_show", args=[initiative.pk, version.dataset_id, version.number])
    assert address in text
    assert version.sha256 in text
    assert "age ≥ 12" in text


def test_anyone_who_reads_may_compute_it_again(client, computed, initiative, youssef, amina):
    assert recompute_measurement(measurement=computed, by=amina) == []
    client.force_login(youssef)
    again = reverse("indicators:measurement_recompute", args=[initiative.pk, computed.pk])
    assert "même" in client.post(again, follow=True).content.decode()
    assert AuditEvent.objects.filter(verb="measurement_recomputed", facts__is_same=True).count() == 2


def test_a_figure_that_was_altered_is_told(computed, amina):
    computed.figure["row"]["value"] = 99.0
    assert [name for name, *_ in recompute_measurement(measurement=computed, by=amina)] == ["value"]


@pytest.mark.parametrize(
    "changes",
    [
        {"statistic": "mean", "column": "sexe", "by_sex": "", "by_age": ""},
        {"values": ""},
        {"statistic": "median", "column": "age", "weight": "poids"},
        {"if_value_0": "90"},
        {"column": "nom"},
        {"statistic": "guess"},
    ],
)
def test_what_the_rows_cannot_answer_is_refused_with_its_sentence(client, amina, page, changes):
    client.force_login(amina)
    answer = client.post(page, SENT | changes)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert Measurement.objects.count() == 0


def test_personal_columns_and_data_of_others_are_not_offered(
    client, amina, salma, page, initiative, indicator
):
    client.force_login(amina)
    form = client.get(page).context["form"]
    assert "nom" not in dict(form.fields["column"].choices)
    theirs = web_cast.initiative(salma.memberships.get().organisation, salma)
    other = web_cast.frozen_trial(theirs, salma)
    compute = reverse("indicators:measurement_compute", args=[initiative.pk, indicator.pk])
    assert client.get(f"{compute}?data={other.sha256}").context["form"] is None
    assert extracts.page_of(other.sha256, amina) is None
    assert extracts.page_of(other.sha256, salma)[0] == str(other)


def test_a_computed_value_is_not_written_over(client, computed, initiative):
    edit = reverse("indicators:measurement_edit", args=[initiative.pk, computed.pk])
    answer = client.post(edit, {"date": "2025-06-30", "value": "3"})
    assert answer.status_code == 409
    computed.refresh_from_db()
    assert computed.value != 3
