"""Lots anyone can redraw."""

import hashlib
import hmac
import json
from collections import Counter

import pytest

from miqyas.errors import LotteryListInvalid
from miqyas.judgement.lottery import draw_lots, list_hash, lottery_values

NAMES = ["Dar Taliba", "Eau de Tamda", "جمعية تيفاوت", "Argane"]


def test_ten_lines_redraw_the_lottery():
    found = draw_lots(NAMES, places=2, source="2026-12-01: 07 11 23 31 45")
    sealed = json.dumps({"names": sorted(NAMES), "places": 2}, ensure_ascii=False, separators=(",", ":"))
    assert found.list_sha256 == hashlib.sha256(sealed.encode()).hexdigest()
    seed = hashlib.sha256((found.list_sha256 + found.source).encode()).digest()
    keys = {name: hmac.new(seed, name.encode(), hashlib.sha256).digest() for name in NAMES}
    assert (*found.drawn, *found.left) == tuple(sorted(NAMES, key=keys.get))
    assert len(found.drawn) == 2


def test_order_of_the_list_plays_no_part_and_a_changed_name_changes_everything():
    assert draw_lots(NAMES[::-1], places=2, source="x") == draw_lots(NAMES, places=2, source="x")
    assert list_hash([*NAMES[1:], "Dar Talibat"], 2) != list_hash(NAMES, 2)
    assert list_hash(NAMES, 1) != list_hash(NAMES, 2)


def test_each_name_has_the_same_chance():
    drawn = Counter(
        name for seed in range(4000) for name in draw_lots(NAMES, places=1, source=str(seed)).drawn
    )
    assert all(abs(drawn[name] - 1000) < 4 * (4000 * 0.25 * 0.75) ** 0.5 for name in NAMES)


def test_values_put_names_in_the_order_of_the_draw():
    for seed in range(200):
        found = draw_lots(NAMES, places=2, source=str(seed))
        values = lottery_values(NAMES, places=2, source=str(seed))
        assert tuple(sorted(values, key=values.get, reverse=True)) == (*found.drawn, *found.left)
        assert all(0 < value <= 1 for value in values.values())


@pytest.mark.parametrize(
    ("names", "places"), [(["a", "a", "b"], 1), (["a", "b"], 2), (["a", "b"], 0), ([], 1)]
)
def test_a_list_that_cannot_be_is_refused(names, places):
    with pytest.raises(LotteryListInvalid):
        draw_lots(names, places=places, source="x")
    with pytest.raises(LotteryListInvalid):
        lottery_values(names, places=places, source="x")
