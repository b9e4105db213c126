"""Rules on people, risks, dimensions, and those of version 2 that read words, in three languages."""

from dataclasses import replace

import pytest
from tests.miqyas.theory.theories import SAID, changed, sound, with_links, with_nodes

from miqyas.theory.graph import Link, Node
from miqyas.theory.impact import Dimensions, Stakeholder
from miqyas.theory.quality import quality
from miqyas.theory.rules.wording import total_promise


def found(theory, rule):
    return [finding for finding in quality(theory).findings if finding.rule == rule]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr", "La pauvreté est éradiquée"),
        ("fr", "Le projet met fin à la déscolarisation"),
        ("fr", "Zéro abandon au collège"),
        ("ar", "القضاء على الأمية في القرية"),
        ("ar", "تضمن التعاونية دخلا لكل أسرة"),
        ("en", "Child labour is eliminated"),
        ("en", "The fund guarantees every income"),
        ("en", "Dropout ends once and for all"),
    ],
)
def test_total_promise_is_found(language, title):
    assert total_promise(title, language)
    assert found(changed(sound(language), "better", title=title), "overclaim")[0].node == "better"


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr", "La pauvreté recule dans la vallée"),
        ("fr", "Des prix garantis par contrat"),
        ("fr", "Les filles finissent le collège"),
        ("ar", "تراجع الأمية في القرية"),
        ("ar", "ولوج النساء إلى الضمان الاجتماعي"),
        ("ar", "تنهي الفتيات الإعدادي"),
        ("en", "Fewer children work in the fields"),
        ("en", "Families rely on a steady price"),
        ("en", "Girls finish lower secondary school"),
    ],
)
def test_change_without_total_promise_is_left_alone(language, title):
    assert total_promise(title, language) is None


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_a_feared_effect_may_be_total(language):
    title = {"fr": "Plus aucun lien entre voisins", "ar": "القضاء على العادات", "en": "Trust is eliminated"}
    feared = changed(sound(language), "control", title=title[language])
    assert not found(feared, "overclaim")


@pytest.mark.parametrize(
    ("language", "assumption"),
    [
        ("fr", "Aucune."), ("fr", "À préciser"), ("fr", "Si tout va bien"), ("fr", "???"),
        ("fr", "Les tisserandes formées vendent plus cher"),
        ("ar", "لا شيء"), ("ar", "إن شاء الله"), ("ar", "تبيع النساجات"),
        ("en", "None"), ("en", "TBD"), ("en", "Weavers trained sell at a higher price"),
    ],
)  # fmt: skip
def test_hollow_assumption_is_found(language, assumption):
    assert found(changed(sound(language), "l2", assumption=assumption), "hollow_assumption")[0].link == "l2"


@pytest.mark.parametrize(
    ("language", "assumption"),
    [
        ("fr", "Les acheteurs acceptent de payer la qualité"),
        ("fr", "Elles viennent"),
        ("ar", "يقبل المشترون ثمن الجودة"),
        ("ar", "الطريق مفتوحة"),
        ("en", "Buyers accept to pay for quality"),
        ("en", "Weavers trained sell at a higher price only in season"),
    ],
)
def test_assumption_that_states_a_condition_is_left_alone(language, assumption):
    assert not found(changed(sound(language), "l2", assumption=assumption), "hollow_assumption")


@pytest.mark.parametrize(
    ("language", "title", "again"),
    [
        ("fr", "Élèves présents au collège", "élèves présents au collège."),
        ("ar", "تلاميذ حاضرون في الإعدادية", "تلاميذ حاضرون في الإعدادية"),
        ("en", "Pupils present at school", "PUPILS present at school"),
    ],
)
def test_same_title_is_found_without_marks_or_case(language, title, again):
    theory = changed(changed(sound(language), "trained", title=title), "price", title=again)
    assert [finding.node for finding in found(theory, "same_title")] == ["price", "trained"]
    assert not found(sound(language), "same_title")


def test_output_may_lead_to_its_outcome_through_another_output():
    chain = with_nodes(
        sound(),
        Node("catalogue", "output", "Catalogue de modèles imprimé"),
        links=(Link("l8", "train", "catalogue", "a"), Link("l9", "catalogue", "trained", "a")),
    )
    assert not found(chain, "output_without_outcome")
    end = replace(chain, links=chain.links[:-1])
    assert [finding.node for finding in found(end, "output_without_outcome")] == ["catalogue"]


def test_outcome_may_lead_to_the_impact_through_another_outcome():
    chain = with_nodes(
        sound(), Node("pride", "outcome", "Elles signent leurs tapis"), links=(Link("l8", "pride", "price"),)
    )
    assert not found(chain, "outcome_without_impact")
    end = replace(chain, links=(*chain.links[:-1], Link("l8", "trained", "pride")))
    assert [finding.node for finding in found(end, "outcome_without_impact")] == ["pride"]
    assert not found(sound(), "outcome_without_impact"), "a feared effect leads nowhere, and rightly so"


@pytest.mark.parametrize(
    ("source", "target", "is_found"),
    [("long", "short", True), ("medium", "short", True), ("short", "short", False), ("short", "long", False),
     ("", "short", False), ("long", "", False)],
)  # fmt: skip
def test_effect_before_its_cause(source, target, is_found):
    theory = changed(changed(sound(), "price", term=source), "control", term=target)
    assert bool(found(theory, "early_effect")) is is_found


def test_dimensions_missing_are_named_in_each_language():
    theory = changed(sound(), "price", dimensions=Dimensions(), groups=())
    text = found(theory, "dimensions_missing")[0].text
    assert "Quoi, Qui, Combien, Contribution" in text["fr"]
    assert "ماذا، من، كم، المساهمة" in text["ar"]
    assert "What, Who, How much, Contribution" in text["en"]


def test_a_goal_says_what_and_a_group_says_who():
    partly = Dimensions(scale="40", depth_without="rien")
    theory = changed(sound(), "price", dimensions=partly, groups=(), sdg=())
    assert "Quoi, Qui" in found(theory, "dimensions_missing")[0].text["fr"]
    assert not found(changed(theory, "price", sdg=("8.5",), groups=("weavers",)), "dimensions_missing")


def test_groups_that_help_need_no_outcome_and_groups_without_role_do():
    bank = Stakeholder("bank", "Banque", "partner")
    helped = replace(sound(), stakeholders=(*sound().stakeholders, bank))
    assert not found(helped, "stakeholder_without_outcome")
    unsaid = replace(sound(), stakeholders=(*sound().stakeholders, replace(bank, role="")))
    assert [f.stakeholder for f in found(unsaid, "stakeholder_without_outcome")] == ["bank"]
    assert found(unsaid, "stakeholder_without_outcome")[0].points_lost == pytest.approx(2 / 3)


def test_a_low_risk_may_be_borne_and_an_unjudged_one_may_not():
    low = changed(sound(), "r1", likelihood="low", consequence="low", mitigation="")
    assert not found(low, "risk_without_mitigation")
    unjudged = changed(sound(), "r1", likelihood="", mitigation="")
    assert found(unjudged, "risk_without_mitigation")[0].risk == "r1"
    assert found(unjudged, "risk_not_judged")[0].risk == "r1"


@pytest.mark.parametrize("confidence", ["low", "medium", "high"])
def test_any_confidence_said_is_worth_the_same(confidence):
    assert not found(changed(sound(), "l2", confidence=confidence), "confidence_not_said")
    assert found(changed(sound(), "l2", confidence="unknown"), "confidence_not_said")[0].link == "l2"


def test_dimensions_are_asked_of_what_is_sought_only():
    assert sound().node("control").dimensions == Dimensions()
    assert not found(with_links(sound()), "dimensions_missing")
    assert SAID.said == {"what", "who", "how_much", "contribution"}
