"""What was acknowledged is there after the server was killed in the middle of its work: whole, and once."""

import threading
import time

import pytest

from tests.web.surveys import phone
from tests.web.surveys.server import furnished
from tests.web.surveys.situations import PNG, answer_xml, fresh_id

SENDERS = 8
KILLS = 2
SECONDS_BEFORE_A_KILL = 1.5


class Sender(threading.Thread):
    """A phone that sends one answer after another, and sends again what was not acknowledged, as Collect does.

    With a picture or without: answers alone are read and looked up by another way (posted.py).
    """

    def __init__(self, base, *, has_picture):
        super().__init__(daemon=True)
        self.base = base
        self.has_picture = has_picture
        self.acknowledged = {}
        self.n_repeated = 0
        self.is_over = False

    def run(self):
        while not self.is_over:
            instance_id = fresh_id()
            xml = answer_xml(instance_id=instance_id, photo="p.png", chef=f"Personne {instance_id[-6:]}")
            self.send_until_taken(instance_id, xml)

    def files(self, instance_id):
        return [("p.png", PNG + instance_id.encode())] if self.has_picture else []

    def send_until_taken(self, instance_id, xml):
        while not self.is_over:
            try:
                told = phone.post(self.base, xml, *self.files(instance_id))
            except OSError:
                told = None
            except phone.http.client.HTTPException:
                told = None
            if told is not None and told.status == 201:
                self.acknowledged[instance_id] = xml
                return
            self.n_repeated += 1
            time.sleep(0.05)


@pytest.fixture
def server(tmp_path):
    with furnished(tmp_path / "killed", "small") as furnished_server:
        yield furnished_server


@pytest.fixture(autouse=True)
def own_folder(tmp_path):
    (tmp_path / "killed").mkdir()


def test_every_acknowledged_answer_survives_kills_and_none_is_there_twice(server):
    server.start()
    senders = [Sender(server.phone, has_picture=n % 2 == 0) for n in range(SENDERS)]
    for sender in senders:
        sender.start()
    for _ in range(KILLS):
        time.sleep(SECONDS_BEFORE_A_KILL)
        server.kill()
        server.start()
    time.sleep(SECONDS_BEFORE_A_KILL)
    server.kill()
    for sender in senders:
        sender.is_over = True
    for sender in senders:
        sender.join(timeout=60)
    acknowledged = {key: xml for sender in senders for key, xml in sender.acknowledged.items()}
    # Otherwise nothing was shown: answers were taken, and some were cut off.
    assert len(acknowledged) > SENDERS
    assert sum(sender.n_repeated for sender in senders) > 0
    kept = server.rows("SELECT instance_id, xml FROM surveys_submission")
    assert len(kept) == len({instance_id for instance_id, _ in kept})
    assert {key: bytes(xml) for key, xml in kept if key in acknowledged} == acknowledged
    with_picture = [key for sender in senders[::2] for key in sender.acknowledged]
    assert 0 < len(with_picture) < len(acknowledged)
    check_files(server, with_picture)
    assert "The chain holds" in server.run("-m", "miqyas_web.config.manage", "audit")
    check_traces(server)


def check_files(server, acknowledged):
    """Each acknowledged answer has its file, whole on the disk."""
    rows = server.rows(
        "SELECT s.instance_id, a.sha256, a.n_bytes FROM surveys_attachment a "
        "JOIN surveys_submission s ON s.id = a.submission_id"
    )
    assert len(rows) == len({instance_id for instance_id, _, _ in rows})
    assert {instance_id for instance_id, _, _ in rows} >= set(acknowledged)
    for instance_id, sha256, n_bytes in rows:
        content = (server.folder / "attachments" / sha256[:2] / sha256).read_bytes()
        assert (content, len(content)) == (PNG + instance_id.encode(), n_bytes)


def check_traces(server):
    """Each answer is named in the audit log, once as new."""
    told = server.run(
        "-c",
        "import django; django.setup()\n"
        "from miqyas_web.foundation.models import AuditEvent\n"
        "from miqyas_web.surveys.models import Submission\n"
        "events = AuditEvent.objects.filter(verb='answers_received')\n"
        "named = [a['id'] for e in events for a in e.facts['answers'] if a['is_new']]\n"
        "print(sorted(named) == sorted(Submission.objects.values_list('pk', flat=True)), len(named))",
    )
    is_complete, n_named = told.split()
    assert is_complete == "True"
    assert int(n_named) > SENDERS
