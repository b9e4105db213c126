"""One more reader: the fit first, then the load; never a conflict, never beyond a stated load."""

import random

import pytest

from miqyas.errors import FileLacksReaders, PlacesTooFew, ReadingUnknown
from miqyas.judgement.another_reader import another_reader
from miqyas.judgement.readers import FileToRead, Reader

WATER = frozenset(["water"])
FILE = FileToRead("f", themes=WATER)
KNOWN = [Reader("a", themes=WATER), Reader("b", themes=WATER), Reader("c"), Reader("d", themes=WATER)]
LOADS = {"a": 5, "b": 4, "c": 0, "d": 2}


def chosen(readers=KNOWN, **options):
    told = {"reading": ["a"], "loads": LOADS} | options
    return another_reader(
        options.pop("file", FILE), readers, **{k: v for k, v in told.items() if k != "file"}
    )


def test_who_knows_the_theme_and_reads_least_is_chosen():
    found = chosen()
    assert (found.file, found.reviewer, found.affinity) == ("f", "d", 0.6)


def test_a_theme_counts_more_than_a_small_load():
    assert chosen(conflicts=[("f", "d")]).reviewer == "b"


def test_whoever_has_a_conflict_or_is_full_is_not_chosen():
    full = [Reader("d", themes=WATER, most=2) if one.id == "d" else one for one in KNOWN]
    assert chosen(full).reviewer == "b"
    assert chosen(full, conflicts=[("f", "b")]).reviewer == "c"


def test_its_own_panel_comes_first():
    file = FileToRead("f", panel="P", themes=WATER)
    panels = [Reader("a", panel="P"), Reader("c", panel="P"), Reader("d", panel="Q", themes=WATER)]
    assert chosen(panels, file=file).reviewer == "c"
    assert chosen(panels, file=file, conflicts=[("f", "c")]).reviewer == "d"


def test_the_order_of_reviewers_does_not_matter():
    for seed in range(5):
        mixed = random.Random(seed).sample(KNOWN, len(KNOWN))
        assert chosen(mixed).reviewer == "d"


def test_a_conflict_found_since_does_not_take_back_what_was_read():
    assert chosen(conflicts=[("f", "a")]).reviewer == "d"


def test_nobody_left_is_refused():
    with pytest.raises(FileLacksReaders, match="f"):
        chosen(KNOWN[:1])
    with pytest.raises(FileLacksReaders):
        chosen(conflicts=[("f", "b"), ("f", "c"), ("f", "d")])
    with pytest.raises(PlacesTooFew):
        chosen([KNOWN[0], Reader("b", most=1)], loads={"b": 1})
    with pytest.raises(ReadingUnknown):
        chosen(conflicts=[("f", "nobody")])
