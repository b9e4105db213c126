"""One core while it is asked, and what was there given back."""

import pytest

from miqyas.numerics.one_core import _libraries, one_core


def cores():
    return [get() for get, _put in _libraries()]


def test_openblas_is_kept_to_one_core_and_given_back():
    before = cores()
    if not before:
        pytest.skip("This numpy carries no OpenBLAS of its own.")
    with one_core():
        assert set(cores()) == {1}
        with one_core():
            assert set(cores()) == {1}
        assert set(cores()) == {1}
    assert cores() == before


def test_an_error_gives_it_back_too():
    before = cores()
    with pytest.raises(ZeroDivisionError), one_core():
        1 / 0  # noqa: B018 -- the error is the point
    assert cores() == before
