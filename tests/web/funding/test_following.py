"""Reports asked in proportion, reminders, disputes, lessons, the close, the step of an initiative."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation import clock, daily, jobs
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.actions import claims, closing, disputes, lessons, payments, reminding, reports
from miqyas_web.funding.enums import CallState, DisputeState, GrantState, PayRule
from miqyas_web.funding.models import Grant, GrantReport, Reminder
from miqyas_web.funding.queries.closing import balance_of
from miqyas_web.funding.queries.following import grants_received, lessons_found
from miqyas_web.funding.rules.reporting import Reporting, moment_due, reporting_of
from tests import web_cast
from tests.web.funding import situations
from tests.web.funding import situations_following as along

pytestmark = pytest.mark.django_db
LESSON = {
    "kind": "worked", "text": "Former le comité avant de forer.", "changed": "", "indicator": None,
    "evidence": None, "is_public": False,
}  # fmt: skip
ANSWERS = {"done": "Fait.", "changed": "72 %.", "learnt": "Former avant."}


@pytest.fixture
def grant(amina, tifawin):
    return along.an_active_grant(amina, tifawin)


@pytest.fixture
def hajar(grant):
    return situations.lead_of(grant.organisation)


def all_reported(grant, amina, hajar):
    for report in grant.reports.all():
        reports.send_report(report=report, answers=ANSWERS, by=amina)
        reports.answer_report(report=report, is_accepted=True, answer="", by=hajar)


def a_paid_start(grant, amina, hajar):
    """80,000 dirhams paid on the first report."""
    all_reported(grant, amina, hajar)
    payment = payments.propose_payment(
        milestone=grant.milestones.get(rule=PayRule.FIXED), measurement=None, by=hajar
    )
    payments.settle_payment(payment=payment, is_approved=True, reason="", by=hajar)
    return payments.pay(payment=payment, paid_on=clock.today(), bank_reference="", by=hajar)


# Reports


def test_a_call_says_from_which_amounts_more_is_asked(client):
    call = situations.a_call(state=CallState.DRAFT, moment="before")
    hajar = situations.lead_of(call.organisation)
    page = reverse("funding:reporting_edit", args=[call.pk])
    client.force_login(hajar)
    assert client.get(page).status_code == 200
    assert client.post(page, {"few_mad": "300000", "more_mad": "200000"}).status_code == 422
    assert client.post(page, {"few_mad": "250000", "more_mad": "900000"}).status_code == 302
    call.refresh_from_db()
    rule = reporting_of(call.reporting)
    assert rule == Reporting(Decimal(250_000), Decimal(900_000))
    assert [len(rule.questions(Decimal(amount))) for amount in (200_000, 300_000, 900_000)] == [2, 3, 5]
    assert "250000" in client.get(reverse("funding:call_show", args=[call.pk])).content.decode()
    call.state, call.published_at, call.budget_mad = CallState.PUBLISHED, clock.now(), Decimal(1)
    call.save()
    assert client.post(page, {"few_mad": "1", "more_mad": "2"}).status_code == 409


def test_a_small_grant_owes_the_last_report_alone_by_the_rule_of_its_call(amina, tifawin):
    small = along.an_active_grant(amina, tifawin, reporting={"few_mad": "300000", "more_mad": "500000"})
    owed = small.reports.order_by("due_on")
    # The first milestone is paid on its report; the measured one is not.
    assert [each.milestone.title if each.milestone else None for each in owed] == ["Démarrage", None]


def test_a_sent_report_is_on_the_desk_of_who_runs_the_grant(grant, amina, hajar, client):
    page = reverse("funding:grant_show", args=[grant.pk])
    client.force_login(hajar)
    assert page not in client.get(reverse("portal:desk_show")).content.decode()
    report = grant.reports.get(milestone__rule=PayRule.FIXED)
    reports.send_report(report=report, answers=ANSWERS, by=amina)
    assert page in client.get(reverse("portal:desk_show")).content.decode()


# Reminders


@pytest.mark.parametrize(
    ("days", "moment"),
    [(-31, None), (-30, -30), (-8, -30), (-7, -7), (0, -7), (1, 1), (14, 1), (15, 15), (85, 85), (86, None)],
)
def test_the_moment_of_a_reminder(days, moment):
    due = date(2026, 6, 1)
    assert moment_due(due, due + timedelta(days=days)) == moment


def test_reminders_leave_once_in_the_language_of_each(
    grant, amina, tifawin, django_capture_on_commit_callbacks
):
    web_cast.member("Nour", tifawin, language="ar")
    web_cast.member("Lecteur", tifawin, role=Role.READER)
    report = grant.reports.get(milestone__rule=PayRule.FIXED)
    today = report.due_on - timedelta(days=6)
    with django_capture_on_commit_callbacks(execute=True):
        assert reminding.remind(site="https://m.ma", today=today) == 1
        assert reminding.remind(site="https://m.ma", today=today) == 0
    letters = {each.to[0]: each for each in mail.outbox}
    assert sorted(letters) == ["amina@example.ma", "nour@example.ma"]
    assert "تقرير" in letters["nour@example.ma"].subject
    assert "1 décembre 2026" in letters["amina@example.ma"].body
    assert f"https://m.ma/funding/grants/{grant.pk}/reports/{report.pk}/" in letters["nour@example.ma"].body
    assert Reminder.objects.get().n_letters == 2
    # Two months of silence, then one letter, not four; sent, nobody is reminded.
    late = report.due_on + timedelta(days=32)
    assert reminding.remind(site="", today=late) == 1
    assert Reminder.objects.order_by("-pk")[0].moment == 29
    reports.send_report(report=report, answers=ANSWERS, by=amina)
    assert reminding.remind(site="", today=late + timedelta(days=20)) == 0


def test_the_worker_reminds_once_even_killed_between_two_reports(
    amina, tifawin, monkeypatch, settings, django_capture_on_commit_callbacks
):
    """The power goes after the first letter: the job is taken again, the second leaves, the first not twice."""
    settings.SITE = "https://m.ma"
    monkeypatch.setattr(jobs, "_beat", lambda pk, stop: None)
    funder = situations.a_funder()
    for number in (1, 2):
        along.an_active_grant(amina, tifawin, reference=f"G-{number}", funder=funder)
    GrantReport.objects.filter(milestone__rule=PayRule.FIXED).update(due_on=clock.today() + timedelta(days=5))
    GrantReport.objects.exclude(milestone__rule=PayRule.FIXED).delete()
    morning = clock.now().replace(hour=11)
    monkeypatch.setattr(clock, "now", lambda: morning)
    write, written = reminding._send, []

    def cut(report, *facts):
        if written:
            raise KeyboardInterrupt
        written.append(report.pk)
        write(report, *facts)

    with django_capture_on_commit_callbacks(execute=True):
        assert daily.ask_due() == 1
        monkeypatch.setattr(reminding, "_send", cut)
        with pytest.raises(KeyboardInterrupt):
            jobs.run(jobs.claim())
    assert Reminder.objects.count() == 1
    monkeypatch.setattr(reminding, "_send", write)
    monkeypatch.setattr(clock, "now", lambda: morning + timedelta(minutes=2))
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run(jobs.claim())
        assert jobs.claim() is None
        assert daily.ask_due() == 0
    assert sorted(Reminder.objects.values_list("report__grant__reference", flat=True)) == ["G-1", "G-2"]
    told = [next(ref for ref in ("G-1", "G-2") if ref in letter.subject) for letter in mail.outbox]
    assert sorted(told) == ["G-1", "G-2"]
    assert all(f"{settings.SITE}/funding/grants/" in letter.body for letter in mail.outbox)


def test_the_command_reminds(grant, capsys):
    grant.reports.filter(milestone__rule=PayRule.FIXED).update(due_on=clock.today() + timedelta(days=3))
    call_command("remind_grants", site="https://m.ma/")
    call_command("remind_grants", site="https://m.ma/")
    assert capsys.readouterr().out.splitlines() == ["1 report(s) reminded.", "0 report(s) reminded."]
    assert AuditEvent.objects.filter(verb="grant_report_reminded").count() == 1


# Disputes


def test_a_payment_is_contested_and_answered_by_someone_else(grant, amina, hajar, client):
    payment = a_paid_start(grant, amina, hajar)
    with pytest.raises(Refused):
        disputes.contest_payment(payment=payment, text="Trop peu.", by=hajar)
    with pytest.raises(Unfit):
        disputes.contest_payment(payment=payment, text=" ", by=amina)
    client.force_login(amina)
    client.post(reverse("funding:payment_contest", args=[grant.pk, payment.pk]), {"answer": "Trop peu."})
    dispute = payment.disputes.get()
    with pytest.raises(Refused):
        disputes.contest_payment(payment=payment, text="Encore.", by=amina)
    with pytest.raises(Refused):
        disputes.answer_dispute(dispute=dispute, to="kept", answer="Non.", by=hajar)
    other = web_cast.member("Rim", grant.organisation)
    with pytest.raises(Unfit):
        disputes.answer_dispute(dispute=dispute, to="kept", answer="", by=other)
    client.force_login(other)
    answer = reverse("funding:dispute_answer", args=[grant.pk, dispute.pk])
    assert client.post(answer, {"to": "kept", "answer": "La règle est celle de l'accord."}).status_code == 302
    dispute.refresh_from_db()
    assert dispute.state == DisputeState.KEPT
    page = client.get(reverse("funding:grant_show", args=[grant.pk])).content.decode()
    assert "Trop peu." in page
    verbs = AuditEvent.objects.filter(target_kind="funding.dispute").order_by("position")
    assert [each.verb for each in verbs] == ["payment_contested", "dispute_answered"]


# Without a figure


def test_without_a_figure_one_person_proposes_and_another_approves(grant, amina, hajar, client):
    promise = grant.milestones.get(rule=PayRule.THRESHOLD)
    fixed = grant.milestones.get(rule=PayRule.FIXED)
    why = "Route coupée : l'enquête n'a pas pu se faire."
    propose = payments.propose_without_figure
    for amount, reason in ((Decimal(0), why), (Decimal(120_001), why), (Decimal(10), " ")):
        with pytest.raises(Unfit):
            propose(milestone=promise, amount_mad=amount, reason=reason, by=hajar)
    for milestone, by in ((fixed, hajar), (promise, amina)):
        with pytest.raises(Refused):
            propose(milestone=milestone, amount_mad=Decimal(10), reason=why, by=by)
    client.force_login(hajar)
    page = reverse("funding:payment_decide", args=[grant.pk, promise.pk])
    assert client.post(page, {"amount_mad": "60000"}).status_code == 422
    assert client.post(page, {"amount_mad": "60 000", "answer": why}).status_code == 302
    payment = promise.payments.get()
    assert (payment.amount_mad, payment.measurement, payment.computed["without_figure"]) == (
        60_000,
        None,
        True,
    )
    with pytest.raises(Refused):
        payments.settle_payment(payment=payment, is_approved=True, reason="", by=hajar)
    other = web_cast.member("Rim", grant.organisation)
    payments.settle_payment(payment=payment, is_approved=True, reason="", by=other)
    payments.pay(payment=payment, paid_on=clock.today(), bank_reference="", by=hajar)
    # A figure that comes later pays the difference.
    measure = along.a_measure(promise.indicator, 70, half=3, by=amina, day=clock.today())
    second = payments.propose_payment(milestone=promise, measurement=measure, by=hajar)
    assert (second.amount_mad, second.adjusts) == (60_000, payment)


# The close


def test_what_was_paid_and_not_spent_is_returned_or_left_with_a_reason(grant, amina, hajar, client):
    a_paid_start(grant, amina, hajar)
    claim = along.a_claim(grant, amina, along.an_expense(grant))
    assert len(balance_of(grant).obstacles) == 2
    claims.answer_receipt(receipt=along.receipt_of(claim), to="accepted", answer="", by=hajar)
    lessons.keep_lesson(grant=grant, said=LESSON, by=hajar)
    balance = balance_of(grant)
    assert (balance.unspent_mad, balance.obstacles) == (Decimal("67600.00"), ())
    client.force_login(hajar)
    page = reverse("funding:grant_close", args=[grant.pk])
    assert client.get(page).status_code == 200
    said = {"note": "Le réseau marche.", "returned_mad": "60000", "returned_on": str(clock.today())}
    assert client.post(page, said).status_code == 422
    assert client.post(page, said | {"returned_mad": "70000"}).status_code == 422
    assert client.post(page, said | {"left_because": "Pièces en stock au village."}).status_code == 302
    grant.refresh_from_db()
    assert (grant.state, grant.unspent_mad, grant.returned_mad) == (
        GrantState.CLOSED,
        Decimal("67600.00"),
        Decimal("60000.00"),
    )
    assert "Pièces en stock au village." in client.get(page).content.decode()


def test_a_contributor_of_the_funder_and_the_grantee_do_not_close(grant, amina, hajar):
    driss = web_cast.member("Driss", grant.organisation, role=Role.CONTRIBUTOR)
    all_reported(grant, amina, hajar)
    lessons.keep_lesson(grant=grant, said=LESSON, by=amina)
    for person in (driss, amina):
        with pytest.raises(Refused):
            closing.close_grant(grant=grant, said={"note": "Fini."}, by=person)


# Lessons


def test_a_lesson_is_found_by_words_theme_and_indicator_and_seen_by_whom_it_may(grant, amina, hajar, salma):
    Grant.objects.filter(pk=grant.pk).update(theme="water")
    indicator = grant.milestones.get(rule=PayRule.THRESHOLD).indicator
    own = lessons.keep_lesson(
        grant=grant, said=LESSON | {"indicator": indicator, "is_public": True}, by=amina
    )
    # The grantee does not show its own lessons to all.
    assert own.is_public is False
    asked = {"words": "", "theme": "", "region": "", "indicator": ""}
    assert list(lessons_found(salma, **asked)) == []
    shown = lessons.keep_lesson(
        grant=grant, said=LESSON | {"text": "Pompe à main fragile", "is_public": True}, by=hajar
    )
    assert list(lessons_found(salma, **asked)) == [shown]
    found = lambda **more: [one.pk for one in lessons_found(amina, **asked | more)]  # noqa: E731
    assert found(words="COMITE former") == [own.pk]
    assert found(indicator="desservis") == [own.pk]
    assert found(theme="water") == [shown.pk, own.pk]
    assert found(theme="school") == []
    assert found(region="09") == []


def test_the_pages_of_lessons(grant, amina, salma, client):
    page = reverse("funding:lesson_create", args=[grant.pk])
    client.force_login(salma)
    assert client.get(page).status_code == 404
    client.force_login(amina)
    assert client.post(page, {"kind": "worked", "text": ""}).status_code == 422
    assert (
        client.post(page, {"kind": "failed", "text": "La pompe a cassé.", "changed": ""}).status_code == 302
    )
    assert "La pompe a cassé." in client.get(page).content.decode()
    assert "La pompe a cassé." in client.get(reverse("funding:lesson_list") + "?words=pompe").content.decode()


def test_lessons_are_met_from_a_call_being_written_and_an_application_being_read(grant, hajar, client):
    Grant.objects.filter(pk=grant.pk).update(theme="water")
    lessons.keep_lesson(grant=grant, said=LESSON, by=hajar)
    call = situations.a_call(
        grant.organisation, slug="suite", themes=[{"code": "water", "label": {"fr": "Eau"}}]
    )
    other = situations.a_call(
        grant.organisation, slug="autre", themes=[{"code": "school", "label": {"fr": "École"}}]
    )
    application = situations.a_sent_application(call, theme="water")
    client.force_login(hajar)
    page = reverse("funding:call_lessons", args=[call.pk])
    assert page in client.get(reverse("funding:call_show", args=[call.pk])).content.decode()
    assert LESSON["text"] in client.get(page).content.decode()
    assert LESSON["text"] not in client.get(reverse("funding:call_lessons", args=[other.pk])).content.decode()
    read = client.get(reverse("funding:received_show", args=[application.pk])).content.decode()
    assert reverse("funding:lesson_list") + "?theme=water" in read


# The initiative's page


def test_an_initiative_shows_its_grants_and_what_is_due_next(grant, amina, salma, client):
    shown = grants_received(grant.initiative)
    assert [(one.grant, one.paid_mad, one.next.due_on) for one in shown] == [(grant, 0, date(2026, 12, 1))]
    page = reverse("funding:initiative_grants", args=[grant.initiative_id])
    client.force_login(amina)
    assert "Démarrage" in client.get(page).content.decode()
    assert (
        page
        in client.get(reverse("initiatives:initiative_show", args=[grant.initiative_id])).content.decode()
    )
    client.force_login(salma)
    assert client.get(page).status_code == 404
