"""Indicators: what may be written, what is refused, what a change leaves behind."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from miqyas_web.foundation import audit, slots
from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.indicators import actions, desk, progress
from miqyas_web.indicators.enums import Aggregation, Direction, MeasuredField
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.queries import sheets as queries
from miqyas_web.indicators.rules import Figures, UnfitFigure, check_figures
from miqyas_web.theories.queries import measured_in

pytestmark = pytest.mark.django_db

START, END = date(2024, 10, 1), date(2026, 6, 30)
FIGURES = {
    "baseline_value": Decimal("4.2"),
    "baseline_date": START,
    "target_value": Decimal("2.5"),
    "target_date": END,
}


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("baseline_date", {"baseline_date": None}),
        ("baseline_value", {"baseline_value": None}),
        ("target_date", {"target_date": None}),
        ("target_value", {"target_value": None}),
        ("target_date", {"target_date": START}),
        ("target_date", {"target_date": date(2020, 1, 1)}),
        ("target_value", {"target_value": Decimal("4.2")}),
        ("target_value", {"target_value": Decimal(5)}),
    ],
)
def test_figures_that_contradict_each_other_are_refused_beside_the_field_to_correct(field, changes):
    with pytest.raises(UnfitFigure) as refusal:
        check_figures(Figures(direction=Direction.DECREASE, **FIGURES | changes))
    assert refusal.value.field == field


def test_figures_that_agree_or_are_not_said_yet_are_accepted():
    check_figures(Figures(direction=Direction.DECREASE, **FIGURES))
    check_figures(Figures(direction=Direction.INCREASE, **FIGURES | {"target_value": Decimal(9)}))
    check_figures(Figures(direction=Direction.MAINTAIN, **FIGURES | {"target_value": Decimal("4.2")}))
    check_figures(Figures(direction=Direction.INCREASE))


def test_an_indicator_is_written_once_with_its_trace(write, amina, attendance):
    indicator = write(**FIGURES)
    event = AuditEvent.objects.get()
    assert (event.verb, event.person_id, event.facts["node"]) == ("indicator_created", amina.pk, "att")
    assert (indicator.created_by, indicator.node, indicator.target_value) == (
        amina,
        attendance,
        Decimal("2.5"),
    )


def test_a_reader_may_not_write(write, youssef):
    with pytest.raises(Refused):
        write(by=youssef)
    assert (Indicator.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_a_refused_figure_writes_nothing(write):
    with pytest.raises(UnfitFigure):
        write(**FIGURES | {"target_value": Decimal(9)})
    assert (Indicator.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_a_changed_target_is_kept_before_and_after_and_told(write, amina):
    indicator = write(**FIGURES)
    actions.edit_indicator(
        indicator=indicator, sheet={"target_value": Decimal("3.50"), "name": "Absences"}, by=amina
    )
    event = AuditEvent.objects.get(verb="indicator_edited")
    assert event.facts["before"] == {"name": "Jours d’absence par élève", "target_value": "2.5"}
    assert event.facts["after"] == {"name": "Absences", "target_value": "3.5"}
    (change,) = queries.changes_of(indicator)
    assert (change.field, change.before, change.after, change.by) == (
        MeasuredField.TARGET_VALUE,
        "2.5",
        "3.5",
        "Amina",
    )


def test_saving_without_a_change_leaves_no_trace(write, amina):
    indicator = write(**FIGURES)
    actions.edit_indicator(indicator=indicator, sheet={"target_value": Decimal("2.5000")}, by=amina)
    assert not AuditEvent.objects.filter(verb="indicator_edited").exists()


def test_an_indicator_cannot_move_to_the_theory_of_others(write, amina, salma):
    from miqyas_web.initiatives.models import Initiative
    from miqyas_web.theories.models import Node, Theory

    hers = Initiative.objects.create(
        organisation=salma.memberships.get().organisation, title="X", created_by=salma
    )
    foreign = Node.objects.create(
        theory=Theory.objects.create(initiative=hers), level="outcome", title="À elle"
    )
    indicator = write()
    with pytest.raises(Refused):
        actions.edit_indicator(indicator=indicator, sheet={"node": foreign}, by=amina)
    indicator.refresh_from_db()
    assert indicator.node.key == "att"


def test_deleting_leaves_the_trace_and_the_chain_holds(write, amina):
    actions.delete_indicator(indicator=write(), by=amina)
    assert Indicator.objects.count() == 0
    assert list(AuditEvent.objects.values_list("verb", flat=True)) == [
        "indicator_created",
        "indicator_deleted",
    ]
    assert list(audit.broken_links()) == []


def test_an_indicator_that_a_study_uses_stays(write, amina, initiative, theory, attendance, learning):
    from miqyas_web.datasets.models import Dataset, DatasetVersion
    from miqyas_web.studies.models import Study
    from miqyas_web.theories.models import Link

    indicator = write()
    version = DatasetVersion.objects.create(
        dataset=Dataset.objects.create(initiative=initiative, title="D"),
        number=1, sha256="0" * 64, n_rows=1, n_columns=1, n_bytes=1, origin_name="d", origin_sha256="0" * 64,
        frozen_by=amina,
    )  # fmt: skip
    Study.objects.create(
        initiative=initiative, link=Link.objects.create(theory=theory, source=attendance, target=learning),
        indicator=indicator, dataset=version, title="Étude du transport", question="?",
        design="cluster_randomised", outcome="y", treatment="d", created_by=amina,
    )  # fmt: skip
    with pytest.raises(Refused, match="Étude du transport"):
        actions.delete_indicator(indicator=indicator, by=amina)
    assert Indicator.objects.count() == 1
    assert not AuditEvent.objects.filter(verb="indicator_deleted").exists()


def test_the_theory_learns_what_is_measured(write, theory, learning):
    assert measured_in(theory) == frozenset()
    write()
    assert measured_in(theory) == frozenset({"att"})
    assert queries.measured_nodes in slots.items("measured_nodes")


def test_outcomes_without_an_indicator_come_apart(write, initiative, learning):
    write()
    measures = queries.measures_of(initiative)
    assert measures.unmeasured_outcomes == [learning]
    assert [(node.key, len(indicators)) for node, indicators in measures.measured] == [("att", 1)]


def test_the_step_says_how_far_it_is(write, initiative, amina, learning):
    assert progress.indicators_state(initiative, amina).status == "empty"
    write()
    assert progress.indicators_state(initiative, amina).status == "started"
    write(node=learning)
    with translation.override("en"):
        state = progress.indicators_state(initiative, amina)
        assert (state.status, str(state.summary)) == ("done", "2 indicators")


def test_the_desk_proposes_an_outcome_that_nothing_measures(write, amina, youssef, salma, learning):
    write()
    (action,) = desk.actions_for(amina)
    assert action.href.endswith("?node=learn")
    assert desk.actions_for(youssef) == []
    assert desk.actions_for(salma) == []


@pytest.mark.parametrize("aggregation", Aggregation)
def test_every_aggregation_says_what_it_permits_and_refuses(write, aggregation):
    sheet = queries.sheet_of(write(aggregation=aggregation))
    assert len(sheet.rollups) == 3
    assert all(rollup.is_allowed != bool(rollup.reason) for rollup in sheet.rollups)
    assert sheet.how_it_adds


def test_what_each_aggregation_refuses_is_the_science_s(write):
    refused = {
        aggregation: [
            rollup.is_allowed for rollup in queries.sheet_of(write(aggregation=aggregation)).rollups
        ]
        for aggregation in (
            Aggregation.SUM,
            Aggregation.MEAN,
            Aggregation.DISTINCT_PERSONS,
            Aggregation.LAST_VALUE,
        )
    }
    assert refused == {
        Aggregation.SUM: [True, True, True],
        Aggregation.MEAN: [True, False, False],
        Aggregation.DISTINCT_PERSONS: [False, False, False],
        Aggregation.LAST_VALUE: [False, False, True],
    }


def test_a_complete_sheet_has_no_weakness_and_a_bare_one_several(write):
    bare = queries.sheet_of(write()).weaknesses
    said = {**FIGURES, "source": "Registres", "frequency": "Chaque mois", "collector": "staff"}
    complete = queries.sheet_of(write(**said)).weaknesses
    workshops = queries.sheet_of(write(**said | {"name": "Nombre d’ateliers tenus"})).weaknesses
    assert len(bare) >= 3
    assert complete == []
    assert [(each.lacking, each.text.split(" : ")[0][:38]) for each in workshops] == [
        ("peu pertinent", "Ce nom compte ce que vous livrez (séan")
    ]
