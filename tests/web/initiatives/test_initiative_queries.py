import pytest
from django.http import Http404

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.actions import create_initiative
from miqyas_web.initiatives.queries import initiative_for, initiatives_of
from miqyas_web.territories.models import Territory


@pytest.fixture
def argan(tifawin, amina, souss):
    described = {
        "title": "Coopérative de l’arganier",
        "problem": "دعم النساء في أزيلال",
        "territories": [Territory.objects.get(code="09.581")],
    }
    return create_initiative(organisation=tifawin, description=described, by=amina)


def test_initiative_for_a_stranger_does_not_exist(argan, salma):
    with pytest.raises(Http404):
        initiative_for(salma, argan.pk)


def test_initiative_for_a_reader_is_read_and_not_described(argan, youssef):
    assert initiative_for(youssef, argan.pk) == argan
    with pytest.raises(Refused):
        initiative_for(youssef, argan.pk, may=Permission.DESCRIBE)


@pytest.mark.parametrize("words", ["cooperative", "COOPÉRATIVE arganier", "ازيلال", "النِّساء"])
def test_search_passes_over_accents_case_and_arabic_marks(argan, amina, words):
    assert list(initiatives_of(amina, words=words)) == [argan]


def test_search_wants_every_word(argan, amina):
    assert list(initiatives_of(amina, words="arganier pêche")) == []


def test_a_region_holds_what_happens_in_its_provinces(argan, amina):
    assert list(initiatives_of(amina, region="09")) == [argan]
    assert list(initiatives_of(amina, region="05")) == []


def test_filter_by_state(argan, amina):
    assert list(initiatives_of(amina, state="planned")) == [argan]
    assert list(initiatives_of(amina, state="complete")) == []


def test_a_stranger_finds_nothing_by_searching(argan, salma):
    assert list(initiatives_of(salma, words="arganier")) == []
