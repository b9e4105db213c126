"""Amina leads Tifawin; Youssef reads there; Salma is a stranger from another association."""

import pytest

from miqyas_web.accounts.enums import Role
from tests import web_cast


@pytest.fixture
def tifawin(db):
    return web_cast.organisation()


@pytest.fixture
def amina(tifawin):
    return web_cast.member("Amina", tifawin)


@pytest.fixture
def youssef(tifawin):
    return web_cast.member("Youssef", tifawin, role=Role.READER)


@pytest.fixture
def salma(db):
    return web_cast.member("Salma", web_cast.organisation("Coopérative Assafou"))


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Files of a test go to its own folder."""
    settings.FROZEN = tmp_path / "frozen"
    settings.UPLOADS = tmp_path / "uploads"
    settings.FORM_FILES = tmp_path / "forms"
    settings.ATTACHMENTS = tmp_path / "attachments"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    # Hashing a password is slow on purpose; here it only makes the suite slow.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
