"""Every form that the demonstration's people can reach, filled with nonsense: refused with a page, never an error of ours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from lxml import html

pytestmark = pytest.mark.django_db
PEOPLE = ("karim", "amina", "houda", "meryem")
NONSENSE = ("", "\x00", "٣٤٥", "9" * 400, "' \"><b>")
PUT_ASIDE = re.compile(r"/sign-out/|/language/|^/api/|/static/")


@dataclass(frozen=True)
class Filled:
    """A form as its page holds it: names, and which of them take a file."""

    page: str
    action: str
    method: str
    names: tuple[str, ...]
    files: tuple[str, ...]


def kind(address: str) -> str:
    """Pages of one kind are told apart by their numbers alone."""
    return re.sub(r"\d+(\.\d+)*", "N", urlsplit(address).path)


def pages(client: Client) -> Iterator[tuple[str, html.HtmlElement]]:
    """Pages reached by links from the desk, one of each kind."""
    waiting, seen = ["/desk/"], set()
    while waiting:
        address = waiting.pop(0)
        if kind(address) in seen or PUT_ASIDE.search(address):
            continue
        seen.add(kind(address))
        answer = client.get(address)
        read_through(answer)
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        tree = html.fromstring(answer.content)
        yield address, tree
        waiting += [urljoin(address, link) for link in tree.xpath("//a/@href") if link[:1] in "/?."]


def read_through(answer: HttpResponse | StreamingHttpResponse) -> None:
    """A file is closed once it was read; closing the answer itself would close the connection of the test."""
    if answer.streaming:
        b"".join(answer.streaming_content)


def forms_of(address: str, tree: html.HtmlElement) -> Iterator[Filled]:
    for form in tree.xpath("//form"):
        inputs = form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name] | .//button[@name]")
        names = {one.get("name") for one in inputs} - {"csrfmiddlewaretoken"}
        files = {one.get("name") for one in inputs if one.get("type") == "file"}
        action = urljoin(address, form.get("action") or address)
        yield Filled(
            address,
            action,
            (form.get("method") or "get").lower(),
            tuple(sorted(names - files)),
            tuple(sorted(files)),
        )


def answered(client: Client, form: Filled, value: str) -> int:
    """Send it all filled with a value, then undo what it did."""
    told = dict.fromkeys(form.names, value)
    with transaction.atomic():
        if form.method == "get":
            answer = client.get(form.action, told)
        else:
            brought = {name: SimpleUploadedFile("a.xlsx", b"PK\x03\x04 no workbook") for name in form.files}
            answer = client.post(form.action, told | brought)
        read_through(answer)
        transaction.set_rollback(True)
    return answer.status_code


@pytest.mark.parametrize("name", PEOPLE)
def test_nonsense_is_refused_with_a_page(told, name):
    assert told
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get(email=f"{name}@demo.miqyas.ma"))
    found = {
        (kind(form.action), form.names): form
        for address, tree in pages(client)
        for form in forms_of(address, tree)
    }
    assert len(found) > 10
    broken = {
        (form.action, value[:12]): status
        for form in found.values()
        for value in NONSENSE
        if not PUT_ASIDE.search(form.action) and (status := answered(client, form, value)) >= 500
    }
    assert broken == {}
