"""What the journey of a call is held against: every list tried one by one, the textbook mean by village."""

import itertools
import json

import pytest

from tests.browser import call_story as story
from tests.browser.walk import CLUSTER, OUTCOME


def ranked(secretary):
    """The rows of the last ranking, by title."""
    titles = dict(
        secretary.platform.rows(
            """select application.reference, initiative.title from funding_application application
               join initiatives_initiative initiative on initiative.id = application.initiative_id"""
        )
    )
    result = secretary.platform.rows("select result from funding_ranking order by id desc")[0][0]
    return {titles[row["id"]]: row | {"reference": row["id"]} for row in json.loads(result)["files"]}


def best_list(rows, *, floor=story.FLOOR, force=()):
    """Every list tried one by one: the best within the budget and the floor; its value and its titles."""
    files = [story.FILES[title] for title in rows if title != story.STOPPED.title]
    best = (0.0, frozenset())
    for size in range(len(files) + 1):
        for chosen in itertools.combinations(files, size):
            if sum(file.asked for file in chosen) > story.BUDGET - story.RESERVE:
                continue
            if sum(file.asked for file in chosen if file.region == story.FLOOR_REGION) < floor:
                continue
            titles = frozenset(file.title for file in chosen)
            if set(force) <= titles:
                best = max(
                    best,
                    (sum(round(rows[title]["quality"], 4) for title in titles), titles),
                    key=lambda one: one[0],
                )
    return best


def funded_on(secretary):
    """Titles of the files that the page funds."""
    rows = secretary.page.locator("tbody tr:has(.mark-supported)").all_inner_texts()
    return frozenset(file for file in story.FILES if any(file in row for row in rows))


def independent_mean(path):
    """The mean of the column and its standard error by village, by the textbook formula."""
    pandas = pytest.importorskip("pandas")
    rows = pandas.read_csv(path)
    mean = rows[OUTCOME].mean()
    totals = (rows[OUTCOME] - mean).groupby(rows[CLUSTER]).sum()
    n = len(totals)
    return mean, (n / (n - 1) * (totals**2).sum()) ** 0.5 / len(rows)
