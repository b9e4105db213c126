"""`miqyas draw`, as a person types it."""

import json
import random

import pytest

from miqyas.cli.main import main


@pytest.fixture
def frame(tmp_path):
    rng = random.Random(1)
    lines = ["code,region,age"]
    lines += [f"{place:03d},{place % 3},{rng.gauss(40, 9):.2f}" for place in range(24)]
    path = tmp_path / "communes.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def asked(frame, *more):
    return ["draw", str(frame), "--arms", "treated=1,control=1", "--seed", "12", *more]


def test_draw_writes_the_list_and_its_record_and_says_where(frame, capsys):
    assert main(asked(frame, "--strata", "region", "--lang", "fr")) == 0
    told = capsys.readouterr().out
    assert told.startswith("Tirage stratifié : 24 unités. treated 12, control 12.")
    assert str(frame.parent / "communes.draw.csv") in told
    rows = (frame.parent / "communes.draw.csv").read_text(encoding="utf-8").splitlines()
    assert (rows[0], len(rows)) == ("code,region,age,arm", 25)
    record = json.loads((frame.parent / "communes.draw.json").read_text(encoding="utf-8"))
    assert (record["counts"], record["seed"], record["schema"]) == (
        {"treated": 12, "control": 12}, 12, "miqyas.draw/1")  # fmt: skip


def test_draw_as_json_is_the_record_with_its_files(frame, capsys):
    assert main(["draw", str(frame), "--seed", "1", "--waves", "3", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["counts"] == {"1": 8, "2": 8, "3": 8}
    assert set(record["files"]) == {"list", "record"}


def test_a_draw_is_verified_from_a_frame_in_another_order(frame, tmp_path, capsys):
    main(asked(frame, "--id", "code"))
    head, *rows = frame.read_text(encoding="utf-8").splitlines()
    mixed = tmp_path / "mixed.csv"
    mixed.write_text("\n".join([head, *reversed(rows)]), encoding="utf-8")
    capsys.readouterr()
    record = str(frame.parent / "communes.draw.json")
    assert main(["draw", str(mixed), "--verify", record, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["same"] is True
    mixed.write_text("\n".join([head, *rows[1:]]), encoding="utf-8")
    assert main(["draw", str(mixed), "--verify", record, "--lang", "en"]) == 1
    assert "The frame is not the one drawn from." in capsys.readouterr().out


def test_another_draw_never_writes_over_the_first(frame, capsys):
    main(asked(frame))
    main([*asked(frame), "--seed", "13"])
    main(asked(frame))
    capsys.readouterr()
    names = sorted(path.name for path in frame.parent.glob("communes.draw*"))
    assert names == ["communes.draw-2.csv", "communes.draw-2.json", "communes.draw.csv", "communes.draw.json"]


def test_permitted_draws_are_written_for_inference(frame, tmp_path, capsys):
    assert main(asked(frame, "--id", "code", "--rerandomise", "age", "--permitted", "30")) == 0
    capsys.readouterr()
    head, *rows = (frame.parent / "communes.draw.permitted.csv").read_text(encoding="utf-8").splitlines()
    assert (head.split(",")[:2], len(head.split(",")), len(rows)) == (["code", "draw_0"], 31, 24)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "“seed” is None"),
        (["--seed", "1", "--arms", "a"], "cannot be read"),
        (["--seed", "1", "--waves", "3", "--arms", "a,b"], "cannot be asked together"),
        (["--seed", "1", "--strata", "pays"], "pays"),
    ],
)
def test_a_draw_that_cannot_be_made_is_refused_with_a_sentence(frame, capsys, more, said):
    assert main(["draw", str(frame), *more, "--lang", "en"]) == 1
    assert said in capsys.readouterr().err
