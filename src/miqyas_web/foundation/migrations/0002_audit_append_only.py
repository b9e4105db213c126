"""The database itself refuses to change or delete a row of the audit log."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON foundation_auditevent
       BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END"""
]
POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger AS $$
       BEGIN RAISE EXCEPTION 'The audit log is append-only.'; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON foundation_auditevent
       FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()""",
]


def put_triggers(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for verb in ("UPDATE", "DELETE"):
        for statement in statements:
            schema_editor.execute(statement.format(verb=verb) if "{verb}" in statement else statement)


def take_triggers(apps, schema_editor):
    on_table = " ON foundation_auditevent" if schema_editor.connection.vendor == "postgresql" else ""
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(f"DROP TRIGGER audit_no_{verb}{on_table}")


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]
    operations = [migrations.RunPython(put_triggers, take_triggers)]
