"""The pages of datasets: who sees what, what leaks, what it costs."""

import csv
import io

import pytest
from django.urls import reverse

from miqyas_web.datasets import actions
from miqyas_web.datasets.models import Dataset, DatasetVersion, Upload
from miqyas_web.foundation.models import AuditEvent
from tests.web.datasets.conftest import HOUSEHOLDS, file_of

pytestmark = pytest.mark.django_db

LEAKS = ("Fatima", "0661234567", "Azenkoud", "0664567890")


def page(client, name, *args, **query):
    return client.get(reverse(f"datasets:{name}", args=args), query)


def leaks_in(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [leak for leak in LEAKS if leak in content.decode("utf-8", "replace")]


@pytest.fixture
def version(freeze):
    return freeze()


@pytest.fixture
def place(version):
    return (version.dataset.initiative_id, version.dataset_id, version.number)


def test_a_stranger_finds_nothing(client, salma, version, bring, place):
    upload = bring("a,b\n1,2\n")
    client.force_login(salma)
    initiative = place[0]
    asked = [
        page(client, "dataset_list", initiative),
        page(client, "upload_create", initiative),
        page(client, "upload_show", initiative, upload.pk),
        page(client, "upload_freeze", initiative, upload.pk),
        page(client, "dataset_show", *place[:2]),
        page(client, "version_show", *place),
        page(client, "version_download", *place),
        client.post(reverse("datasets:version_download", args=place), {"part": "personal"}),
        client.post(reverse("datasets:upload_discard", args=[initiative, upload.pk])),
        client.post(reverse("datasets:upload_create", args=[initiative]), {"file": file_of("a\n1\n")}),
    ]
    assert [answer.status_code for answer in asked] == [404] * len(asked)
    assert Upload.objects.count() == 2


def test_a_dataset_is_not_found_under_another_initiative(client, amina, tifawin, version, place):
    from miqyas_web.initiatives.models import Initiative

    other = Initiative.objects.create(organisation=tifawin, title="Autre", created_by=amina)
    client.force_login(amina)
    assert page(client, "dataset_show", other.pk, place[1]).status_code == 404
    assert page(client, "version_show", other.pk, *place[1:]).status_code == 404


def test_a_reader_reads_about_data_and_is_refused_the_rest(client, youssef, version, bring, place):
    upload = bring("a,b\n1,2\n")
    client.force_login(youssef)
    assert page(client, "dataset_list", place[0]).status_code == 200
    shown = page(client, "version_show", *place)
    assert shown.status_code == 200
    assert reverse("datasets:version_download", args=place) not in shown.content.decode()
    refused = [
        page(client, "upload_create", place[0]),
        page(client, "upload_show", place[0], upload.pk),
        page(client, "version_download", *place),
        client.post(reverse("datasets:version_download", args=place), {"part": "personal"}),
        client.post(reverse("datasets:upload_create", args=[place[0]]), {"file": file_of("a\n1\n")}),
        client.post(reverse("datasets:upload_freeze", args=[place[0], upload.pk]), {"title": "T"}),
    ]
    assert [answer.status_code for answer in refused] == [409] * len(refused)
    assert DatasetVersion.objects.count() == 1


def test_who_may_not_see_personal_columns_sees_none_anywhere(client, karim, initiative):
    client.force_login(karim)
    client.post(reverse("datasets:upload_create", args=[initiative.pk]), {"file": file_of(HOUSEHOLDS)})
    upload = Upload.objects.get()
    assert upload.profile["columns"][0]["examples"][0] == "Fatima Aït Baha", (
        "there is something that could leak"
    )
    seen = page(client, "upload_show", initiative.pk, upload.pk)
    assert leaks_in(seen) == []
    assert "Aguelmous" in seen.content.decode()
    client.post(reverse("datasets:upload_freeze", args=[initiative.pk, upload.pk]), {"title": "Ménages"})
    version = DatasetVersion.objects.get()
    place = (initiative.pk, version.dataset_id, 1)
    for answer in (
        page(client, "version_show", *place),
        page(client, "dataset_show", *place[:2]),
        page(client, "version_download", *place, form="csv"),
    ):
        assert answer.status_code == 200
        assert leaks_in(answer) == []
    denied = client.post(
        reverse("datasets:version_download", args=place), {"part": "personal", "form": "csv"}
    )
    assert denied.status_code == 409
    assert leaks_in(denied) == []


def test_taking_the_mark_off_does_not_show_the_cells_to_who_may_not_see_them(client, karim, initiative):
    client.force_login(karim)
    client.post(reverse("datasets:upload_create", args=[initiative.pk]), {"file": file_of(HOUSEHOLDS)})
    upload = Upload.objects.get()
    actions.describe_columns(upload=upload, said={0: actions.Said("", "", is_personal=False)}, by=karim)
    assert "Fatima" not in page(client, "upload_show", initiative.pk, upload.pk).content.decode()


def test_the_lead_sees_personal_cells_before_freezing_and_takes_them_after_with_a_trace(
    client, amina, bring, place, version
):
    client.force_login(amina)
    upload = bring()
    assert leaks_in(page(client, "upload_show", place[0], upload.pk)) != []
    answer = client.post(
        reverse("datasets:version_download", args=place), {"part": "personal", "form": "csv"}
    )
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == ["nom", "telephone"]
    assert rows[1] == ["Fatima Aït Baha", "0661234567"]
    event = AuditEvent.objects.get(verb="extract_downloaded")
    assert (event.person_name, event.facts["extract"], event.facts["version"]) == ("Amina", "personal", 1)


def test_personal_columns_are_never_given_by_a_link(client, amina, place):
    client.force_login(amina)
    assert page(client, "version_download", *place, part="personal").status_code == 405
    assert not AuditEvent.objects.filter(verb="extract_downloaded").exists()


def test_the_analysis_extract_downloads_as_frozen_and_as_csv(client, amina, version, place):
    from miqyas_web.datasets.queries import frozen_path

    client.force_login(amina)
    parquet = b"".join(page(client, "version_download", *place, form="parquet").streaming_content)
    assert parquet == frozen_path(version).read_bytes()
    answer = page(client, "version_download", *place, form="csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == ["village", "traitement", "revenu", "date_enquete"]
    assert rows[1] == ["Tamda", "1", "1200.5", "2025-03-02"]
    assert rows[2][2] == ""
    assert AuditEvent.objects.filter(verb="extract_downloaded").count() == 2


def test_csv_cells_that_a_spreadsheet_would_run_are_disarmed(client, amina, initiative, tmp_path):
    import duckdb

    source = tmp_path / "x.parquet"
    duckdb.sql(
        "COPY (SELECT * FROM (VALUES (1, '=1+1', -5), (2, '@x', 3), (3, '-dash', 0)) t(id, note, solde)) "
        f"TO '{source}' (FORMAT parquet)"
    )
    upload = actions.bring_file(
        initiative=initiative, file=file_of(source.read_bytes(), "x.parquet"), by=amina
    )
    version = actions.freeze_upload(upload=upload, naming=actions.Naming(title="T"), by=amina)
    client.force_login(amina)
    answer = page(client, "version_download", initiative.pk, version.dataset_id, 1, form="csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[1:] == [["1", "'=1+1", "-5"], ["2", "'@x", "3"], ["3", "'-dash", "0"]]


def test_the_whole_walk_by_forms(client, amina, initiative):
    client.force_login(amina)
    sent = client.post(reverse("datasets:upload_create", args=[initiative.pk]), {"file": file_of(HOUSEHOLDS)})
    upload = Upload.objects.get()
    show = reverse("datasets:upload_show", args=[initiative.pk, upload.pk])
    assert sent.url == show
    fields = {f"label_{n}": "" for n in range(6)} | {f"role_{n}": "" for n in range(6)}
    fields |= {
        "personal_0": "on",
        "personal_1": "on",
        "role_3": "treatment",
        "label_3": "Village tiré au sort",
    }
    described = client.post(show, fields | {"then": "freeze"})
    freeze = reverse("datasets:upload_freeze", args=[initiative.pk, upload.pk])
    assert described.url == freeze
    untitled = client.post(freeze, {"title": ""})
    assert (untitled.status_code, list(untitled.context["form"].errors)) == (422, ["title"])
    frozen = client.post(freeze, {"title": "Ménages"}, follow=True)
    version = DatasetVersion.objects.get()
    text = frozen.content.decode()
    assert version.sha256 in text
    assert "Village tiré au sort" in text
    again = client.post(freeze, {"title": "Ménages"})
    assert again.status_code == 409
    assert Dataset.objects.count() == 1


def test_a_role_that_does_not_suit_is_said_on_the_page(client, amina, bring, initiative):
    upload = bring()
    client.force_login(amina)
    show = reverse("datasets:upload_show", args=[initiative.pk, upload.pk])
    fields = {f"role_{n}": "" for n in range(6)} | {"personal_0": "on", "role_0": "outcome"}
    answer = client.post(show, fields)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()


def test_many_columns_are_described_page_by_page(client, amina, bring, initiative):
    names = [f"q{n}" for n in range(230)]
    upload = bring(
        ",".join(names) + "\n" + ",".join("1" for _ in names) + "\n" + ",".join("2" for _ in names) + "\n"
    )
    client.force_login(amina)
    show = reverse("datasets:upload_show", args=[initiative.pk, upload.pk])
    first = client.get(show).content.decode()
    assert 'name="label_39"' in first
    assert 'name="label_40"' not in first
    fields = {f"label_{n}": f"Question {n}" for n in range(40, 80)} | {f"role_{n}": "" for n in range(40, 80)}
    moved = client.post(f"{show}?page=2", fields | {"then": "next"})
    assert moved.url == f"{show}?page=3"
    upload.refresh_from_db()
    assert [upload.profile["columns"][n]["label"] for n in (39, 40, 79, 80)] == [
        "",
        "Question 40",
        "Question 79",
        "",
    ]


def queries_of(client, where, django_assert_max_num_queries):
    client.get(where)
    with django_assert_max_num_queries(100) as captured:
        client.get(where)
    return len(captured)


def test_the_page_of_a_file_costs_the_same_however_wide(
    client, amina, bring, initiative, django_assert_max_num_queries
):
    client.force_login(amina)
    counts = []
    for n_columns in (3, 230):
        names = [f"q{n}" for n in range(n_columns)]
        upload = bring(",".join(names) + "\n" + ",".join("1" for _ in names) + "\n")
        where = reverse("datasets:upload_show", args=[initiative.pk, upload.pk])
        counts.append(queries_of(client, where, django_assert_max_num_queries))
    assert counts[0] == counts[1]


def test_lists_cost_the_same_for_one_and_three(
    client, amina, freeze, bring, initiative, django_assert_max_num_queries
):
    first = freeze()
    bring("a,b\n1,2\n")
    client.force_login(amina)
    listed = reverse("datasets:dataset_list", args=[initiative.pk])
    shown = reverse("datasets:dataset_show", args=[initiative.pk, first.dataset_id])
    one = [queries_of(client, where, django_assert_max_num_queries) for where in (listed, shown)]
    for n in range(2):
        freeze(HOUSEHOLDS.replace("950", f"96{n}"), title=f"D{n}")
        freeze(HOUSEHOLDS.replace("950", f"97{n}"), dataset=first.dataset)
        bring(f"a,b\n1,{n}\n")
    three = [queries_of(client, where, django_assert_max_num_queries) for where in (listed, shown)]
    assert one == three


def test_the_empty_list_shows_what_a_dataset_looks_like(client, amina, initiative):
    client.force_login(amina)
    text = page(client, "dataset_list", initiative.pk).content.decode()
    assert "Y_borrowing" in text
    assert reverse("datasets:upload_create", args=[initiative.pk]) in text


def test_what_a_person_wrote_is_escaped(client, amina, freeze):
    version = freeze(title="<script>alert(1)</script>", name="<img src=x>.csv")
    client.force_login(amina)
    text = page(client, "version_show", version.dataset.initiative_id, version.dataset_id, 1).content.decode()
    assert "<script>alert" not in text
    assert "<img src=x>" not in text


def test_strangers_must_sign_in(client, place):
    assert page(client, "dataset_list", place[0]).status_code == 302


def test_a_file_may_become_a_new_dataset_or_join_one(client, amina, version, bring, place):
    upload = bring(HOUSEHOLDS.replace("950", "960"))
    client.force_login(amina)
    freeze = reverse("datasets:upload_freeze", args=[place[0], upload.pk])
    choices = [str(value) for value, _label in client.get(freeze).context["form"].fields["dataset"].choices]
    assert choices == ["", str(version.dataset_id)]
    client.post(freeze, {"dataset": version.dataset_id, "title": ""})
    assert [(known.dataset_id, known.number) for known in DatasetVersion.objects.order_by("number")] == [
        (version.dataset_id, 1),
        (version.dataset_id, 2),
    ]


def test_a_refused_second_reading_keeps_the_page(client, amina, bring, initiative):
    upload = bring("ville;âge\nFès;3\n".encode("windows-1252"), encoding="windows-1252")
    client.force_login(amina)
    answer = client.post(
        reverse("datasets:upload_reread", args=[initiative.pk, upload.pk]), {"encoding": "utf-8"}
    )
    assert answer.status_code == 422
    assert Upload.objects.get().profile["columns"][1]["name"] == "âge"
