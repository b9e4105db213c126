"""The situations other tests stand on are what they say."""

import hashlib

import pytest
from lxml import etree

from miqyas.interchange.form import Form
from miqyas_web.surveys.models import Collector
from tests.web.surveys import situations


def test_small_form_is_published_with_its_list(initiative, amina):
    survey = situations.published_survey(initiative, amina)
    version = survey.versions.get()
    assert version.version == "1"
    assert hashlib.md5(version.xform).hexdigest() == version.md5
    assert [media.name for media in version.media.all()] == ["villages.csv"]
    form = Form.from_data(version.outline)
    assert form.repeats == ("/data/membre",)
    kinds = {question.path: question.kind for question in form.questions}
    assert kinds["/data/foyer/photo"] == "image"
    assert kinds["/data/membre/prenom"] == "text"
    assert version.questions.filter(is_personal=True).count() == 4


def test_answer_to_the_small_form_follows_its_outline(initiative, amina):
    survey = situations.published_survey(initiative, amina)
    form = Form.from_data(survey.versions.get().outline)
    root = etree.fromstring(situations.answer_xml(chef="Aïcha", prix="30"))
    assert root.findtext("foyer/chef") == "Aïcha"
    paths = {question.path for question in form.questions}
    leaves = {etree.ElementTree(root).getpath(each) for each in root.iter() if not len(each)}
    outside = {path for path in leaves if not path.startswith("/data/meta") and path not in paths}
    assert outside == set()


def test_collector_is_found_by_the_hash_of_its_token(initiative, amina):
    address, collector = situations.collector_of(initiative, amina)
    token = address.split("/")[2]
    assert len(token) == 64
    assert Collector.objects.get(token_sha256=hashlib.sha256(token.encode()).hexdigest()) == collector


@pytest.mark.parametrize(("form", "n_questions"), [("menage", 18), ("250q", 250)])
def test_shared_forms_are_published(initiative, amina, shared_data, form, n_questions):
    survey = situations.published_survey(initiative, amina, form=form)
    version = survey.versions.get()
    assert len(version.outline["questions"]) == n_questions
    root = etree.fromstring(situations.shared_answer(form))
    assert (root.get("id"), root.get("version", "")) == (survey.form_id, version.version)
