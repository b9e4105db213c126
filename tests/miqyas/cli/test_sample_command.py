"""`miqyas sample`, as a person types it."""

import json

import pytest

from miqyas.cli.main import main


@pytest.fixture
def frame(tmp_path):
    lines = ["code,milieu,village,population"]
    lines += [
        f"{place:03d},{'urbain' if place % 4 == 0 else 'rural'},v{place // 8},{50 + place}"
        for place in range(80)
    ]
    path = tmp_path / "communes.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("more", "n", "counts"),
    [
        (["--n", "12"], 12, {"": 12}),
        (["--n", "12", "--strata", "milieu"], 12, {"rural": 9, "urbain": 3}),
        (["--n", "12", "--strata", "milieu", "--allocation", "equal"], 12, {"rural": 6, "urbain": 6}),
        (["--n", "12", "--strata", "milieu", "--allocation", "neyman", "--sd-column", "population"], 12,
         {"rural": 9, "urbain": 3}),
        (["--given", "rural=2,urbain=7", "--strata", "milieu"], 9, {"rural": 2, "urbain": 7}),
        (["--n", "10", "--size", "population"], 10, {"": 10}),
        (["--n", "12", "--cluster", "village", "--take", "3", "--icc", "0.05"], 12, {"": 12}),
        (["--n", "8", "--systematic", "--order-by", "milieu"], 8, {"": 8}),
    ],
)  # fmt: skip
def test_sample_writes_its_list_and_its_record(frame, capsys, more, n, counts):
    assert main(["sample", str(frame), "--id", "code", "--seed", "5", *more, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["found"]["n"], record["counts"]) == (n, counts)
    head, *rows = (frame.parent / "communes.sample.csv").read_text(encoding="utf-8").splitlines()
    assert (head, len(rows)) == ("code,milieu,village,population,inclusion_probability,weight", n)
    assert main(["sample", str(frame), "--verify", record["files"]["record"]]) == 0


def test_sample_tells_a_person_what_was_drawn(frame, capsys):
    assert main(["sample", str(frame), "--n", "12", "--strata", "milieu", "--seed", "5", "--lang", "fr"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Échantillon, tirage stratifié : 12 unités sur 80. rural 9, urbain 3.")
    assert "communes.sample.csv" in told


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "“n” is None"),
        (["--n", "5", "--given", "a=1"], "“n” is 5"),
        (["--given", "a"], "strata and numbers"),
        (["--n", "99"], "Ask for fewer"),
        (["--n", "10", "--cluster", "village", "--take", "3"], "Ask for 9 or 12"),
    ],
)
def test_a_sample_that_cannot_be_drawn_is_refused_with_a_sentence(frame, capsys, more, said):
    assert main(["sample", str(frame), "--seed", "1", *more, "--lang", "en"]) == 1
    assert said in capsys.readouterr().err
