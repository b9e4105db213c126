"""The demonstration space: what it promises, once, and nothing when something fails."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from miqyas_web.accounts.enums import Desk, OrganisationKind
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.rules import DESK_OF_KIND
from miqyas_web.adoption.models import Diagnostic
from miqyas_web.adoption.queries.diagnostics import result_of
from miqyas_web.adoption.queries.together import peers_of
from miqyas_web.datasets.enums import UploadState
from miqyas_web.datasets.models import DatasetVersion, SurveyExtract, Upload
from miqyas_web.evidence.models import Claim
from miqyas_web.foundation import slots
from miqyas_web.foundation.enums import JobState
from miqyas_web.foundation.models import AuditEvent, Job
from miqyas_web.indicators.models import Indicator, Measurement, Portfolio
from miqyas_web.initiatives.models import Initiative
from miqyas_web.portal.demonstration import half_way, people
from miqyas_web.reports.enums import ReportState
from miqyas_web.reports.models import Report
from miqyas_web.studies.enums import StudyState
from miqyas_web.studies.models import Estimation, Study
from miqyas_web.theories.models import Theory

pytestmark = pytest.mark.django_db
KEPT = (
    Person,
    Organisation,
    Initiative,
    Theory,
    Indicator,
    Measurement,
    Portfolio,
    DatasetVersion,
    Upload,
    Study,
    Estimation,
    Claim,
    Report,
)
# Thornton 2008, Table 4 column 1 (other controls): 0.431; ../shared/data/econ/thornton_2008_hiv.json: 0.448 with
# age and result; with the distance too, recomputed by statsmodels in test_estimate_of_the_published_trial.
PUBLISHED = 0.431


def counts():
    return {model.__name__: model.objects.count() for model in KEPT}


def test_demonstration_holds_what_it_promises(told):
    # The extract of the invented questionnaire is frozen once its invented answers are there.
    n_extracts = SurveyExtract.objects.filter(dataset__isnull=False).count()
    assert SurveyExtract.objects.count() == 1
    assert counts() == {
        # Nine who sign in, and three invented readers of a call.
        "Person": 12,
        # Nine with people, a fund, and twenty-four neighbours to be compared with.
        "Organisation": 34,
        # Six with their theories, eight that applied to a call which is decided.
        "Initiative": 14,
        "Theory": 6,
        "Indicator": 15,
        "Measurement": 19,
        "Portfolio": 2,
        "DatasetVersion": 3 + n_extracts,
        "Upload": 4 + n_extracts,
        "Study": 2,
        "Estimation": 1,
        "Claim": 1,
        "Report": 1,
    }
    assert Organisation.objects.filter(is_demonstration=False).count() == 0
    assert {DESK_OF_KIND[OrganisationKind(o.kind)] for o in Organisation.objects.all()} == set(Desk)


def test_everything_invented_says_so():
    for invented in people.ORGANISATIONS:
        assert "(inventé" in invented.name or "(متخيَّلة)" in invented.name
        assert people.DOMAIN == "demo.miqyas.ma"
    assert "(exemple inventé)" in half_way.TITLE


def test_demonstration_prints_its_accounts_and_its_password(told):
    assert told.count("@demo.miqyas.ma") == 9
    assert "safran-argan-atlas" in told


def test_demonstration_asked_twice_changes_nothing(told):
    before, events = counts(), AuditEvent.objects.count()
    call_command("demonstration", stdout=io.StringIO())
    assert counts() == before
    assert AuditEvent.objects.count() == events


def test_demonstration_stands_whole_or_not_at_all():
    def fail(_context):
        raise RuntimeError("a room fails")

    slots.fill("demonstration", key="test", order=99, item=fail)
    try:
        with pytest.raises(RuntimeError, match="a room fails"):
            call_command("demonstration", stdout=io.StringIO())
    finally:
        del slots._slots["demonstration"]["test"]
    assert counts() == dict.fromkeys(counts(), 0)


def test_demonstration_account_can_sign_in(told, client):
    answer = client.post(
        reverse("accounts:person_sign_in"),
        {"email": "amina@demo.miqyas.ma", "password": "safran-argan-atlas"},
    )
    assert (answer.status_code, answer.url) == (302, reverse("portal:desk_show"))
    assert "Dar Taliba" in client.get(answer.url).content.decode()


def test_published_trial_goes_through_the_whole_chain(told):
    estimation = Estimation.objects.get()
    assert estimation.study.state == StudyState.ESTIMATED
    assert estimation.plan.content["data_seen"] is True
    assert abs(estimation.estimate["value"] - PUBLISHED) < estimation.estimate["std_error"]
    assert Job.objects.get(pk=estimation.job_id).state == JobState.DONE
    assert Report.objects.get().state == ReportState.PUBLISHED
    assert set(Claim.objects.get().said) == {"outcome_data", "contamination_rate", "indirectness"}


@pytest.mark.reference
def test_estimate_of_the_published_trial_agrees_with_statsmodels(told, shared_data):
    pandas = pytest.importorskip("pandas")
    sm = pytest.importorskip("statsmodels.api")
    estimation = Estimation.objects.get()
    columns = ["got", "any", "age", "distvct", "hiv2004", "villnum"]
    rows = pandas.read_csv(shared_data / "econ" / "thornton_2008_hiv.csv")[columns].dropna()
    fit = sm.OLS(rows["got"], sm.add_constant(rows[["any", "age", "distvct", "hiv2004"]])).fit(
        cov_type="cluster", cov_kwds={"groups": rows["villnum"]}
    )
    assert estimation.estimate["n"] == len(rows)
    # The file of the package holds single precision; the CSV rounds it again.
    assert estimation.estimate["value"] == pytest.approx(fit.params["any"], abs=1e-5)
    assert estimation.estimate["std_error"] == pytest.approx(fit.bse["any"], abs=1e-4)


def test_half_way_survey_waits_to_be_frozen(told):
    upload = Upload.objects.get(initiative__title=half_way.TITLE)
    assert upload.state == UploadState.READY
    assert upload.profile["n_rows"] == half_way.N_ROWS == 480
    assert [column["name"] for column in upload.profile["columns"] if column["is_personal"]] == [
        "nom_du_chef",
        "telephone",
    ]
    assert half_way.survey_file().read() == half_way.survey_file().read()


def test_a_diagnostic_is_taken_twice_and_compared_with_invented_neighbours(told, settings):
    settings.DEMONSTRATION = True
    taken = Diagnostic.objects.filter(
        completed_by__email="amina@demo.miqyas.ma", organisation__memberships__isnull=False
    )
    taken = taken.distinct()
    last = taken.order_by("-completed_at").first()
    assert taken.count() == 2
    result = result_of(last)
    assert (len(result.priorities), len(result.moves) > 5) == (3, True)
    assert [group.n for group in peers_of(last)] == [25, 14, 14, 14]
    assert Diagnostic.objects.filter(state="open").count() == 1
