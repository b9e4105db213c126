"""KoboToolbox, through version 2 of its interface: `/api/v2/assets/`.

An answer is asked as the XML the phone sent (`data.xml`), not rebuilt from JSON; the JSON list says its number, its
time and its files. Pages are cut by number (`_id`), so answers that come or go meanwhile shift nothing. The time of an
answer (`_submission_time`) does not move when it is edited (kobotoolbox/kpi#7259): what changed is found by bringing all
again, which costs time and adds nothing twice.
"""

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from lxml import etree

from miqyas_web.foundation.addresses import Bounds, outside
from miqyas_web.surveys.elsewhere.server import (
    Absent,
    AnswerThere,
    FileThere,
    FormThere,
    Page,
    asked,
    json_of,
)
from miqyas_web.surveys.envelopes import Envelope, read_envelope
from miqyas_web.surveys.refusals import Unreadable
from miqyas_web.surveys.science.brought import xform_of_rows

# The most a page may hold since 2025; a server set otherwise gives fewer, and the next page begins after the last.
PAGE = 1000
# Nothing else goes into an address.
VERSION = re.compile(r"v[0-9A-Za-z]{3,40}")
FILE_BOUNDS = Bounds(n_bytes=100_000_000)


class Kobo:
    """A KoboToolbox server, with the token of an account."""

    def __init__(self, address: str, token: str) -> None:
        self.base = address.rstrip("/") + "/"
        self.session = outside(bounds=FILE_BOUNDS)
        self.session.headers["Authorization"] = f"Token {token}"

    def forms(self) -> list[FormThere]:
        """Forms that were deployed, by name."""
        found: list[dict[str, Any]] = []
        address = "api/v2/assets/?q=asset_type:survey&limit=100&format=json"
        while address:
            said = json_of(self._get(address))
            found += said["results"]
            address = self._here(said.get("next") or "")
        return [
            FormThere(
                one["uid"],
                one.get("name") or one["uid"],
                one.get("deployment__submission_count"),
                str(one.get("deployed_version_id") or ""),
            )
            for one in sorted(found, key=lambda one: one.get("name") or "")
            if one.get("has_deployment") or one.get("deployment__active")
        ]

    def form_id(self, ref: str) -> str:
        """What its answers call the form: as a rule its own number, in old projects another word."""
        answers = _answers(self._get(f"api/v2/assets/{ref}/data.xml?limit=1").content)
        return read_envelope(answers[0]).form_id if answers else ref

    def xform(self, ref: str, envelope: Envelope) -> bytes:
        """The form of the version an answer was given to, made again of its rows; that of today when they are gone."""
        own = self._xform_of(ref, version_of(envelope), envelope.form_id)
        return own or self._get(f"api/v2/assets/{ref}.xml").content

    def _xform_of(self, ref: str, version: str, form_id: str) -> bytes | None:
        if not version:
            return None
        try:
            said = json_of(self._get(f"api/v2/assets/{ref}/versions/{version}/?format=json"))
        except Absent:
            return None
        return xform_of_rows(said.get("content") or {}, form_id=form_id)

    def pages(self, ref: str, since: str) -> Iterator[Page]:
        """Answers that came since, by number."""
        last = 0
        while True:
            query = {"_id": {"$gt": last}} | ({"_submission_time": {"$gte": since}} if since else {})
            said = self._data(ref, "json", query, sort={"_id": 1})
            rows: list[dict[str, Any]] = json_of(said)["results"]
            if not rows:
                return
            ids = {"$gt": last, "$lte": rows[-1]["_id"]}
            xml = self._by_id(ref, query | {"_id": ids})
            yield Page([self._answer(ref, row, xml) for row in rows], json_of(said).get("count"))
            last = rows[-1]["_id"]

    def _by_id(self, ref: str, query: dict[str, Any]) -> dict[str, bytes]:
        """The XML of a page, by the identifier of each answer."""
        found: dict[str, bytes] = {}
        for xml in _answers(self._data(ref, "xml", query).content):
            try:
                found[_bare(read_envelope(xml).instance_id)] = xml
            except Unreadable:
                # Without identifier it cannot be told from another: it is asked for alone, and refused alone.
                continue
        return found

    def _answer(self, ref: str, row: dict[str, Any], xml: dict[str, bytes]) -> AnswerThere:
        instance_id = row.get("meta/instanceID") or f"uuid:{row.get('_uuid', '')}"

        def states() -> list[bytes]:
            known = xml.get(_bare(instance_id))
            return [known or self._get(f"api/v2/assets/{ref}/data/{row['_id']}.xml").content]

        return AnswerThere(
            instance_id, row.get("_submission_time", ""), states, partial(self._files, ref, row)
        )

    def _files(self, ref: str, row: dict[str, Any]) -> list[FileThere]:
        files = []
        for one in row.get("_attachments") or ():
            if one.get("is_deleted"):
                continue
            number = one.get("uid") or one.get("id")
            address = self._here(one.get("download_url", "")) or (
                f"api/v2/assets/{ref}/data/{row['_id']}/attachments/{number}/"
            )
            name = one.get("media_file_basename") or PurePosixPath(one.get("filename", "")).name
            files.append(FileThere(name, partial(self._bytes, address)))
        return files

    def _bytes(self, address: str) -> bytes:
        return self._get(address).content

    def _data(self, ref: str, form: str, query: dict[str, Any], **more: Any) -> requests.Response:
        said = {name: json.dumps(one) for name, one in {"query": query, **more}.items()}
        return self._get(f"api/v2/assets/{ref}/data.{form}", params={**said, "limit": PAGE, "start": 0})

    def _get(self, address: str, **options: Any) -> requests.Response:
        return asked(lambda: self.session.get(urljoin(self.base, address), **options))

    def _here(self, address: str) -> str:
        """The address, when it is of this very server: our token goes nowhere else."""
        there, here = urlsplit(address), urlsplit(self.base)
        return address if (there.scheme, there.netloc) == (here.scheme, here.netloc) else ""


def version_of(envelope: Envelope) -> str:
    """What KoboToolbox calls the version of an answer: a hidden question says it, else the root does; empty if neither."""
    said = envelope.root.find("{*}__version__")
    name = (said.text or "").strip() if said is not None else envelope.version
    return name if VERSION.fullmatch(name) else ""


def _answers(xml: bytes) -> list[bytes]:
    """Cut a list of answers into documents: `<root>…<results>` and the answers."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(str(error)) from error
    results = root.find("results")
    inside = root if results is None else results
    return [
        etree.tostring(each, encoding="utf-8", with_tail=False)
        for each in inside
        if isinstance(each.tag, str) and (each.get("id") or each.nsmap.get(None))
    ]


def _bare(instance_id: str) -> str:
    return instance_id.removeprefix("uuid:")
