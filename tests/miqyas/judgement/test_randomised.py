"""Readings drawn under a bound: probabilities as solved, places and loads kept, refusals."""

import json

import numpy as np
import pytest
from tests.miqyas.judgement.halls import invited

from miqyas.cli.main import main
from miqyas.errors import ChanceBound
from miqyas.judgement.assignment import assign
from miqyas.judgement.randomised import rounded
from miqyas.judgement.readers import FileToRead, Reader
from miqyas.judgement.transport import Transport, chances


def small(n_files=6, n_readers=5, each=2):
    """Every file may be read by everybody; worths differ."""
    rng = np.random.default_rng(8)
    node, reader = (part.ravel() for part in np.indices((n_files, n_readers)))
    return Transport(
        node, node, reader, rng.random(node.size), np.zeros(node.size, dtype=bool),
        np.full(n_files, each), np.full(n_readers, 2), np.full(n_readers, 3),
    )  # fmt: skip


def test_each_reading_is_drawn_as_often_as_its_probability():
    problem = small()
    x = chances(problem, 0.5)
    assert x.max() <= 0.5 + 1e-9
    rng = np.random.default_rng(1)
    draws = np.array([rounded(problem, x, rng) for _ in range(4000)])
    assert np.abs(draws.mean(axis=0) - x).max() < 0.03
    for taken in draws[:200]:
        assert (np.bincount(problem.node[taken], minlength=6) == 2).all()
        loads = np.bincount(problem.reader[taken], minlength=5)
        assert (loads >= 2).all()
        assert (loads <= 3).all()


def test_an_odd_bound_keeps_places_and_loads_too():
    problem = small(each=3, n_files=5)
    problem = Transport(
        **{name: getattr(problem, name) for name in problem.__slots__} | {"most": np.full(5, 4)}
    )
    x = chances(problem, 0.7)
    rng = np.random.default_rng(2)
    for _ in range(300):
        taken = rounded(problem, x, rng)
        assert (np.bincount(problem.node[taken], minlength=5) == 3).all()
        assert (np.bincount(problem.reader[taken], minlength=5) <= 4).all()


def test_who_fits_best_gets_the_file_only_with_the_bounded_chance():
    """One specialist: given the file always without a bound, half of the time with it."""
    water = frozenset(["water"])
    files = [FileToRead("f", themes=water), FileToRead("g")]
    readers = [Reader("expert", themes=water), *(Reader(f"r{n}") for n in range(5))]

    def expert_reads(**options):
        found = assign(files, readers, each=2, must_link=False, **options)
        return ("f", "expert") in found.pairs

    assert expert_reads()
    rng = np.random.default_rng(3)
    times = np.mean([expert_reads(most_chance=0.5, rng=rng) for _ in range(300)])
    assert times == pytest.approx(0.5, abs=0.09)


def test_loads_conflicts_anchors_and_links_hold_when_drawn():
    files, readers, barred = invited(40, 15, n_panels=3)
    found = assign(
        files, readers, conflicts=barred, anchors=[files[0].id], most_chance=0.6, rng=np.random.default_rng(4)
    )
    pairs = set(found.pairs)
    assert not pairs & set(barred)
    assert found.n_components == 1
    assert all(one.least <= one.n <= one.most for one in found.loads)
    everybody = {one.id for one in readers} - {reader for file, reader in barred if file == files[0].id}
    assert {reader for file, reader in pairs if file == files[0].id} == everybody
    assert all(sum(file == one.id for file, _ in pairs) == 3 for one in files[1:])


def test_the_same_seed_gives_the_same_readings():
    files, readers, barred = invited(30, 10)
    told = [
        assign(files, readers, conflicts=barred, most_chance=0.5, rng=np.random.default_rng(5)).pairs
        for _ in range(2)
    ]
    assert told[0] == told[1]
    other = assign(files, readers, conflicts=barred, most_chance=0.5, rng=np.random.default_rng(6)).pairs
    assert other != told[0]


@pytest.mark.parametrize("bound", [0, -0.5, 1.5, float("nan")])
def test_a_bound_that_cannot_be_is_refused(bound):
    files, readers, _ = invited(6, 4)
    with pytest.raises(ChanceBound):
        assign(files, readers, most_chance=bound, rng=np.random.default_rng(1))


def test_a_bound_that_nothing_meets_is_refused_and_chance_is_an_argument():
    files, readers, _ = invited(6, 4, conflicts=0)
    with pytest.raises(ChanceBound, match=r"0\.5"):
        assign(files, readers, each=3, most_chance=0.5, rng=np.random.default_rng(1))
    with pytest.raises(ChanceBound):
        assign(files, readers, each=2, most_chance=0.6)


def test_the_command_draws(tmp_path, capsys):
    (tmp_path / "files.csv").write_text("file\n" + "\n".join(f"f{k}" for k in range(6)), encoding="utf-8")
    (tmp_path / "readers.csv").write_text("reviewer\nx\ny\nz\nw\nv", encoding="utf-8")
    asked = ["assign", str(tmp_path / "files.csv"), str(tmp_path / "readers.csv"), "--each", "2", "--json"]
    told = []
    for seed in ("1", "1", "2", "3"):
        assert main([*asked, "--most-chance", "0.5", "--seed", seed]) == 0
        told.append(json.loads(capsys.readouterr().out)["readings"])
    assert told[0] == told[1]
    assert told[2] != told[0] or told[3] != told[0]
    assert main([*asked, "--most-chance", "0.1"]) == 1
    assert "0.1" in capsys.readouterr().err
