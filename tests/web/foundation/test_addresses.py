"""Servers elsewhere: which addresses are read, and how much of what they send."""

import gzip
import socket
import time

import pytest
from django.utils import translation

from miqyas_web.foundation import addresses
from miqyas_web.foundation.addresses import Bounds, NoAnswer, check_address, is_public, outside, places_of
from miqyas_web.foundation.errors import Unfit
from tests.web.foundation.outside import say, serving


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def near(settings):
    """Servers of this machine may be read."""
    settings.OUTSIDE_IS_NEAR = True


@pytest.mark.parametrize(
    "address",
    ["", "kf.kobotoolbox.org", "ftp://server.org/", "file:///etc/passwd", "https://", "https://[::1", "https://a:b/"],
)  # fmt: skip
def test_what_is_no_address_of_a_server_is_refused(address):
    with pytest.raises(Unfit, match="not a whole address"):
        check_address(address)


def test_http_and_names_inside_the_address_are_refused():
    with pytest.raises(Unfit, match="begins with https"):
        check_address("http://kf.kobotoolbox.org/")
    with pytest.raises(Unfit, match="out of the address"):
        check_address("https://amina:secret@kf.kobotoolbox.org/")
    assert check_address(" https://kf.kobotoolbox.org ").hostname == "kf.kobotoolbox.org"


@pytest.mark.parametrize(
    "place",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.5.5", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1"],
)  # fmt: skip
def test_addresses_of_private_networks_are_known_under_every_dress(place):
    assert not is_public(place)


@pytest.mark.parametrize("place", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_addresses_pass(place):
    assert is_public(place)


def test_a_name_that_leads_inside_is_refused_even_beside_a_public_one(monkeypatch):
    both = [(2, 1, 6, "", ("8.8.8.8", 443)), (2, 1, 6, "", ("10.0.0.5", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: both)
    with pytest.raises(Unfit, match="inside a private network"):
        places_of("data.example.org", 443)


def test_the_connection_goes_to_the_place_that_was_checked(near, monkeypatch):
    asked = []
    real = socket.getaddrinfo

    def names(host, *args, **options):
        asked.append(host)
        return real("127.0.0.1", *args, **options)

    with serving(lambda handler: say(handler, handler.headers["Host"].encode())) as there:
        monkeypatch.setattr(addresses.socket, "getaddrinfo", names)
        port = there.rpartition(":")[2]
        answer = outside().get(f"http://data.example.org:{port}/")
    # Resolved by name once; the connection then asks for the number that was checked.
    assert answer.text == f"data.example.org:{port}"
    assert asked.count("data.example.org") == 1


def test_a_server_of_this_machine_is_not_read_unless_the_setting_says_so(settings):
    settings.OUTSIDE_IS_NEAR = False
    with pytest.raises(Unfit, match="leads inside a private network"):
        outside().get("https://127.0.0.1:9/")


def test_a_redirection_is_told_and_not_followed(near):
    seen = []

    def answer(handler):
        seen.append(handler.path)
        say(handler, b"", status=302, Location="https://elsewhere.example.org/login")

    with serving(answer) as there, pytest.raises(NoAnswer, match=r"another server, elsewhere\.example\.org"):
        outside().get(f"{there}/api")
    assert seen == ["/api"]


def test_a_redirection_to_another_page_of_the_same_server_is_told(near):
    def answer(handler):
        say(handler, b"", status=301, Location="/login/")

    with serving(answer) as there, pytest.raises(NoAnswer, match="another page"):
        outside().get(there)


def test_an_answer_that_is_too_big_is_let_go(near):
    bounds = Bounds(n_bytes=1_000_000)
    too_much = serving(lambda handler: say(handler, b"x" * 1_000_001))
    with too_much as there, pytest.raises(NoAnswer, match="more than 1 MB"):
        outside(bounds=bounds).get(there)
    with serving(lambda handler: say(handler, b"x" * 1_000_000)) as there:
        assert len(outside(bounds=bounds).get(there).content) == 1_000_000


def test_an_answer_that_swells_is_let_go(near):
    bomb = gzip.compress(b"0" * 30_000_000)
    assert len(bomb) < 100_000
    swelling = serving(lambda handler: say(handler, bomb, Content_Encoding="gzip"))
    with swelling as there, pytest.raises(NoAnswer, match="more than 1 MB"):
        outside(bounds=Bounds(n_bytes=1_000_000)).get(there)


def test_a_server_that_drips_is_let_go(near):
    def answer(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.02)

    with serving(answer) as there, pytest.raises(NoAnswer, match="too slowly"):
        outside(bounds=Bounds(all_seconds=0.2)).get(there)


def test_a_server_that_says_nothing_is_let_go(near):
    with serving(lambda _handler: time.sleep(1)) as there, pytest.raises(NoAnswer, match="in time"):
        outside(bounds=Bounds(wait_seconds=0.1)).get(there)


def test_headers_that_drip_are_cut(near, monkeypatch):
    def answer(handler):
        for letter in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 60:
            try:
                handler.wfile.write(bytes([letter]))
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.02)

    monkeypatch.setattr(addresses, "DEFAULT_BOUNDS", Bounds(all_seconds=0.2))
    with serving(answer) as there, pytest.raises(NoAnswer, match="was cut"):
        outside().get(there)


def test_a_line_cut_in_the_middle_is_no_answer(near):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half")

    with serving(answer) as there, pytest.raises(NoAnswer, match="cut"):
        outside().get(there)


def test_nobody_at_the_address(near):
    with serving(lambda handler: say(handler, b"")) as there:
        gone = there
    with pytest.raises(NoAnswer, match="nobody answers"):
        outside().get(gone)
