import pytest


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """A password is hashed slowly on purpose; tests need not wait for it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
