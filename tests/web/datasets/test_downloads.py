"""A frozen version in the forms people use: labels kept, personal columns out, written down."""

import csv
import io
import zipfile

import openpyxl
import pyreadstat
import pytest
from django.urls import reverse

from miqyas_web.datasets import actions
from miqyas_web.datasets import rules as dataset_rules
from miqyas_web.datasets.science import exporting
from miqyas_web.foundation.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(bring, amina):
    """Names and telephones are personal, income has a label."""
    upload = bring()
    said = {
        position: actions.Said(label, role="", is_personal=column["is_personal"])
        for position, (column, label) in enumerate(
            zip(
                upload.profile["columns"],
                ("Nom", "Téléphone", "Village", "Groupe", "Revenu mensuel", "Jour"),
                strict=True,
            )
        )
    }
    upload = actions.describe_columns(upload=upload, said=said, by=amina)
    upload.profile["columns"][3]["value_labels"] = {"0": "Témoin", "1": "Programme"}
    upload.save()
    version = actions.freeze_upload(upload=upload, naming=actions.Naming(title="Ménages de Tamda"), by=amina)
    return (version.dataset.initiative_id, version.dataset_id, version.number)


def taken(client, place, form, language="fr"):
    url = reverse("datasets:version_download", args=place)
    answer = client.get(url, {"form": form}, headers={"accept-language": language})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(("form", "read"), [("dta", pyreadstat.read_dta), ("sav", pyreadstat.read_sav)])
def test_statistics_packages_get_labels_and_no_personal_column(client, amina, place, tmp_path, form, read):
    client.force_login(amina)
    (tmp_path / f"f.{form}").write_bytes(taken(client, place, form))
    frame, meta = read(tmp_path / f"f.{form}")
    assert list(frame.columns) == ["village", "traitement", "revenu", "date_enquete"]
    assert meta.column_names_to_labels["revenu"] == "Revenu mensuel"
    assert meta.variable_value_labels == {"traitement": {0: "Témoin", 1: "Programme"}}
    assert list(frame["traitement"]) == [1, 1, 0, 0]
    assert AuditEvent.objects.filter(verb="extract_downloaded").count() == 1


def test_excel_r_and_codebook_keep_the_words(client, amina, place):
    client.force_login(amina)
    book = openpyxl.load_workbook(io.BytesIO(taken(client, place, "xlsx")))
    assert [cell.value for cell in book.worksheets[0][1]] == [
        "village",
        "traitement",
        "revenu",
        "date_enquete",
    ]
    with zipfile.ZipFile(io.BytesIO(taken(client, place, "r.zip"))) as archive:
        assert 'labels = c("Témoin", "Programme")' in archive.read("read.R").decode()
    rows = list(csv.reader(io.StringIO(taken(client, place, "codebook.csv").decode("utf-8-sig"))))
    assert ["traitement", "1", "Programme"] in rows


def test_the_personal_part_comes_in_these_forms_too_to_those_who_may(client, amina, karim, place, tmp_path):
    client.force_login(amina)
    url = reverse("datasets:version_download", args=place)
    answer = client.post(url, {"part": "personal", "form": "dta"})
    (tmp_path / "p.dta").write_bytes(b"".join(answer.streaming_content))
    assert list(pyreadstat.read_dta(tmp_path / "p.dta")[0].columns) == ["nom", "telephone"]
    client.force_login(karim)
    assert client.post(url, {"part": "personal", "form": "dta"}).status_code == 409


def test_a_table_too_large_for_memory_is_refused_with_another_way(client, amina, place, monkeypatch):
    monkeypatch.setattr(exporting, "MOST_CELLS_AT_ONCE", 3)
    client.force_login(amina)
    answer = client.get(reverse("datasets:version_download", args=place), {"form": "sav"})
    assert answer.status_code == 409
    assert dataset_rules.MOST_CELLS_AT_ONCE == 20_000_000


def test_nothing_stays_on_the_disk(client, amina, place, tmp_path, monkeypatch):
    monkeypatch.setattr(exporting.tempfile, "tempdir", str(tmp_path))
    client.force_login(amina)
    taken(client, place, "dta")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("miqyas-")] == []
