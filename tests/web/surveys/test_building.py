"""A questionnaire built by a person who knows no syntax: through the pages, as a browser sends them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miqyas_web.surveys.actions.definitions import change_definition
from miqyas_web.surveys.actions.surveys import Framing, create_survey
from miqyas_web.surveys.rules.kinds import KINDS
from miqyas_web.surveys.rules.structure import mapped

FRENCH, ARABIC = "Français (fr)", "العربية (ar)"
LINES = 12


class Builder:
    """A person at the page of one version."""

    def __init__(self, client, version):
        self.client, self.version = client, version
        self.where = [version.survey.initiative_id, version.survey_id, version.number]

    def address(self, name, *more):
        return reverse(f"surveys:{name}", args=[*self.where, *more])

    def add(self, kind, label, *, at="", **fields):
        sent = {"label_0": label, "revision": self.fresh().revision, **fields}
        address = f"{self.address('question_create')}?kind={kind}&at={at}"
        answer = self.client.post(address, sent)
        if answer.status_code != 302:
            return answer.context["form"].errors
        return self.fresh().definition["survey"]

    def edit(self, question, **fields):
        """Send the form as it is shown, with some fields changed."""
        address = self.address("question_edit", self.index(question))
        form = self.client.get(address).context["form"]
        shown = {field.html_name: field.value() for field in form}
        sent = {key: value for key, value in shown.items() if value not in {None, False}}
        answer = self.client.post(address, {**sent, "revision": self.fresh().revision, **fields})
        return answer if answer.status_code != 302 else self.row(fields.get("name", question))

    def press(self, page, name, **fields):
        return self.client.post(
            self.address(page, self.index(name)), {"revision": self.fresh().revision, **fields}
        )

    def fresh(self):
        self.version.refresh_from_db()
        return self.version

    def index(self, name):
        return self.names().index(name)

    def names(self):
        return [row.get("name") for row in self.fresh().definition["survey"]]

    def row(self, name):
        return next(row for row in self.fresh().definition["survey"] if row.get("name") == name)

    def asked(self, name):
        return next(each for each in self.fresh().outline["questions"] if each["name"] == name)


@pytest.fixture
def builder(client, initiative, amina):
    survey = create_survey(
        initiative=initiative, framing=Framing("Enquête"), languages=[FRENCH, ARABIC], by=amina
    )
    client.force_login(amina)
    return Builder(client, survey.versions.get())


@pytest.fixture
def water(builder):
    builder.add(
        "select_one", "D’où vient l’eau ?", name="source", choice_0_0="Un puits", choice_1_0="Un robinet"
    )
    builder.add("integer", "Combien de minutes ?", name="minutes")
    return builder


def test_a_question_takes_its_name_from_its_words(builder):
    rows = builder.add("integer", "Combien de personnes vivent ici ?", label_1="كم شخصا؟")
    assert rows == [
        {
            "type": "integer",
            "name": "combien_de_personnes_vivent_ici",
            f"label::{FRENCH}": "Combien de personnes vivent ici ?",
            f"label::{ARABIC}": "كم شخصا؟",
        }
    ]
    assert builder.asked("combien_de_personnes_vivent_ici")["kind"] == "integer"


def test_choices_take_their_codes_from_their_words(water):
    assert [(row["list_name"], row["name"]) for row in water.version.definition["choices"]] == [
        ("source", "un_puits"),
        ("source", "un_robinet"),
    ]
    assert [choice["name"] for choice in water.asked("source")["choices"]] == ["un_puits", "un_robinet"]


def test_a_choice_without_words_is_taken_away_and_codes_stay(water):
    water.edit("source", choice_0_0="", choice_2_0="Une source")
    assert [row["name"] for row in water.version.definition["choices"]] == ["un_robinet", "une_source"]


def test_a_list_too_long_for_the_page_stays_whole(water):
    version = water.version
    listed = [{"list_name": "source", "name": f"c{n}", "label": f"Choix {n}"} for n in range(400)]
    version.definition = {**version.definition, "choices": listed}
    version.save(update_fields=["definition"])
    water.edit("source", label_0="D’où vient l’eau ?")
    assert [row["name"] for row in water.version.definition["choices"]] == [f"c{n}" for n in range(400)]


def test_a_list_is_reused(water):
    water.add("select_multiple", "Et avant ?", name="before", list_name="source")
    assert water.row("before")["type"] == "select_multiple source"
    assert len(water.version.definition["choices"]) == 2


def test_skip_logic_is_said_in_words(water):
    row = water.edit("minutes", when_question_0="source", when_operator_0="is", when_value_0="Un puits")
    assert row["relevant"] == "${source} = 'un_puits'"
    assert water.asked("minutes")["relevant"].split() == ["/data/source", "=", "'un_puits'"]


def test_several_conditions_are_joined(water):
    water.add("integer", "Combien ?", name="n")
    row = water.edit(
        "n",
        when_joined="or",
        when_question_0="source",
        when_operator_0="one_of",
        when_value_0="Un puits; Un robinet",
        when_question_1="minutes",
        when_operator_1="more",
        when_value_1="٣٠",
    )
    assert row["relevant"] == "(${source} = 'un_puits' or ${source} = 'un_robinet') or ${minutes} > 30"


def test_a_condition_comes_back_as_it_was_said(water):
    water.edit("minutes", when_question_0="source", when_operator_0="is", when_value_0="un_puits")
    form = water.client.get(water.address("question_edit", water.index("minutes"))).context["form"]
    assert form["when_question_0"].value() == "source"
    assert form["when_value_0"].value() == "Un puits"


def test_a_value_that_is_no_choice_is_refused_with_the_choices(water):
    answer = water.edit("minutes", when_question_0="source", when_operator_0="is", when_value_0="Une rivière")
    assert answer.status_code == 422
    assert "Un puits; Un robinet" in str(answer.context["form"].errors["when_value_0"])
    assert "relevant" not in water.row("minutes")


def test_an_unfinished_condition_is_refused(water):
    answer = water.edit("minutes", when_question_0="source")
    assert list(answer.context["form"].errors) == ["when_value_0"]


def test_a_constraint_with_its_message(water):
    row = water.edit(
        "minutes",
        must_operator_0="at_least",
        must_value_0="0",
        must_operator_1="at_most",
        must_value_1="600",
        constraint_message_0="Entre 0 et 600.",
    )
    assert (row["constraint"], row[f"constraint_message::{FRENCH}"]) == (
        ". >= 0 and . <= 600",
        "Entre 0 et 600.",
    )


def test_a_constraint_that_compares_with_another_question(water):
    water.add("integer", "Dont à pied ?", name="walking")
    row = water.edit("walking", must_operator_0="at_most", must_other_0="minutes")
    assert row["constraint"] == ". <= ${minutes}"


def test_an_expression_beyond_sentences_is_shown_and_kept(water, amina):

    def brought(row):
        return (
            {**row, "relevant": "if(${source} = 'un_puits', 1, 0) = 1"} if row["name"] == "minutes" else row
        )

    change_definition(
        version=water.version, change=lambda d: mapped(d, "survey", brought), what="t", by=amina
    )
    page = water.client.get(water.address("question_edit", water.index("minutes")))
    assert page.context["form"].when.kept == "if(${source} = 'un_puits', 1, 0) = 1"
    row = water.edit("minutes", label_0="Autres mots")
    assert (row["relevant"], row[f"label::{FRENCH}"]) == (
        "if(${source} = 'un_puits', 1, 0) = 1",
        "Autres mots",
    )
    row = water.edit("minutes", when_replace="on", when_question_0="source", when_operator_0="answered")
    assert row["relevant"] == "${source} != ''"


def test_a_new_name_is_followed_where_it_is_used(water):
    water.edit("minutes", when_question_0="source", when_operator_0="is", when_value_0="un_puits")
    water.edit("source", name="origin")
    assert water.row("minutes")["relevant"] == "${origin} = 'un_puits'"


@pytest.mark.parametrize("name", ["âge", "2e", "a b", "minutes"])
def test_a_bad_or_taken_name_is_refused(water, name):
    answer = water.edit("source", name=name)
    assert list(answer.context["form"].errors) == ["name"]


def test_a_cascade_follows_the_answer_above(builder):
    builder.add("select_one", "Province ?", name="province", choice_0_0="Zagora", choice_1_0="Tinghir")
    builder.add(
        "select_one", "Commune ?", name="commune", choice_0_0="A", choice_1_0="B", depends_on="province"
    )
    assert builder.row("commune")["choice_filter"] == "province = ${province}"
    builder.edit("commune", choice_parent_0="zagora", choice_parent_1="tinghir")
    assert [row.get("province") for row in builder.version.definition["choices"][2:]] == ["zagora", "tinghir"]
    assert builder.fresh().findings == []


@pytest.mark.parametrize(
    ("fields", "expression"),
    [
        ({"shape": "sum", "part_0": "a", "part_1": "b"}, "coalesce(${a}, 0) + coalesce(${b}, 0)"),
        ({"shape": "share", "part_0": "a", "part_1": "b"}, "round(100 * ${a} div ${b}, 1)"),
        ({"shape": "written", "expression": "${a} mod 2"}, "${a} mod 2"),
    ],
)
def test_a_computed_value_by_a_simple_form_comes_back(builder, fields, expression):
    builder.add("integer", "A", name="a")
    builder.add("integer", "B", name="b")
    builder.add("calculate", "", name="c", **fields)
    assert builder.row("c")["calculation"] == expression
    form = builder.client.get(builder.address("question_edit", builder.index("c"))).context["form"]
    assert {name: form[name].value() for name in fields} == fields


def test_a_computed_value_without_its_questions_is_refused(builder):
    errors = builder.add("calculate", "", name="c", shape="difference")
    assert list(errors) == ["part_0"]
    assert builder.names() == []


def test_groups_open_and_close_and_questions_go_in_and_out(water):
    water.add("begin_repeat", "Chaque élève", name="pupil")
    assert water.names() == ["source", "minutes", "pupil", "pupil"]
    water.press("question_move", "minutes", to="down")
    assert water.names() == ["source", "pupil", "minutes", "pupil"]
    assert water.asked("minutes")["repeat"] == "/data/pupil"
    water.press("question_delete", "pupil", keep="content")
    assert water.names() == ["source", "minutes"]


def test_a_group_moves_whole(water):
    water.add("begin_group", "Groupe", name="g")
    water.press("question_move", "minutes", to="down")
    water.press("question_move", "g", to="up")
    assert water.names() == ["g", "minutes", "g", "source"]


def test_a_question_goes_after_another(water):
    water.add("integer", "Trois", name="third")
    water.press("question_move", "third", to="0")
    assert water.names() == ["source", "third", "minutes"]
    water.press("question_move", "third", to="-1")
    assert water.names() == ["third", "source", "minutes"]


def test_a_question_that_others_use_is_not_deleted(water):
    water.edit("minutes", when_question_0="source", when_operator_0="answered")
    answer = water.press("question_delete", "source")
    assert answer.status_code == 409
    assert water.names() == ["source", "minutes"]


def test_a_deleted_question_takes_its_list_and_undo_brings_both(water):
    water.press("question_delete", "source")
    assert (water.names(), water.version.definition["choices"]) == (["minutes"], [])
    water.client.post(water.address("version_undo"), {"revision": water.fresh().revision})
    assert (water.names(), len(water.version.definition["choices"])) == (["source", "minutes"], 2)


def test_what_is_said_beyond_the_form_follows_the_question(water):
    water.edit("minutes", is_personal="on")
    water.edit("minutes", name="duration")
    assert water.version.questions.get(name="duration").is_personal
    assert not water.version.questions.filter(name="minutes").exists()


def test_each_kind_has_its_page_and_makes_a_sound_form(builder):

    for kind in KINDS.values():
        page = builder.client.get(f"{builder.address('question_create')}?kind={kind.key}")
        assert page.status_code == 200
        extra = {"choice_0_0": "Oui", "choice_1_0": "Non"} if kind.has_choices else {}
        if kind.key == "calculate":
            extra = {"shape": "written", "expression": "1 + 1"}
        if kind.key == "range":
            extra = {"parameters": "start=0 end=10 step=1"}
        builder.add(kind.key, "Mots", name=f"x_{kind.key.lower()}", at="0", **extra)
    errors = [each["code"] for each in builder.fresh().findings if each["severity"] == "error"]
    # Groups begin empty: that is all that is wrong.
    assert set(errors) == {"group_empty"}
    assert len(builder.names()) == len(KINDS) + 2


def test_readers_do_not_build(water, youssef):
    water.client.force_login(youssef)
    before = water.names()
    answer = water.client.post(f"{water.address('question_create')}?kind=integer", {"label_0": "Non"})
    assert (answer.status_code, water.names()) == (409, before)


def test_strangers_find_no_questionnaire(water, salma):
    water.client.force_login(salma)
    assert water.client.get(water.address("version_show")).status_code == 404
    assert water.client.get(water.address("question_edit", 0)).status_code == 404


def test_the_page_costs_the_same_for_two_questions_and_five(water, django_assert_num_queries):

    page = water.address("version_show")
    with CaptureQueriesContext(connection) as two:
        water.client.get(page)
    n_queries = len(two)
    for n in range(3):
        water.add("integer", f"Question {n}")
    with django_assert_num_queries(n_queries):
        water.client.get(page)
