"""Figures and sentences, in three languages."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.miqyas.evidence.studies import FALL, NOTHING, RISE

from miqyas.evidence.wording import STRENGTHS
from miqyas.reporting.numbers import (
    UNITS,
    decimals_for,
    format_interval,
    format_number,
    format_p,
    format_percent,
    unit_name,
)
from miqyas.reporting.sentence import effect_sentence
from miqyas.reporting.sentence_words import CLAIMS, OUTRIGHT
from miqyas.types import LANGUAGES

LABELS = {
    "fr": ("Montant emprunté", "Microcrédit"),
    "ar": ("مبلغ القروض", "القرض الصغير"),
    "en": ("Amount borrowed", "Microcredit"),
}


def say(estimate, strength, language, unit="MAD"):
    outcome, treatment = LABELS[language]
    return effect_sentence(
        estimate,
        outcome_label=outcome,
        treatment_label=treatment,
        unit=unit,
        strength=strength,
        language=language,
    )


@pytest.mark.parametrize(
    ("value", "language", "unit", "expected"),
    [
        (1121.78, "fr", "MAD", "1\u202f122\u00a0dirhams"),
        (1121.78, "ar", "MAD", "1\u202f122\u00a0درهم"),
        (1121.78, "en", "MAD", "1,122\u00a0MAD"),
        (-54.38, "fr", "", "\u221254,4"),
        (-54.38, "ar", "", "\u200e\u221254,4"),
        (0.0431, "en", "", "0.0431"),
        (5513, "fr", "", "5\u202f513"),
        (1, "fr", "MAD", "1\u00a0dirham"),
        (1.5, "fr", "household", "1,50\u00a0ménage"),
        (1, "en", "days", "1\u00a0day"),
        (0, "en", "day", "0\u00a0days"),
        (12.5, "fr", "%", "12,5\u202f%"),
        (12.5, "ar", "%", "12,5%"),
        (3, "fr", "quintaux par hectare", "3\u00a0quintaux par hectare"),
        (1234567.0, "en", "", "1,234,567"),
        (-0.0000001, "en", "", "0.000000"),
    ],
)
def test_figure_is_written_as_the_language_does(value, language, unit, expected):
    assert format_number(value, language, unit) == expected


def test_interval_percent_and_p_value():
    assert format_interval(617.4, 1626.2, "fr", "MAD") == "de 617 à 1\u202f626\u00a0dirhams"
    assert format_interval(-138.3, 29.6, "ar") == "من \u200e\u2212138 إلى 30"
    assert format_interval(0.386, 0.476, "en") == "0.386 to 0.476"
    assert [format_percent(0.95, language) for language in LANGUAGES] == ["95\u202f%", "95%", "95%"]
    assert [format_p(0.2, language) for language in ("fr", "en")] == ["p = 0,200", "p = 0.200"]
    assert format_p(0.0, "fr") == "p < 0,001"
    assert format_number(5, "en", sign=True) == "+5"
    assert decimals_for() == 0


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_missing_figure_is_never_shown_as_a_number(value):
    with pytest.raises(ValueError, match="not a figure"):
        format_number(value, "fr")


@given(st.floats(-1e12, 1e12), st.sampled_from(LANGUAGES))
def test_figure_reads_back(value, language):
    shown = format_number(value, language, decimals=2)
    plain = shown.replace("\u202f", "").replace("\u200e", "").replace("\u2212", "-")
    plain = plain.replace(",", "") if language == "en" else plain.replace(",", ".")
    assert float(plain) == pytest.approx(value, abs=0.00501)


def test_units_are_complete():
    assert all(set(forms) == set(LANGUAGES) for forms in UNITS.values())
    assert unit_name(" DH ", "ar") == "درهم"
    assert unit_name("", "fr") == ""


SNAPSHOTS = {
    ("raised", "fr"): "L'intervention «\u202fMicrocrédit\u202f» a fait augmenter «\u202fMontant emprunté\u202f» de 1\u202f122\u00a0dirhams. Intervalle à 95\u202f%\u00a0: de 617 à 1\u202f626\u00a0dirhams\u202f; 5\u202f513 observations dans 162 grappes\u202f; moyenne du groupe de comparaison\u00a0: 2\u202f330\u00a0dirhams.",
    ("raised", "ar"): "أدّى التدخل «القرض الصغير» إلى ارتفاع «مبلغ القروض» بمقدار 1\u202f122\u00a0درهم. مجال الثقة 95%: من 617 إلى 1\u202f626\u00a0درهم؛ عدد الملاحظات: 5\u202f513 في 162 عنقودًا؛ متوسط مجموعة المقارنة: 2\u202f330\u00a0درهم.",
    ("raised", "en"): "The intervention “Microcredit” raised “Amount borrowed” by 1,122\u00a0MAD. 95% interval: 617 to 1,626\u00a0MAD; 5,513 observations in 162 clusters; comparison group mean: 2,330\u00a0MAD.",
    ("probably", "fr"): "L'intervention «\u202fMicrocrédit\u202f» a probablement fait augmenter «\u202fMontant emprunté\u202f» de 1\u202f122\u00a0dirhams.",
    ("probably", "ar"): "من المرجّح أن يكون التدخل «القرض الصغير» قد رفع «مبلغ القروض» بمقدار 1\u202f122\u00a0درهم.",
    ("probably", "en"): "The intervention “Microcredit” probably raised “Amount borrowed” by 1,122\u00a0MAD.",
    ("may", "fr"): "Il est possible que l'intervention «\u202fMicrocrédit\u202f» ait fait augmenter «\u202fMontant emprunté\u202f» de 1\u202f122\u00a0dirhams.",
    ("may", "ar"): "من الممكن أن يكون التدخل «القرض الصغير» قد رفع «مبلغ القروض» بمقدار 1\u202f122\u00a0درهم.",
    ("may", "en"): "The intervention “Microcredit” may have raised “Amount borrowed” by 1,122\u00a0MAD.",
    ("associated", "fr"): "L'intervention «\u202fMicrocrédit\u202f» est associée à une hausse de «\u202fMontant emprunté\u202f» (+1\u202f122\u00a0dirhams), sans que l'on sache si elle en est la cause.",
    ("associated", "ar"): "يرتبط التدخل «القرض الصغير» بارتفاع «مبلغ القروض» (\u200e+1\u202f122\u00a0درهم)، دون أن نعرف هل هو السبب.",
    ("associated", "en"): "The intervention “Microcredit” is associated with a rise in “Amount borrowed” (+1,122\u00a0MAD); whether it is the cause is not known.",
    ("unknown", "fr"): "On ne sait pas si l'intervention «\u202fMicrocrédit\u202f» change «\u202fMontant emprunté\u202f»\u00a0: une différence est mesurée (+1\u202f122\u00a0dirhams), mais les preuves sont trop faibles pour conclure.",
    ("unknown", "ar"): "لا نعرف هل يغيّر التدخل «القرض الصغير» «مبلغ القروض»: قيس فرق (\u200e+1\u202f122\u00a0درهم)، لكن الأدلة أضعف من أن تسمح بالاستنتاج.",
    ("unknown", "en"): "We do not know whether the intervention “Microcredit” changes “Amount borrowed”: a difference was measured (+1,122\u00a0MAD), but the evidence is too weak to conclude.",
}  # fmt: skip


@pytest.mark.parametrize(("strength", "language"), SNAPSHOTS)
def test_sentence_snapshot(strength, language):
    assert say(RISE, strength, language).startswith(SNAPSHOTS[strength, language])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("strength", STRENGTHS)
def test_interval_with_zero_is_told_as_not_established(strength, language):
    expected = {
        "fr": "Nous n'avons pas pu établir que",
        "ar": "لم نتمكن من إثبات أن",
        "en": "We could not establish that",
    }
    assert say(NOTHING, strength, language).startswith(expected[language])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("estimate", [RISE, FALL, NOTHING])
@pytest.mark.parametrize("strength", [s for s in STRENGTHS if s != "raised"])
def test_weaker_sentence_never_speaks_as_the_stronger(strength, estimate, language):
    sentence = say(estimate, strength, language)
    assert not any(words in sentence for words in OUTRIGHT[language])
    stronger = STRENGTHS[STRENGTHS.index(strength) + 1 :]
    for other in stronger:
        for claim in CLAIMS[language][other].values():
            head, middle = claim.split("{treatment}")[0], claim.split("{treatment}")[1].split("{outcome}")[0]
            assert not (head in sentence and f"»{middle}" in sentence.replace("”", "»"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_outright_words_are_those_of_the_strongest_claim(language):
    assert any(words in say(RISE, "raised", language) for words in OUTRIGHT[language])
    assert any(words in say(FALL, "raised", language) for words in OUTRIGHT[language])


def test_fall_is_told_as_a_fall_with_its_own_level():
    sentence = say(FALL, "raised", "en", unit="")
    assert sentence == (
        "The intervention “Microcredit” lowered “Amount borrowed” by 0.420. "
        "90% interval: \u22120.620 to \u22120.220; 100 observations; comparison group mean: 1.500."
    )
    assert "a fait baisser" in say(FALL, "raised", "fr")
    assert "انخفاض" in say(FALL, "raised", "ar")


def test_label_of_another_script_keeps_its_direction():
    sentence = effect_sentence(
        RISE,
        outcome_label="Montant  emprunté",
        treatment_label="القرض",
        unit="MAD",
        strength="may",
        language="fr",
    )
    assert "«\u202f\u2068القرض\u2069\u202f»" in sentence
    assert "«\u202fMontant emprunté\u202f»" in sentence


def test_empty_label_is_refused():
    with pytest.raises(ValueError, match="label is empty"):
        effect_sentence(RISE, outcome_label=" ", treatment_label="x", unit="", strength="may", language="en")


def test_level_keeps_its_decimal():
    assert "99,5\u202f%" in say(replace(RISE, level=0.995), "may", "fr")
