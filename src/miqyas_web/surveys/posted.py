"""The answer in the body of a post, when it comes alone: read in one go, for it is what phones send most.

Whatever looks otherwise (files, a flag, a field, an encoding, a preamble) is left to Django's own reader, which costs
ten times as much.
"""

import re

from django.http import HttpRequest, UnreadablePostError

ANSWER = "xml_submission_file"
SHORT_BYTES = 1_000_000
KIND = re.compile(r'multipart/form-data; ?boundary="?([0-9A-Za-z\'()+_,./:=?-]{1,70})"?')
NAMED = re.compile(
    rb'content-disposition: ?form-data; ?name="%s"; ?filename="[^"\r\n]+"' % ANSWER.encode(), re.IGNORECASE
)
SAYS_LITTLE = re.compile(
    rb"content-type:[^\r\n]*|content-length:[ 0-9]*|content-transfer-encoding: ?(?:binary|8bit)",
    re.IGNORECASE,
)


def answer_alone(request: HttpRequest) -> bytes | None:
    """The bytes of the answer when a short post holds nothing else; None when it must be read at length."""
    kind = KIND.fullmatch(request.META.get("CONTENT_TYPE", ""))
    if not kind or int(request.META.get("CONTENT_LENGTH") or 0) > SHORT_BYTES:
        return None
    try:
        return only_part(request.body, b"--" + kind[1].encode())
    except UnreadablePostError:
        return None


def only_part(body: bytes, fence: bytes) -> bytes | None:
    """What stands between two fences, when it is the answer and there are no others."""
    end = body.rfind(b"\r\n" + fence + b"--")
    if end < 0 or not body.startswith(fence + b"\r\n") or body[end:].strip() != fence + b"--":
        return None
    head, _, content = body[len(fence) + 2 : end].partition(b"\r\n\r\n")
    named, *others = sorted(head.split(b"\r\n"), key=lambda line: not NAMED.fullmatch(line))
    is_plain = NAMED.fullmatch(named) and all(map(SAYS_LITTLE.fullmatch, others))
    return content if is_plain and content and fence not in content else None
