"""Assignment of reviewers: optimum, loads, conflicts, bridges, departures, refusals, foresight, and the command."""

import json
import random
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linear_sum_assignment
from tests.miqyas.judgement.halls import invited

from miqyas.cli.main import main
from miqyas.data.relation import open_relation
from miqyas.errors import (
    BridgesCannotBeBuilt,
    FileLacksReaders,
    InvalidLevel,
    LeastLoadUnmet,
    LoadsCannotMeet,
    NotNumeric,
    PlacesTooFew,
    PlacesTooMany,
    ReaderNameless,
    ReaderTwice,
    ReadingInConflict,
    ReadingUnknown,
    TooFewReviewed,
    TopOutOfRange,
)
from miqyas.judgement.assignment import assign
from miqyas.judgement.foresight import foresee, foresee_call
from miqyas.judgement.readers import FileToRead, Reader, affinity
from miqyas.judgement.readers_file import read_pairs, read_readers
from miqyas.numerics.crossed import Variances


def check(found, files, readers, barred, each):
    pairs = set(found.pairs)
    assert len(pairs) == len(found.readings) == each * len(files)
    assert not pairs & set(barred)
    for file in files:
        assert sum(name == file.id for name, _ in pairs) == each
    for load in found.loads:
        assert load.n == sum(name == load.reviewer for _, name in pairs)
        assert load.least <= load.n <= load.most
    assert [one.reviewer for one in found.loads] == sorted(one.id for one in readers)


@pytest.mark.parametrize(
    ("n_files", "n_reviewers", "n_panels"), [(60, 15, 1), (90, 15, 3), (60, 30, 10), (40, 12, 2)]
)
def test_loads_conflicts_and_bridges_hold(n_files, n_reviewers, n_panels):
    files, readers, barred = invited(n_files, n_reviewers, n_panels=n_panels)
    found = assign(files, readers, conflicts=barred)
    check(found, files, readers, barred, 3)
    assert found.n_components == 1
    panel = {one.id: one.panel for one in (*files, *readers)}
    across = [one for one in found.readings if panel[one.file] != panel[one.reviewer]]
    assert [one for one in found.readings if one.is_bridge] == across
    if n_panels > 1:
        names = sorted({one.panel for one in files})
        for place, name in enumerate(names):
            following = names[(place + 1) % len(names)]
            assert sum(panel[one.file] == name and panel[one.reviewer] == following for one in across) >= 2


def test_one_reader_each_is_the_best_matching():
    """Against scipy's own algorithm for one reader a file and one file a reader."""
    rng = np.random.default_rng(4)
    worth = rng.random((12, 12))
    files, readers = (
        [FileToRead(f"f{k:02}") for k in range(12)],
        [Reader(f"r{k:02}", least=1, most=1) for k in range(12)],
    )
    stated = {(f.id, r.id): worth[i, j] for (i, f), (j, r) in product(enumerate(files), enumerate(readers))}
    found = assign(files, readers, each=1, affinities=stated, must_link=False)
    assert found.n_components == 12
    assert sum(one.affinity for one in found.readings) == pytest.approx(
        worth[linear_sum_assignment(-worth)].sum()
    )


def test_small_calls_are_the_best_of_all():
    """Against every assignment there is."""
    for seed in range(5):
        worth = np.random.default_rng(seed).random((3, 4))
        files, readers = (
            [FileToRead(f"f{k}") for k in range(3)],
            [Reader(f"r{k}", least=1, most=2) for k in range(4)],
        )
        stated = {(f"f{i}", f"r{j}"): worth[i, j] for i in range(3) for j in range(4)}
        best = max(
            sum(worth[i, j] for i, pair in enumerate(chosen) for j in pair)
            for chosen in product(combinations(range(4), 2), repeat=3)
            if all(1 <= sum(j in pair for pair in chosen) <= 2 for j in range(4))
        )
        found = assign(files, readers, each=2, affinities=stated, must_link=False)
        assert sum(one.affinity for one in found.readings) == pytest.approx(best)


def test_order_changes_nothing():
    files, readers, barred = invited(n_panels=3)
    found = assign(files, readers, conflicts=barred)
    mixed = [random.Random(3).sample(held, len(held)) for held in (files, readers, barred)]
    assert assign(mixed[0], mixed[1], conflicts=mixed[2]) == found


def test_two_camps_that_prefer_themselves_are_linked():
    files = [FileToRead(f"f{k}") for k in range(8)]
    readers = [Reader(f"r{k}", least=1, most=5) for k in range(8)]
    stated = {(f"f{i}", f"r{j}"): float(i // 4 == j // 4) for i in range(8) for j in range(8)}
    assert assign(files, readers, affinities=stated, must_link=False).n_components == 2
    found = assign(files, readers, affinities=stated)
    assert found.n_components == 1
    assert found.rounds == 1
    assert sum(one.is_bridge for one in found.readings) == 1


def test_a_reviewer_who_leaves_changes_the_least():
    files, readers, barred = invited(60, 15)
    found = assign(files, readers, conflicts=barred)
    left = [one for one in readers if one.id != "r003"]
    theirs = [pair for pair in found.pairs if pair[1] == "r003"]
    again = assign(files, left, conflicts=[pair for pair in barred if pair[1] != "r003"], before=found.pairs)
    assert len(again.dropped) == len(theirs)
    assert set(again.dropped) == set(theirs)
    assert {pair for pair in again.pairs if pair not in found.pairs} == {
        (o.file, o.reviewer) for o in again.readings if o.is_new
    }
    assert sum(one.is_new for one in again.readings) == len(theirs)
    assert again.n_components == 1


def test_reviews_already_in_stay():
    files, readers, barred = invited(40, 12, n_panels=2)
    done = assign(files, readers, conflicts=barred).pairs[::3]
    worse = dict.fromkeys(done, 0.0)
    found = assign(files, readers, conflicts=barred, done=done, affinities=worse)
    assert set(done) <= set(found.pairs)


def test_a_file_is_not_given_to_someone_who_cannot_read_it():
    files = [replace(one, languages=frozenset(["ar"])) for one in invited(12, 6)[0]]
    readers = [
        replace(one, languages=frozenset(["ar"] if k < 4 else ["fr"]), least=0, most=12)
        for k, one in enumerate(invited(12, 6)[1])
    ]
    assert {one.reviewer for one in assign(files, readers).readings} <= {one.id for one in readers[:4]}


def test_affinity_counts_themes_region_and_language():
    file = FileToRead("a", themes=frozenset("xy"), region="R1", languages=frozenset(["fr"]))
    assert affinity(file, Reader("b")) == 0
    assert affinity(file, Reader("b", themes=frozenset("xz"), region="R1")) == pytest.approx(0.5)
    whole = Reader("b", themes=frozenset("xyz"), region="R1", languages=frozenset(["fr", "ar"]))
    assert affinity(file, whole) == pytest.approx(1)


def hall(n_files=6, n_reviewers=4, **options):
    return [FileToRead(f"f{k}") for k in range(n_files)], [
        Reader(f"r{k}", **options) for k in range(n_reviewers)
    ]


@pytest.mark.parametrize(("held", "options", "error", "said"), [
    ((hall()[0] + hall()[0], hall()[1]), {}, ReaderTwice, "f0"),
    (hall(), {"conflicts": [("f9", "r0")]}, ReadingUnknown, "f9"),
    (hall(), {"done": [("f0", "r9")]}, ReadingUnknown, "r9"),
    (hall(), {"done": [("f0", "r0")], "conflicts": [("f0", "r0")]}, ReadingInConflict, "already read"),
    (hall(), {"conflicts": [("f2", "r0"), ("f2", "r1")]}, FileLacksReaders, "needs 3 reviewers and only 2"),
    (hall(most=4, least=0), {}, PlacesTooFew, "18 readings are asked"),
    (hall(least=6, most=6), {"each": 2}, PlacesTooMany, "ask for 24 readings"),
    ((hall(6)[0], [*hall(6, 3, least=0, most=4)[1], Reader("s0", least=0, most=9), Reader("s1", least=0, most=9)]),
     {"conflicts": [(f"f{k}", name) for k in range(5) for name in ("s0", "s1")]}, LoadsCannotMeet, "r0, r1, r2"),
    ((hall(6)[0], [*hall(6, 4, least=0, most=9)[1], Reader("s0", least=3, most=9)]),
     {"conflicts": [(f"f{k}", "s0") for k in range(5)]}, LeastLoadUnmet, "s0"),
    (hall(3, 3, least=1, most=1), {"each": 1}, BridgesCannotBeBuilt, "3 groups"),
])  # fmt: skip
def test_what_cannot_be_assigned_is_named(held, options, error, said):
    with pytest.raises(error, match=said):
        assign(*held, **options)


def test_foresight_is_that_measured_on_such_calls():
    """Facts of the field sheet, from a prototype of other code: 134, 234, 351, 530 files at 30, 50, 70, 90 %."""
    for level, expected in ((0.3, 134), (0.5, 234), (0.7, 351), (0.9, 530)):
        seen = foresee_call(1000, 50, top=200, group_level=level, calls=4, rng=np.random.default_rng(2))
        assert seen.undecided == pytest.approx(expected, rel=0.09)
    assert seen.chosen_well == pytest.approx(0.711, abs=0.025)


def test_bridges_narrow_the_ranks_that_closed_panels_leave_wide():
    files, readers, _ = invited(90, 15, n_panels=3)
    variances = Variances(1.0, 0.3, 1.0, 0.49, 0.49)
    seen = []
    for bridged in (0.0, 0.6):
        design = assign(files, readers, bridged=bridged)
        options = {"files": files, "readers": readers, "variances": variances, "calls": 20}
        seen.append(foresee(design.pairs, top=20, rng=np.random.default_rng(1), **options))
    assert seen[1].width < seen[0].width


@pytest.mark.parametrize(("options", "error"), [
    ({"top": 0}, TopOutOfRange), ({"top": 60}, TopOutOfRange), ({"top": 9, "level": 1.0}, InvalidLevel),
    ({"top": 9, "group_level": 0.0}, InvalidLevel), ({"top": 9, "each": 1}, TooFewReviewed),
    ({"top": 9, "each": 11}, TooFewReviewed), ({"top": 9, "each": 0}, TooFewReviewed),
])  # fmt: skip
def test_what_cannot_be_foreseen_is_refused(options, error):
    with pytest.raises(error):
        foresee_call(60, 10, rng=np.random.default_rng(0), **options)


@pytest.fixture
def tables(tmp_path):
    files, readers, barred = invited(30, 8, n_panels=2)

    def rows(held, name):
        return pd.DataFrame([
            {name: one.id, "panel": one.panel, "themes": ";".join(sorted(one.themes)), "region": one.region}
            for one in held
        ])  # fmt: skip

    rows(files, "file").to_csv(tmp_path / "files.csv", index=False)
    rows(readers, "reviewer").assign(most=14).to_csv(tmp_path / "who.csv", index=False)
    pd.DataFrame(barred, columns=["file", "reviewer"]).to_csv(tmp_path / "conflicts.csv", index=False)
    return tmp_path


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "se comparer"), ("ar", "يمكن مقارنة رتبها"), ("en", "can be compared")]
)
def test_the_command_tells_a_person(tables, capsys, language, word):
    told = [str(tables / "files.csv"), str(tables / "who.csv"), "--conflicts", str(tables / "conflicts.csv")]
    assert main(["assign", *told, "--top", "8", "--lang", language]) == 0
    assert word in capsys.readouterr().out


def test_the_command_keeps_an_earlier_assignment(tables, capsys):
    told = [str(tables / "files.csv"), str(tables / "who.csv"), "--json"]
    assert main(["assign", *told, "--top", "8"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["readings"]) == 90
    assert 0 < found["foresight"]["undecided"] < 30
    pd.DataFrame(found["readings"])[["file", "reviewer"]].to_csv(tables / "before.csv", index=False)
    assert main(["assign", *told, "--before", str(tables / "before.csv")]) == 0
    again = json.loads(capsys.readouterr().out)
    assert [one for one in again["readings"] if one["is_new"]] == again["dropped"] == []


@pytest.mark.parametrize(
    ("content", "error"), [('file\na\n""\n', ReaderNameless), ("file,most\na,x\n", NotNumeric)]
)
def test_tables_that_cannot_be_read_are_refused(tmp_path, content, error):
    path = tmp_path / "who.csv"
    path.write_text(content)
    with pytest.raises(error):
        read_readers(open_relation(path), id_column="file", traits={"most": "most"})
    path.write_text("file,reviewer\na,\nb,x\n")
    with pytest.raises(ReaderNameless):
        read_pairs(open_relation(path), file="file", reviewer="reviewer")
