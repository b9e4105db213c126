"""Tifawin's initiative and the files people bring to it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from miqyas_web.accounts.enums import Role
from miqyas_web.datasets import actions
from miqyas_web.foundation import jobs
from miqyas_web.initiatives.models import Initiative
from tests import web_cast

HOUSEHOLDS = (
    "nom,telephone,village,traitement,revenu,date_enquete\n"
    "Fatima Aït Baha,0661234567,Tamda,1,1200.5,2025-03-02\n"
    "Idir Ouhaddou,0662345678,Tamda,1,,2025-03-02\n"
    "Touda Azenkoud,0663456789,Aguelmous,0,950,2025-03-04\n"
    "Mhand Oubihi,0664567890,Aguelmous,0,1010.25,2025-03-05\n"
)


@pytest.fixture
def initiative(tifawin, amina):
    return Initiative.objects.create(organisation=tifawin, title="Eau de Tamda", created_by=amina)


@pytest.fixture
def karim(tifawin):
    """Brings data, and may not see personal columns."""
    return web_cast.member("Karim", tifawin, role=Role.CONTRIBUTOR)


@pytest.fixture
def no_heartbeat(monkeypatch):
    """The heartbeat writes from a thread of its own, outside the test's transaction."""
    monkeypatch.setattr(jobs, "_beat", lambda pk, stop: None)


def file_of(content, name="menages.csv"):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def bring(initiative, amina):
    def bring(content=HOUSEHOLDS, name="menages.csv", *, by=amina, **options):
        return actions.bring_file(initiative=initiative, file=file_of(content, name), by=by, **options)

    return bring


@pytest.fixture
def freeze(bring, amina):
    def freeze(content=HOUSEHOLDS, *, title="Ménages de Tamda", dataset=None, name="menages.csv", by=amina):
        naming = actions.Naming(dataset_id=dataset.pk if dataset else None, title=title)
        return actions.freeze_upload(upload=bring(content, name, by=by), naming=naming, by=by)

    return freeze


@pytest.fixture
def on_disk(settings):
    """Every file the room has written, by folder."""

    def on_disk():
        return {
            "uploads": [path for path in settings.UPLOADS.rglob("*") if path.is_file()],
            "frozen": [path for path in settings.FROZEN.rglob("*") if path.is_file()],
        }

    return on_disk
