import logging
import sys

from miqyas_web.foundation.chunked import ChunkedBodies
from miqyas_web.foundation.logs import Discreet


def line(message, *args, exc_info=None):
    return Discreet("%(message)s").format(
        logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, exc_info)
    )


def test_token_of_an_address_is_left_out_of_a_line():
    assert (
        line("Not Found: %s", "/key/secret_-1/projects/3/formList") == "Not Found: /key/…/projects/3/formList"
    )
    assert line("Not Found: /toolbox/key/") == "Not Found: /toolbox/key/"


def test_token_of_an_address_is_left_out_of_a_traceback():
    try:
        int("at /key/secret?x=1")
    except ValueError:
        told = line("failed", exc_info=sys.exc_info())
    assert "secret" not in told
    assert "at /key/…?x=1" in told


class Body:
    def __init__(self, pieces):
        self.pieces = iter(pieces)

    def read(self, size):
        return next(self.pieces, b"")


def through(path, pieces, *, encoding="chunked", most=10):
    seen = {}

    def application(environ, start_response):
        seen.update(environ, body=environ["wsgi.input"].read(100))
        return [b""]

    environ = {"PATH_INFO": path, "HTTP_TRANSFER_ENCODING": encoding, "wsgi.input": Body(pieces)}
    list(ChunkedBodies(application, under="/key/", most_bytes=most)(environ, None))
    return seen.get("CONTENT_LENGTH"), seen["body"]


def test_body_in_chunks_is_given_its_length():
    assert through("/key/t/submission", [b"abc", b"de"], encoding="Chunked") == ("5", b"abcde")


def test_body_in_chunks_is_read_no_further_than_its_bound():
    length, _ = through("/key/t/submission", [b"abcdef"] * 10)
    assert length == "12"


def test_other_bodies_are_left_alone():
    assert through("/accounts/", [b"abc"]) == (None, b"abc")
    assert through("/key/t/submission", [b"abc"], encoding="") == (None, b"abc")
