"""The standing answers of a survey as tables: which ones count, what is personal, how much memory they take."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.models import Question, Submission
from miqyas_web.surveys.science.answers import (
    Wanted,
    misfit_sentence,
    personal_names,
    tables_of,
)
from tests.web.surveys import situations

FIRST_DAY = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def survey(tifawin, amina):
    initiative = Initiative.objects.create(organisation=tifawin, title="Eau de Tamda", created_by=amina)
    return situations.published_survey(initiative, amina)


def received(survey, n=0, *, version=None, xml=None, **fields):
    version = version or survey.versions.get(number=1)
    key = f"uuid:{survey.submissions.count()}"
    return Submission.objects.create(
        survey=survey,
        version=version,
        instance_id=key,
        xml=xml or situations.answer_xml(version=version.version, instance_id=key, age=str(30 + n)),
        sha256="0" * 64,
        origin="phone",
        received_at=FIRST_DAY + timedelta(days=n),
        **fields,
    )


def test_only_answers_that_stand_are_laid_out(survey):
    first = received(survey)
    received(survey, 1, is_test=True)
    received(survey, 2, withdrawn_at=FIRST_DAY)
    received(survey, 3, is_current=False)
    last = received(survey, 4)
    with tables_of(survey) as flat:
        assert flat[""].values("age") == [30, 34]
        assert flat[""].values("_source") == [str(first.pk), str(last.pk)]
        assert flat[""].values("_received_at") == [datetime(2026, 11, 1, 9, 0), datetime(2026, 11, 5, 9, 0)]
        assert flat["membre"].values("prenom") == ["Youssef", "Youssef"]
        assert flat.misfits == ()


def test_days_and_versions_are_chosen(survey, amina):
    second = situations.add_version(survey, amina)
    for n in range(3):
        received(survey, n)
    received(survey, 3, version=second)
    since, until = FIRST_DAY + timedelta(days=1), FIRST_DAY + timedelta(days=3)
    with tables_of(survey, Wanted(since=since, until=until)) as flat:
        assert flat[""].values("age") == [31, 32]
    with tables_of(survey, Wanted(versions=(2,))) as flat:
        assert flat[""].values("_version") == ["2"]
    with tables_of(survey) as flat:
        assert flat[""].values("_version") == ["1", "1", "1", "2"]


def test_a_thousand_answers_cost_one_query_each_way(survey, django_assert_num_queries):
    for n in range(3):
        received(survey, n)
    with django_assert_num_queries(2), tables_of(survey) as flat:
        assert flat[""].n_rows == 3


def test_personal_columns_are_told_by_mark_by_name_and_by_nature(survey, amina):
    received(survey)
    with tables_of(survey) as flat:
        names = personal_names(survey, flat)
        marked = {question.name for question in Question.objects.filter(is_personal=True)}
        assert {"chef", "prenom", "photo"} <= marked
        assert {"chef", "photo", "_instance_name", "deviceid"} <= names[""]
        assert {"lieu/latitude", "lieu/longitude"} <= names[""]
        assert names["membre"] == {"prenom"}
        assert not names[""] & {"age", "eau", "_key"}


def test_what_does_not_fit_speaks_the_language_of_the_page(survey, amina):
    received(survey, xml=situations.answer_xml(age="vieux"))
    with tables_of(survey) as flat:
        (misfit,) = flat.misfits
        assert "« age » contient « vieux »" in misfit_sentence(misfit, "fr")


def test_a_survey_without_published_version_is_refused(survey):
    survey.versions.update(state="draft")
    with translation.override("en"), pytest.raises(Refused, match="no published version"):
        tables_of(survey)
