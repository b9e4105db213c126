"""Servers of our own, as KoboToolbox and ODK Central answer, and sources connected to them."""

import pytest

from miqyas_web.foundation import jobs
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.actions import sources
from miqyas_web.surveys.actions.sources import Connection
from miqyas_web.surveys.elsewhere import server
from tests.web.foundation.outside import serving
from tests.web.surveys import forms
from tests.web.surveys.imports.bringing import connected, kobo_xml
from tests.web.surveys.imports.elsewhere import CentralThere, KoboThere
from tests.web.surveys.situations import PNG, answer_xml


@pytest.fixture(autouse=True)
def calm(settings, monkeypatch):
    """Servers of this machine may be read; nobody waits; the heartbeat stays out of the test's transaction."""
    settings.OUTSIDE_IS_NEAR = True
    monkeypatch.setattr(jobs, "_beat", lambda pk, stop: None)
    waited: list[float] = []
    monkeypatch.setattr(server, "pause", waited.append)
    return waited


@pytest.fixture
def initiative(tifawin, amina):
    return Initiative.objects.create(organisation=tifawin, title="Eau de Tamda", created_by=amina)


@pytest.fixture
def there():
    """A KoboToolbox server with three answers, one with its photo."""
    found = KoboThere(xform=forms.small("1").xform)
    for number in (11, 12, 15):
        found.answers[number] = {"at": f"2026-02-{number}T09:00:00", "xml": kobo_xml(number), "files": {}}
    found.answers[12] |= {"xml": kobo_xml(12, photo="puits.png"), "files": {"puits.png": PNG}}
    with serving(found) as base:
        found.base = base
        yield found


@pytest.fixture
def source(initiative, amina, there):
    return connected(initiative, amina, there)


@pytest.fixture
def central(initiative, amina):
    found = CentralThere(xforms={"1": forms.small("1").xform})
    for number in (1, 2, 3):
        name = f"uuid:c{number}"
        found.answers[name] = {
            "at": f"2026-02-0{number}T09:00:00.000Z",
            "states": [(name, answer_xml(instance_id=name))],
        }
    found.answers["uuid:c2"] |= {
        "states": [("uuid:c2", answer_xml(instance_id="uuid:c2")),
                   ("uuid:c2b", answer_xml(instance_id="uuid:c2b", deprecated_id="uuid:c2", photo="puits.png"))],
        "changed": "2026-02-05T10:00:00.000Z", "files": {"puits.png": PNG, "lost.png": None},
    }  # fmt: skip
    found.answers["uuid:c3"]["review"] = "rejected"
    with serving(found) as base:
        said = Connection("central", base, found.password, account=found.account)
        made = sources.connect_source(initiative=initiative, said=said, by=amina)
        offered = sources.server_at(made).forms()
        assert [(one.ref, one.title) for one in offered] == [("7/eau_essai", "Eau · Eau (essai)")]
        found.source = sources.choose_form(source=made, ref="7/eau_essai", title="Eau", by=amina)
        yield found
