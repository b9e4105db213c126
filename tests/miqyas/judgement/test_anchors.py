"""Anchors: read by all, they link panels and tell leniency; those that are no candidates have no rank."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.judgement.calls import COLUMNS, call
from tests.miqyas.judgement.halls import invited

from miqyas.cli.main import main
from miqyas.errors import AnchorUnknown, NothingToAssign, TopOutOfRange
from miqyas.judgement.assignment import assign
from miqyas.judgement.calibration import calibrate
from miqyas.judgement.foresight import ASSUMED_PANELS, foresee

SEED = 5


def with_anchor(made, name="anchor"):
    """The same call and one file more, read by every reviewer as they read the others."""
    rng = np.random.default_rng(SEED)
    told = made.scores.groupby("reviewer")["score"].mean()
    rows = [(name, who, "p0", mean + rng.normal(0, 0.3)) for who, mean in told.items()]
    return pd.concat([made.scores, pd.DataFrame(rows, columns=made.scores.columns)], ignore_index=True)


def test_everybody_reads_an_anchor_but_who_has_a_conflict():
    files, readers, barred = invited(60, 20, n_panels=4)
    chosen = [one.id for one in files[:2]]
    found = assign(files, readers, conflicts=barred, anchors=chosen)
    for name in chosen:
        reading = {one.reviewer for one in found.readings if one.file == name}
        assert reading == {one.id for one in readers} - {reader for file, reader in barred if file == name}
    others = {one.id for one in files} - set(chosen)
    assert all(sum(one.file == name for one in found.readings) == 3 for name in others)


def test_anchors_come_on_top_of_usual_loads():
    files, readers, _ = invited(60, 15, conflicts=0)
    plain = assign(files[2:], readers)
    found = assign(files, readers, anchors=[one.id for one in files[:2]])
    more = {one.reviewer: one.n for one in found.loads}
    assert [more[one.reviewer] - one.n for one in plain.loads] == pytest.approx([2] * 15, abs=5)
    assert sum(more.values()) == sum(one.n for one in plain.loads) + 2 * 15
    assert all(one.n <= one.most for one in found.loads)


def test_a_stated_load_is_passed_only_for_anchors():
    files, readers, _ = invited(10, 10, conflicts=0)
    found = assign(files, readers, anchors=[files[0].id, files[1].id])
    assert min(one.n for one in found.loads) >= 2


def test_an_anchor_that_is_no_file_is_refused():
    files, readers, _ = invited(10, 5)
    with pytest.raises(NothingToAssign, match="5 reviewers"):
        assign([], readers)
    with pytest.raises(AnchorUnknown, match="f9999"):
        assign(files, readers, anchors=["f9999"])
    with pytest.raises(AnchorUnknown, match="f9999"):
        foresee([("a", "x"), ("a", "y"), ("b", "x")], top=1, unranked=["f9999"], rng=np.random.default_rng(1))
    with pytest.raises(AnchorUnknown, match="f9999"):
        calibrate(call().scores, **COLUMNS, unranked=["f9999"], rng=np.random.default_rng(1))


def test_an_unranked_anchor_has_no_rank_and_ranks_stay_whole():
    scores = with_anchor(call(3))
    found = calibrate(
        scores, **COLUMNS, top=15, unranked=["anchor"], draws=2000, rng=np.random.default_rng(2)
    )
    names = [one.id for one in found.files]
    assert "anchor" not in names
    assert (len(names), found.n_files, found.n_unranked) == (60, 60, 1)
    assert np.mean([one.expected_rank for one in found.files]) == pytest.approx(30.5)
    assert sum(one.p_top for one in found.files) == pytest.approx(15)
    assert {one.high for one in found.files} <= set(range(1, 61))


def test_leaving_the_anchor_out_of_the_ranking_changes_no_quality():
    scores = with_anchor(call(4))
    ranked = calibrate(scores, **COLUMNS, draws=400, rng=np.random.default_rng(2))
    left = calibrate(scores, **COLUMNS, unranked=["anchor"], draws=400, rng=np.random.default_rng(2))
    before = {one.id: one.quality for one in ranked.files}
    assert {one.id: one.quality for one in left.files} == {
        name: value for name, value in before.items() if name != "anchor"
    }
    assert left.variances == ranked.variances


def test_places_are_counted_among_candidates():
    scores = with_anchor(call(4, n_files=5, n_reviewers=4))
    with pytest.raises(TopOutOfRange):
        calibrate(scores, **COLUMNS, top=5, unranked=["anchor"], rng=np.random.default_rng(2))


def test_an_anchor_makes_ranks_inside_a_panel_and_across_it_narrower():
    files, readers, _ = invited(80, 20, n_panels=4, conflicts=0)
    told = {"top": 20, "variances": ASSUMED_PANELS, "files": files, "readers": readers, "calls": 6}
    chosen = [one.id for one in files[:4]]
    without = assign(files[4:], readers, bridged=0, must_link=False)
    held = assign(files, readers, bridged=0, anchors=chosen)
    plain = foresee(without.pairs, **told, rng=np.random.default_rng(1))
    anchored = foresee(held.pairs, **told, unranked=chosen, rng=np.random.default_rng(1))
    assert (plain.n_files, anchored.n_files) == (76, 76)
    assert anchored.width < plain.width


def test_commands_take_anchors(tmp_path, capsys):
    path = tmp_path / "scores.csv"
    with_anchor(call(3)).to_csv(path, index=False)
    asked = ["calibrate", str(path), "--file", "file", "--reviewer", "reviewer", "--score", "score", "--json"]
    assert main([*asked, "--unranked", "anchor"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 60
    assert main([*asked, "--unranked", "nobody"]) == 1
    assert "nobody" in capsys.readouterr().err
    (tmp_path / "files.csv").write_text("file\n" + "\n".join(f"f{k}" for k in range(6)), encoding="utf-8")
    (tmp_path / "readers.csv").write_text("reviewer\nx\ny\nz\nw", encoding="utf-8")
    tables = [str(tmp_path / "files.csv"), str(tmp_path / "readers.csv")]
    options = ["--each", "2", "--anchors", "f0", "--unranked", "f0", "--top", "2", "--json"]
    assert main(["assign", *tables, *options]) == 0
    told = json.loads(capsys.readouterr().out)
    assert sum(one["file"] == "f0" for one in told["readings"]) == 4
    assert told["foresight"]["n_files"] == 5
