"""`miqyas advise`, as a person types it."""

import json

import pytest

from miqyas.cli.main import main


def test_advise_ranks_designs_with_their_ceiling(capsys):
    assert main(["advise", "--threshold", "yes", "--units", "some", "--budget", "medium", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    first = told["designs"][0]
    assert (first["design"], first["possible"], first["estimator"]) == ("discontinuity", True, "rdd")
    assert first["ceiling"] == {"nesta": 3, "maryland": 4, "grade": 2}
    lot = next(row for row in told["designs"] if row["design"] == "individually_randomised")
    assert lot["lacks"] == {"assignment": "yes", "may_wait": "yes", "spillovers": "no", "budget": "large"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "1. Analyse de contribution"), ("ar", "1. تحليل المساهمة"), ("en", "1. Contribution analysis"),
    ],
)  # fmt: skip
def test_advise_speaks_three_languages(capsys, language, said):
    assert main(["advise", "--lang", language]) == 0
    assert said in capsys.readouterr().out


def test_what_is_lacking_is_told(capsys):
    assert main(["advise", "--lang", "fr"]) == 0
    assert (
        "- Régression sur discontinuité: Seuil d'admission : Oui, et elle est appliquée"
        in capsys.readouterr().out
    )
