import pytest
from django.db import DatabaseError, connection, transaction

from miqyas_web.foundation import audit
from miqyas_web.foundation.models import AuditEvent


def record(verb, target, by):
    with transaction.atomic():
        return audit.record(verb, target=target, by=by, organisation=target, reason="test")


def test_events_follow_one_another_by_hash(tifawin, amina):
    first = record("organisation_named", tifawin, amina)
    second = record("organisation_renamed", tifawin, amina)
    assert (first.position, first.previous_hash) == (1, "0" * 64)
    assert (second.position, second.previous_hash) == (2, first.hash)
    assert list(audit.broken_links()) == []


def test_an_event_read_again_has_the_same_hash(tifawin, amina):
    event = record("organisation_named", tifawin, amina)
    assert audit.event_hash(AuditEvent.objects.get(pk=event.pk)) == event.hash


def test_recording_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(RuntimeError, match="inside the transaction"):
        audit.record("x", target=AuditEvent(pk=1), by=None)


@pytest.mark.parametrize(
    "statement", ["UPDATE foundation_auditevent SET verb = 'x'", "DELETE FROM foundation_auditevent"]
)
def test_the_database_refuses_to_rewrite_the_log(tifawin, amina, statement):
    record("organisation_named", tifawin, amina)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEvent.objects.get().verb == "organisation_named"


def test_a_row_changed_behind_our_back_is_named(tifawin, amina):
    record("organisation_named", tifawin, amina)
    record("organisation_renamed", tifawin, amina)
    on_table = " ON foundation_auditevent" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER audit_no_UPDATE{on_table}")
        cursor.execute("UPDATE foundation_auditevent SET person_name = 'Nobody' WHERE position = 1")
    assert list(audit.broken_links()) == [(1, "was changed after it was written")]


def test_rows_cut_at_the_end_are_noticed(tifawin, amina):
    record("organisation_named", tifawin, amina)
    record("organisation_renamed", tifawin, amina)
    on_table = " ON foundation_auditevent" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER audit_no_DELETE{on_table}")
        cursor.execute("DELETE FROM foundation_auditevent WHERE position = 2")
    assert list(audit.broken_links()) == [(2, "rows are missing at the end")]
