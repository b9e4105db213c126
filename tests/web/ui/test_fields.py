"""Figures are read as people write them; what is ambiguous is refused."""

from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from miqyas_web.ui.fields import NumberField, PercentageField, WholeNumberField, plain_number


@pytest.mark.parametrize(("written", "number"), [
    ("1250", "1250"),
    ("12,5", "12.5"),
    ("12.5", "12.5"),
    ("١٢٣٤٫٥", "1234.5"),
    ("۱۲۳", "123"),
    ("1\u202f234,5", "1234.5"),
    ("1\u00a0234", "1234"),
    ("١٬٢٣٤", "1234"),
    ("−3", "-3"),
    ("\u200f-٣", "-3"),
])  # fmt: skip
def test_figure_is_read(written, number):
    assert NumberField().clean(written) == Decimal(number)


@pytest.mark.parametrize(
    ("written", "number"),
    [("5,513", "5513"), ("3,200,000.50", "3200000.5"), ("12,5", "12.5"), ("1,2345", "1.2345")],
)
def test_thousands_of_an_english_page_are_read(written, number):
    with translation.override("en"):
        assert NumberField().clean(written) == Decimal(number)
    if written == "5,513":
        with translation.override("fr"):
            assert NumberField().clean(written) == Decimal("5.513")


@pytest.mark.parametrize("written", ["1.234,5", "1,234,5", "douze", "12,5,1", "NaN", "Infinity"])
def test_figure_that_could_mean_two_things_is_refused(written):
    with pytest.raises(forms.ValidationError):
        NumberField().clean(written)


def test_whole_number_takes_arabic_digits_and_no_decimals():
    assert WholeNumberField().clean("٤٢") == 42
    with translation.override("fr"), pytest.raises(forms.ValidationError, match="Écrivez un nombre entier"):
        WholeNumberField().clean("4,2")


def test_percentage_takes_its_sign_and_keeps_its_bounds():
    assert PercentageField().clean("٣٠٪") == 30
    assert PercentageField().clean("12,5 %") == Decimal("12.5")
    with pytest.raises(forms.ValidationError):
        PercentageField().clean("120")


def test_nothing_written_is_nothing():
    assert NumberField(required=False).clean("") is None


def test_plain_number_leaves_words_alone():
    assert plain_number("  douze ") == "douze"


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        (Decimal("240000.00"), "240000"),
        (Decimal("12.50"), "12.5"),
        (Decimal("0.00"), "0"),
        ("12,5", "12,5"),
        (None, None),
    ],
)
def test_a_figure_is_shown_without_the_zeros_of_a_database(held, shown):
    assert NumberField().prepare_value(held) == shown
