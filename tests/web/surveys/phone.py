"""A phone that posts answers, over HTTP."""

import http.client
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Told:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(method: str, url: str, body: bytes = b"", content_type: str = "") -> Told:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, body or None, {"Content-Type": content_type} if body else {})
        answer = connection.getresponse()
        return Told(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def post(base: str, xml: bytes, *files: tuple[str, bytes], more_to_come: bool = False) -> Told:
    """One post of an answer, as ODK Collect makes it."""
    parts = [
        ("xml_submission_file", "submission.xml", xml),
        *((name, name, content) for name, content in files),
    ]
    boundary = uuid.uuid4().hex
    lines = []
    for name, file_name, content in parts:
        lines += [
            f"--{boundary}".encode(),
            f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"'.encode(),
            b"Content-Type: application/octet-stream",
            b"",
            content,
        ]
    if more_to_come:
        lines += [
            f"--{boundary}".encode(),
            b'Content-Disposition: form-data; name="*isIncomplete*"',
            b"",
            b"yes",
        ]
    lines += [f"--{boundary}--".encode(), b""]
    return ask(
        "POST",
        f"{base}/submission?deviceID=collect:essai",
        b"\r\n".join(lines),
        f"multipart/form-data; boundary={boundary}",
    )
