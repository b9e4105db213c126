"""The grids of the library: publishable, in every language, and what the published test says of them."""

import pytest

from miqyas.cli.main import main
from miqyas.errors import GridNotHeld
from miqyas.judgement.grid_check import check_grid
from miqyas.judgement.grid_file import grid_of, plain_grid
from miqyas.judgement.grid_impact import impact_reading
from miqyas.judgement.grid_library import library, preset
from miqyas.types import LANGUAGES


@pytest.mark.parametrize("key", library())
def test_a_grid_of_the_library_has_nothing_to_mend_and_says_it_is_invented(key):
    held = preset(key)
    assert check_grid(held) == ()
    assert grid_of(plain_grid(held)) == held
    assert "invented" in held.source
    assert len(held.dated) == 10
    assert sum(one.weight for one in held.criteria) == 100
    for language in LANGUAGES:
        assert held.says[language]
        assert all(one.asks[language] for one in held.criteria)


@pytest.mark.parametrize(("key", "points"), [
    ("local-development", 90), ("foundation", 100), ("public-fund", 100), ("acceleration", 80),
])  # fmt: skip
def test_impact_is_determining_in_each(key, points):
    found = impact_reading(preset(key))
    assert (found.strength, found.integrates, round(found.points, 6)) == ("determining", True, points)


def test_each_theory_has_one_wording_across_grids():
    assert (
        len({tuple(sorted(g.criterion("theory").levels[2].anchors.items())) for g in library().values()}) == 1
    )


def test_a_grid_that_is_not_there_is_refused():
    with pytest.raises(GridNotHeld, match="foundation"):
        preset("bank")


def test_the_command_lists_and_writes_them(tmp_path, capsys):
    assert main(["grid", "list", "--lang", "ar"]) == 0
    assert "مؤسسة مانحة" in capsys.readouterr().out
    assert main(["grid", "show", "foundation"]) == 0
    path = tmp_path / "mine.json"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["grid", "check", str(path), "--lang", "fr"]) == 0
    assert "100 points sur 100" in capsys.readouterr().out
    assert main(["grid", "show", "bank", "--lang", "fr"]) == 1
    assert "bibliothèque" in capsys.readouterr().err
