"""What the tests of imports do again and again."""

from miqyas_web.foundation import jobs
from miqyas_web.surveys.actions import sources
from miqyas_web.surveys.actions.sources import Connection
from tests.web.surveys.situations import answer_xml


def kobo_xml(number, **more):
    return answer_xml(
        form_id="aXYZ123", version="1 (2026-01-05 10:00:00)", instance_id=f"uuid:{number:032d}", **more
    )


def connected(initiative, by, there, **changes):
    said = Connection(**({"kind": "kobo", "address": there.base, "key": there.token} | changes))
    made = sources.connect_source(initiative=initiative, said=said, by=by)
    return sources.choose_form(source=made, ref=there.uid, title="Eau (essai)", by=by)


def run(source, by, **options):
    sources.ask_run(source=source, by=by, **options)
    while job := jobs.claim():
        jobs.run(job)
    source.refresh_from_db()
    return source.runs.latest("pk")
