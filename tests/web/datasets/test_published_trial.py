"""The published trial that the demonstration installs."""

import duckdb
import pytest
from django.urls import reverse

from miqyas.estimators.itt import itt
from miqyas_web.datasets import demonstration, queries
from miqyas_web.datasets.enums import ColumnRole
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.indicators import demonstration as indicators
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives import demonstration as initiatives
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories import demonstration as theories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context(tifawin, amina):
    said = []
    tifawin.is_demonstration = True
    tifawin.save()
    context = {"organisation": tifawin, "lead": amina, "say": said.append, "said": said}
    for room in (initiatives, theories, indicators):
        room.fill(context)
    return context


def test_the_published_trial_is_the_one_of_the_paper(context):
    pytest.importorskip("causaldata", reason="the demonstration extra is not installed")
    demonstration.fill(context)
    version = context["datasets"]["thornton-2008"]
    by_role = {
        role: [column.name for column in columns]
        for role, columns in queries.columns_by_role(version).items()
    }
    assert (by_role[ColumnRole.OUTCOME], by_role[ColumnRole.TREATMENT], by_role[ColumnRole.CLUSTER]) == (
        ["got"],
        ["any"],
        ["villnum"],
    )
    # Thornton (2008), table 4: n = 2,812 with all controls; 0.45 without them (Cunningham, The Mixtape, chapter 4).
    offered, not_offered = duckdb.sql(
        f"SELECT avg(got) FROM read_parquet('{queries.frozen_path(version)}') "
        'WHERE got IS NOT NULL AND "any" IS NOT NULL GROUP BY "any" ORDER BY "any" DESC'
    ).fetchall()
    assert offered[0] - not_offered[0] == pytest.approx(0.45, abs=0.005)
    assert "American Economic Review" in version.dataset.origin


def test_the_trial_left_to_the_newcomer_gives_the_published_figure(context):
    pytest.importorskip("causaldata", reason="the demonstration extra is not installed")
    demonstration.fill(context)
    version = context["datasets"]["lalonde-1986"]
    effect = itt(str(queries.frozen_path(version)), outcome="re78", treatment="treat", unit="USD")
    # Dehejia and Wahba (1999): 1,794, n = 445.
    assert (effect.n, round(effect.value)) == (445, 1794)


def test_filling_twice_adds_nothing(context):
    pytest.importorskip("causaldata", reason="the demonstration extra is not installed")
    for _ in range(2):
        demonstration.fill(context)
        indicators.fill(context)
    counts = (DatasetVersion.objects.count(), Indicator.objects.count(), Initiative.objects.count())
    assert counts == (2, 8, 5)


def test_without_the_package_it_says_so_and_goes_on(context, monkeypatch):
    monkeypatch.setattr(demonstration, "find_spec", lambda _name: None)
    demonstration.fill(context)
    assert DatasetVersion.objects.count() == 0
    assert "causaldata is not installed" in context["said"][0]


def test_the_page_says_that_these_data_are_real(context, client, amina):
    pytest.importorskip("causaldata", reason="the demonstration extra is not installed")
    demonstration.fill(context)
    version = context["datasets"]["thornton-2008"]
    client.force_login(amina)
    place = [version.dataset.initiative_id, version.dataset_id, version.number]
    page = client.get(reverse("datasets:version_show", args=place), headers={"Accept-Language": "en"})
    assert "Published data, real" in page.content.decode()
