import pytest
from tests.miqyas.theory.theories import changed, sound, without

from miqyas.reporting.theory_table import COLUMNS, theory_prose, theory_table
from miqyas.theory.graph import Theory


def bare(text):
    return text.translate({0x2068: None, 0x2069: None})


def test_table_has_a_row_by_link_in_reading_order():
    table = theory_table(sound(), language="fr", strengths={"l2": "uncertain"})
    assert table.columns == COLUMNS
    assert [row[0] for row in table.rows] == ["l1", "l2", "l3", "l4"]
    assert table.records()[1] == {
        "link": "l2",
        "from": "Tisserandes formées à la vente",
        "to": "Les tisserandes vendent plus cher",
        "assumption": "le marché existe",
        "confidence": "forte",
        "evidence": "enquête",
        "rival": "les prix montent partout",
        "strength": "incertain",
    }
    assert table.records()[0]["strength"] is None


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "fr",
            (
                "Si « Tisserandes formées à la vente », alors « Les tisserandes vendent plus cher », "
                "parce que l’on suppose : le marché existe. "
                "Autre explication possible : les prix montent partout."
            ),
        ),
        (
            "ar",
            (
                "إذا تحقق «نساجات مكوَّنات في البيع»، فسيتحقق «تبيع النساجات بثمن أعلى»، "
                "لأن المفترض هو: le marché existe. تفسير منافس ممكن: les prix montent partout."
            ),
        ),
        (
            "en",
            (
                "If “Weavers trained in selling”, then “Weavers sell at a higher price”, "
                "because it is assumed that: le marché existe. "
                "Possible rival explanation: les prix montent partout."
            ),
        ),
    ],
)
def test_prose_says_if_then_because(language, sentence):
    paragraphs = theory_prose(sound(language), language=language)
    assert [p.node for p in paragraphs] == ["price", "control", "better"]
    assert bare(paragraphs[0].text).replace("\u00a0", " ") == sentence


def test_prose_says_what_is_not_said():
    theory = changed(sound(), "l2", assumption="", rival="")
    assert bare(theory_prose(theory, language="fr")[0].text).endswith(
        "mais rien ne dit encore à quelle condition."
    )
    alone = theory_prose(without(sound(), "trained"), language="en")[0]
    assert bare(alone.text) == "Nothing says yet what leads to “Les tisserandes vendent plus cher”."


def test_prose_keeps_harm_apart():
    assert "it may also happen, unintended" in theory_prose(sound("en"), language="en")[1].text


def test_empty_theory_has_neither_row_nor_paragraph():
    assert theory_table(Theory((), ()), language="ar").rows == ()
    assert theory_prose(Theory((), ()), language="ar") == ()
