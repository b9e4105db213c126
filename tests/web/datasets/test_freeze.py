"""From a brought file to a frozen version: what stands, what is gone, what is refused."""

import os
import time

import duckdb
import pytest
from django.utils import translation

from miqyas_web.datasets import actions, queries, science
from miqyas_web.datasets.enums import ColumnRole, Extract, UploadState
from miqyas_web.datasets.models import Column, Dataset, DatasetVersion, Upload
from miqyas_web.foundation import audit, jobs
from miqyas_web.foundation.enums import JobState
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent, Job
from tests.web.datasets.conftest import HOUSEHOLDS

pytestmark = pytest.mark.django_db


def rows_of(path):
    return duckdb.sql(f"SELECT * FROM read_parquet('{path}')").fetchall()


def names_in(path):
    return [name for (name, *_) in duckdb.sql(f"DESCRIBE FROM read_parquet('{path}')").fetchall()]


def test_a_light_file_is_read_at_once_and_its_personal_columns_are_marked(bring):
    upload = bring()
    assert upload.state == UploadState.READY
    assert {column["name"]: column["is_personal"] for column in upload.profile["columns"]} == {
        "nom": True,
        "telephone": True,
        "village": False,
        "traitement": False,
        "revenu": False,
        "date_enquete": False,
    }
    assert [column["type"] for column in upload.profile["columns"]][3:] == ["integer", "number", "date"]


def test_freezing_keeps_personal_columns_apart(freeze):
    version = freeze()
    assert names_in(queries.frozen_path(version)) == ["village", "traitement", "revenu", "date_enquete"]
    assert names_in(queries.frozen_path(version, Extract.PERSONAL)) == ["nom", "telephone"]
    assert rows_of(queries.frozen_path(version, Extract.PERSONAL))[1] == ("Idir Ouhaddou", "0662345678")
    assert (version.number, version.n_rows, version.n_columns) == (1, 4, 4)


def test_freezing_leaves_no_brought_file_and_nothing_that_was_read_of_it(
    freeze, on_disk, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        version = freeze()
    upload = Upload.objects.get()
    assert (upload.state, upload.path, upload.profile, upload.version) == (
        UploadState.FROZEN,
        "",
        {},
        version,
    )
    assert on_disk()["uploads"] == []
    assert len(on_disk()["frozen"]) == 2


def test_nothing_of_a_personal_column_stays_in_the_database(freeze):
    version = freeze()
    assert version.columns.get(name="revenu").profile["maximum"] == 1200.5
    assert version.columns.get(name="nom").profile == {}
    stored = repr(list(Column.objects.values())) + repr(list(Upload.objects.values()))
    stored += repr(list(AuditEvent.objects.values()))
    for leak in ("Fatima", "0661234567", "Azenkoud"):
        assert leak not in stored


def test_an_identifier_stands_in_both_parts_so_that_they_can_be_joined(bring, amina):
    upload = bring("code,nom,revenu\nA1,Fatima,10\nA2,Idir,20\n")
    said = {0: actions.Said("", ColumnRole.IDENTIFIER, is_personal=False)}
    actions.describe_columns(upload=upload, said=said, by=amina)
    upload.refresh_from_db()
    version = actions.freeze_upload(upload=upload, naming=actions.Naming(title="T"), by=amina)
    assert names_in(queries.frozen_path(version)) == ["code", "revenu"]
    assert names_in(queries.frozen_path(version, Extract.PERSONAL)) == ["code", "nom"]


def test_labels_and_roles_are_kept(bring, amina):
    upload = bring()
    said = {
        3: actions.Said("Village tiré au sort", ColumnRole.TREATMENT, is_personal=False),
        4: actions.Said("Revenu du mois", ColumnRole.OUTCOME, is_personal=False),
    }
    upload = actions.describe_columns(upload=upload, said=said, by=amina)
    version = actions.freeze_upload(upload=upload, naming=actions.Naming(title="T"), by=amina)
    by_role = queries.columns_by_role(version)
    assert [(column.name, column.label) for column in by_role[ColumnRole.TREATMENT]] == [
        ("traitement", "Village tiré au sort")
    ]
    assert [column.name for column in by_role[ColumnRole.OUTCOME]] == ["revenu"]
    assert by_role[ColumnRole.CLUSTER] == []


@pytest.mark.parametrize(
    ("position", "role", "is_personal", "sentence"),
    [
        (0, ColumnRole.OUTCOME, True, "leaves the analysis extract"),
        (2, ColumnRole.WEIGHT, False, "expects"),
        (4, ColumnRole.DATE, False, "expects"),
    ],
)
def test_a_role_that_does_not_suit_its_column_is_refused(
    bring, amina, settings, position, role, is_personal, sentence
):
    settings.LANGUAGE_CODE = "en"
    upload = bring()
    before = upload.profile
    with translation.override("en"), pytest.raises(Unfit, match=sentence):
        actions.describe_columns(
            upload=upload, said={position: actions.Said("", role, is_personal)}, by=amina
        )
    upload.refresh_from_db()
    assert upload.profile == before


def test_a_role_given_twice_and_everything_personal_are_refused(bring, amina):
    upload = bring()
    twice = {index: actions.Said("", ColumnRole.IDENTIFIER, is_personal=False) for index in (2, 3)}
    with pytest.raises(Unfit):
        actions.describe_columns(upload=upload, said=twice, by=amina)
    all_personal = {index: actions.Said("", "", is_personal=True) for index in range(6)}
    with pytest.raises(Unfit):
        actions.describe_columns(upload=upload, said=all_personal, by=amina)


def test_the_same_content_gives_the_same_hash_and_is_told(freeze):
    first, second = freeze(), freeze(title="Encore")
    assert first.sha256 == second.sha256
    assert list(queries.twins_of(second)) == [first]
    assert first.dataset != second.dataset


def test_a_second_version_joins_its_dataset(freeze):
    first = freeze()
    second = freeze(HOUSEHOLDS.replace("950", "960"), dataset=first.dataset)
    assert (second.dataset, second.number) == (first.dataset, 2)
    assert second.sha256 != first.sha256
    assert queries.frozen_path(first).is_file()
    (row,) = queries.dataset_rows(first.dataset.initiative)
    assert (row.latest, row.n_versions) == (second, 2)


def test_a_dataset_of_another_initiative_is_not_joined(freeze, bring, amina, salma):
    from miqyas_web.initiatives.models import Initiative

    hers = Initiative.objects.create(
        organisation=salma.memberships.get().organisation, title="X", created_by=salma
    )
    foreign = Dataset.objects.create(initiative=hers, title="À elle")
    with pytest.raises(Refused):
        actions.freeze_upload(upload=bring(), naming=actions.Naming(dataset_id=foreign.pk), by=amina)
    assert DatasetVersion.objects.count() == 0


def test_a_second_freeze_of_one_file_is_refused(bring, amina):
    upload = bring()
    stale = Upload.objects.get(pk=upload.pk)
    actions.freeze_upload(upload=upload, naming=actions.Naming(title="T"), by=amina)
    with pytest.raises(Refused):
        actions.freeze_upload(upload=stale, naming=actions.Naming(title="T"), by=amina)
    assert DatasetVersion.objects.count() == 1


def test_a_second_freeze_is_refused_with_its_reason_even_when_the_file_is_gone(
    bring, amina, django_capture_on_commit_callbacks
):
    upload = bring()
    stale = Upload.objects.get(pk=upload.pk)
    with django_capture_on_commit_callbacks(execute=True):
        actions.freeze_upload(upload=upload, naming=actions.Naming(title="T"), by=amina)
    with translation.override("en"), pytest.raises(Refused, match="frozen already"):
        actions.freeze_upload(upload=stale, naming=actions.Naming(title="T"), by=amina)


def test_a_description_changed_while_the_file_is_frozen_is_not_lost(bring, amina, monkeypatch):
    upload = bring()
    from miqyas_web.datasets.actions import freezing

    def freeze_slowly(stale, **options):
        said = {4: actions.Said("Revenu", ColumnRole.OUTCOME, is_personal=False)}
        actions.describe_columns(upload=Upload.objects.get(pk=stale.pk), said=said, by=amina)
        return real(stale, **options)

    real = freezing.freeze
    monkeypatch.setattr(freezing, "freeze", freeze_slowly)
    with pytest.raises(Refused):
        actions.freeze_upload(upload=upload, naming=actions.Naming(title="T"), by=amina)
    assert DatasetVersion.objects.count() == 0


def test_a_power_cut_between_the_file_and_its_rows_leaves_a_consistent_state(
    bring, amina, monkeypatch, on_disk
):
    """Simulated by raising where the process would die: after the Parquet, before the commit."""
    upload = bring()
    from miqyas_web.datasets.actions import freezing

    def die(*_args, **_options):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(freezing, "_write_columns", die)
        with pytest.raises(KeyboardInterrupt):
            actions.freeze_upload(upload=upload, naming=actions.Naming(title="T"), by=amina)
    assert (DatasetVersion.objects.count(), Dataset.objects.count()) == (0, 0)
    assert not AuditEvent.objects.filter(verb="dataset_frozen").exists()
    orphans = on_disk()["frozen"]
    assert len(orphans) == 2
    version = actions.freeze_upload(upload=Upload.objects.get(), naming=actions.Naming(title="T"), by=amina)
    assert queries.frozen_path(version) in orphans
    assert on_disk()["frozen"] == orphans


def test_a_power_cut_before_the_row_of_a_brought_file_is_swept(
    initiative, amina, monkeypatch, on_disk, bring
):
    from miqyas_web.datasets.actions import bringing

    def die(*_args, **_options):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(bringing, "_keep", die)
        # A killed process runs no `except`: the file stays.
        patched.setattr(bringing.shelf, "take_away", lambda _name: None)
        with pytest.raises(SystemExit):
            bring()
    (orphan,) = on_disk()["uploads"]
    assert actions.sweep().n_uploads == 0, "young files may belong to work under way"
    hours_ago = time.time() - 7200
    os.utime(orphan, (hours_ago, hours_ago))
    assert actions.sweep().n_uploads == 1
    assert on_disk()["uploads"] == []


def test_sweeping_takes_orphans_and_leaves_what_a_version_refers_to(
    freeze, bring, amina, monkeypatch, on_disk
):
    kept = freeze()
    from miqyas_web.datasets.actions import freezing

    monkeypatch.setattr(freezing, "_write_columns", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        freeze("a,b\n1,2\n3,4\n")
    hours_ago = time.time() - 7200
    for path in on_disk()["frozen"]:
        os.utime(path, (hours_ago, hours_ago))
    assert len(on_disk()["frozen"]) == 3
    assert actions.sweep().n_frozen == 1
    assert sorted(path.stem for path in on_disk()["frozen"]) == sorted([kept.sha256, kept.personal_sha256])
    assert actions.sweep() == actions.sweeping.Swept(0, 0)


def test_a_freeze_whose_file_was_swept_meanwhile_is_refused(bring, amina, monkeypatch):
    from miqyas_web.datasets.actions import freezing

    real = freezing.freeze

    def freeze_then_sweep(upload, **options):
        pair = real(upload, **options)
        science.frozen_place(pair.analysis.sha256).unlink()
        return pair

    monkeypatch.setattr(freezing, "freeze", freeze_then_sweep)
    with pytest.raises(Refused):
        actions.freeze_upload(upload=bring(), naming=actions.Naming(title="T"), by=amina)
    assert DatasetVersion.objects.count() == 0


def test_a_brought_file_that_changed_on_disk_is_not_frozen(bring, amina, settings):
    upload = bring()
    (settings.UPLOADS / upload.path).write_text("a,b\n1,2\n")
    with pytest.raises(Refused):
        actions.freeze_upload(upload=upload, naming=actions.Naming(title="T"), by=amina)
    assert DatasetVersion.objects.count() == 0


def test_a_heavy_file_is_read_and_frozen_by_jobs(bring, amina, monkeypatch, no_heartbeat):
    from miqyas_web.datasets.actions import bringing, freezing

    monkeypatch.setattr(bringing, "READ_AT_ONCE_BYTES", 10)
    monkeypatch.setattr(freezing, "READ_AT_ONCE_BYTES", 10)
    upload = bring()
    assert (upload.state, upload.profile) == (UploadState.READING, {})
    jobs.run(jobs.claim())
    reading = Job.objects.get(pk=upload.job_id)
    assert reading.state == JobState.DONE
    assert reading.next_address.endswith(f"/datasets/files/{upload.pk}/")
    upload.refresh_from_db()
    assert upload.state == UploadState.READY
    job = actions.ask_freeze(upload=upload, naming=actions.Naming(title="Grand"), by=amina)
    with pytest.raises(Refused):
        actions.ask_freeze(upload=upload, naming=actions.Naming(title="Grand"), by=amina)
    jobs.run(jobs.claim())
    job.refresh_from_db()
    version = DatasetVersion.objects.get()
    assert job.next_address.endswith(f"/datasets/{version.dataset_id}/1/")
    assert version.dataset.title == "Grand"


def test_a_freeze_job_whose_worker_died_after_the_commit_finds_its_work_done(
    bring, amina, monkeypatch, no_heartbeat
):
    from miqyas_web.datasets.actions import freezing

    monkeypatch.setattr(freezing, "READ_AT_ONCE_BYTES", 10)
    job = actions.ask_freeze(upload=bring(), naming=actions.Naming(title="Grand"), by=amina)
    jobs.run(jobs.claim())
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, ended_at=None)
    jobs.run(jobs.claim())
    job.refresh_from_db()
    assert (job.state, DatasetVersion.objects.count()) == (JobState.DONE, 1)


def test_a_heavy_file_that_is_refused_leaves_an_audit_row_only(
    bring, monkeypatch, no_heartbeat, on_disk, django_capture_on_commit_callbacks
):
    from miqyas_web.datasets.actions import bringing

    monkeypatch.setattr(bringing, "READ_AT_ONCE_BYTES", 10)
    bring("a,a\n1,2\n3,4\n")
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run(jobs.claim())
    job = Job.objects.get()
    assert job.state == JobState.REFUSED
    assert "a" in job.outcome
    assert (Upload.objects.count(), on_disk()["uploads"]) == (0, [])
    assert AuditEvent.objects.get(verb="upload_refused").facts["reason"] == "DuplicatedHeader"


def test_every_action_leaves_its_row_and_the_chain_holds(bring, amina):
    upload = bring()
    actions.describe_columns(
        upload=upload, said={4: actions.Said("Revenu", "outcome", is_personal=False)}, by=amina
    )
    upload.refresh_from_db()
    actions.freeze_upload(upload=upload, naming=actions.Naming(title="T"), by=amina)
    actions.discard_upload(upload=bring("a,b\n1,2\n"), by=amina)
    assert list(AuditEvent.objects.order_by("position").values_list("verb", flat=True)) == [
        "upload_brought",
        "upload_described",
        "dataset_frozen",
        "upload_brought",
        "upload_discarded",
    ]
    assert list(audit.broken_links()) == []


def test_a_file_given_up_leaves_the_disk(bring, amina, on_disk, django_capture_on_commit_callbacks):
    upload = bring()
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_upload(upload=upload, by=amina)
    assert (Upload.objects.count(), on_disk()["uploads"]) == (0, [])


def test_a_frozen_file_cannot_be_given_up(bring, amina):
    upload = bring()
    actions.freeze_upload(upload=upload, naming=actions.Naming(title="T"), by=amina)
    with pytest.raises(Refused):
        actions.discard_upload(upload=upload, by=amina)
    assert DatasetVersion.objects.count() == 1


def test_reading_again_with_another_encoding(bring, amina):
    upload = bring("المدينة;n\nفاس;3\n".encode("windows-1256"), encoding="windows-1252")
    assert upload.profile["columns"][0]["name"] != "المدينة"
    again = actions.reread_upload(upload=upload, encoding="windows-1256", sheet="", by=amina)
    assert again.profile["columns"][0]["name"] == "المدينة"


def test_reading_again_in_a_way_that_fails_leaves_what_was_read(bring, amina):
    upload = bring("ville;âge\nFès;3\n".encode("windows-1252"), encoding="windows-1252")
    with pytest.raises(Unfit):
        actions.reread_upload(upload=upload, encoding="utf-8", sheet="", by=amina)
    upload = Upload.objects.get()
    assert (upload.encoding, upload.profile["columns"][1]["name"]) == ("windows-1252", "âge")
