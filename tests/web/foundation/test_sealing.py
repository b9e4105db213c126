"""What is sealed is read by whoever holds SECRET_KEY, whole, and by nobody else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miqyas_web.foundation.sealing import Unreadable, seal, unseal


@given(st.text(max_size=300))
def test_what_is_sealed_is_read_again(text):
    assert unseal(seal(text, purpose="imports"), purpose="imports") == text


def test_the_same_text_is_sealed_otherwise_each_time_and_is_not_seen():
    first, second = (seal("a" * 40, purpose="imports") for _ in range(2))
    assert first != second
    assert b"aaaa" not in base64.urlsafe_b64decode(first)


def test_a_changed_seal_is_not_read():
    sealed = base64.urlsafe_b64decode(seal("token", purpose="imports"))
    for place in (0, 17, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(Unreadable):
            unseal(base64.urlsafe_b64encode(bytes(changed)).decode(), purpose="imports")


def test_another_purpose_or_another_secret_does_not_read_it(settings):
    sealed = seal("token", purpose="imports")
    with pytest.raises(Unreadable):
        unseal(sealed, purpose="other")
    settings.SECRET_KEY = "another secret key, of another installation"
    with pytest.raises(Unreadable):
        unseal(sealed, purpose="imports")


@pytest.mark.parametrize("sealed", ["", "é", "????", "YQ=="])
def test_what_was_never_sealed_is_not_read(sealed):
    with pytest.raises(Unreadable):
        unseal(sealed, purpose="imports")
