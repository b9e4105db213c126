"""The exchange of a phone with the real server, replayed whole; and what only several connections at once can show."""

import http.client
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from tests.web.surveys import forms, phone
from tests.web.surveys.server import furnished
from tests.web.surveys.situations import PNG, answer_xml, fresh_id


@pytest.fixture(scope="module")
def server(tmp_path_factory, shared_data):
    with furnished(tmp_path_factory.mktemp("exchange"), "small", "menage", "250q") as furnished_server:
        furnished_server.start()
        yield furnished_server


@pytest.mark.reference
@pytest.mark.parametrize(
    ("files", "least_points"),
    [(("menage-submission.xml", "photo.png"), 77), (("submission-250q.xml",), 67)],
    ids=["menage", "250 questions"],
)
def test_exchange_of_odk_collect_holds_on_every_point(server, files, least_points):
    words = [str(forms.collect(name)) for name in ("collect_exchange.py",)]
    words += [server.phone, *(str(forms.collect(name)) for name in files)]
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    breaches = [line for line in done.stdout.splitlines() if line.startswith("BREACH")]
    assert breaches == []
    assert done.returncode == 0, done.stdout + done.stderr
    n_points = int(done.stdout.splitlines()[-1].split()[0])
    assert n_points >= least_points


def test_identical_posts_at_once_make_one_row_and_one_file(server):
    xml = answer_xml(instance_id="uuid:together", photo="a.png")
    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(lambda _: phone.post(server.phone, xml, ("a.png", PNG)), range(12)))
    assert [each.status for each in told] == [201] * 12
    where = "surveys_submission WHERE instance_id = 'uuid:together'"
    assert server.rows(f"SELECT count(*) FROM {where}") == [(1,)]
    assert server.rows(
        f"SELECT count(*) FROM surveys_attachment WHERE submission_id IN (SELECT id FROM {where})"
    ) == [(1,)]


def test_two_contents_at_once_under_one_identifier_leave_one(server):
    contents = [answer_xml(instance_id="uuid:rivals", chef=f"Personne {n}") for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        statuses = [each.status for each in pool.map(lambda xml: phone.post(server.phone, xml), contents)]
    assert sorted(statuses) == [201] + [409] * 7


def test_corrections_at_once_leave_one(server):
    phone.post(server.phone, answer_xml(instance_id="uuid:corrected"))
    corrections = [answer_xml(deprecated_id="uuid:corrected", chef=f"Personne {n}") for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        statuses = [each.status for each in pool.map(lambda xml: phone.post(server.phone, xml), corrections)]
    assert sorted(statuses) == [201] + [409] * 7


def test_good_and_bad_at_once_each_get_their_own_answer_and_the_chain_holds(server):
    good = [answer_xml(instance_id=fresh_id()) for _ in range(24)]
    bad = [answer_xml(deprecated_id="uuid:nobody") for _ in range(8)]
    with ThreadPoolExecutor(16) as pool:
        statuses = [each.status for each in pool.map(lambda xml: phone.post(server.phone, xml), good + bad)]
    assert statuses == [201] * 24 + [404] * 8
    assert "holds" in server.run("-m", "miqyas_web.config.manage", "audit").lower()


def test_chunked_body_past_the_bound_is_refused_as_too_large(server):
    def pieces():
        for _ in range(106):
            yield b"x" * 1_000_000

    parts = urlsplit(server.phone)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    connection.request("POST", f"{parts.path}/submission", pieces(), headers, encode_chunked=True)
    answer = connection.getresponse()
    assert answer.status == 413
    assert b"100" in answer.read()
    connection.close()


def test_no_token_is_written_in_the_log(server):
    token = server.addresses["phone"].split("/")[2]
    assert phone.post(server.phone, b"not an answer").status == 400
    assert phone.ask("GET", f"{server.phone}/forms/999/form.xml").status == 404
    log = server.log.read_text(errors="replace")
    assert "/key/…" in log
    assert token not in log
