"""ODK Central, through pyodk: projects, forms and their versions, answers with each state they had, files.

pyodk speaks through our own session (`foundation.addresses`): no token on the disk, no silent repeats, no address that
was not checked. Its log would quote what a server answers: it is silenced.
"""

import logging
from collections.abc import Iterator
from functools import partial
from typing import Any

import requests
from django.utils.translation import gettext as _
from pyodk._utils.config import CentralConfig, Config
from pyodk._utils.session import Session
from pyodk.client import Client
from pyodk.errors import PyODKError

from miqyas_web.foundation.addresses import Bounds, NoAnswer, outside
from miqyas_web.surveys.elsewhere.server import (
    UNAUTHORISED,
    AnswerThere,
    FileThere,
    FormThere,
    Page,
    WrongKey,
    asked,
    json_of,
)
from miqyas_web.surveys.envelopes import Envelope

PAGE = 250
FILE_BOUNDS = Bounds(n_bytes=100_000_000)
REJECTED = "rejected"

logging.getLogger("pyodk").setLevel(logging.CRITICAL)


class Central:
    """An ODK Central server, with the account of a person; ``ref`` of a form is "project/xmlFormId"."""

    def __init__(self, address: str, account: str, password: str) -> None:
        config = Config(
            central=CentralConfig(base_url=address.rstrip("/"), username=account, password=password)
        )
        session = Session(config.central.base_url, "v1", account, password, cache_path=None)
        outside(session, bounds=FILE_BOUNDS)
        self.client = Client(config=config, session=session)

    def forms(self) -> list[FormThere]:
        """Published forms of every project the account may read."""
        return [
            FormThere(
                f"{project['id']}/{form['xmlFormId']}",
                f"{project['name']} · {form.get('name') or form['xmlFormId']}",
                form.get("submissions"),
                form.get("version") or "",
            )
            for project in self._json("projects")
            for form in self._json(
                "projects/{project}/forms", project=project["id"], headers={"X-Extended-Metadata": "true"}
            )
            if form.get("publishedAt")
        ]

    def form_id(self, ref: str) -> str:
        """What its answers call the form."""
        return ref.partition("/")[2]

    def xform(self, ref: str, envelope: Envelope) -> bytes:
        """The form as it was in that version; Central writes an empty version as three underscores."""
        return self._get(
            "projects/{project}/forms/{form}/versions/{version}.xml",
            **_of(ref),
            version=envelope.version or "___",
        ).content

    def pages(self, ref: str, since: str) -> Iterator[Page]:
        """Answers that came or changed since. The newest come first there: one that comes meanwhile is met twice."""
        skip, kept = 0, f"__system/submissionDate ge {since} or __system/updatedAt ge {since}"
        while True:
            said = self._json(
                "projects/{project}/forms/{form}.svc/Submissions",
                **_of(ref),
                params={
                    "$top": PAGE,
                    "$skip": skip,
                    "$count": "true",
                    "$select": "__id,__system",
                    **({"$filter": kept} if since else {}),
                },
            )
            rows = said["value"]
            if not rows:
                return
            yield Page([self._answer(ref, row) for row in rows], said.get("@odata.count"))
            skip += len(rows)

    def _answer(self, ref: str, row: dict[str, Any]) -> AnswerThere:
        system, there = row["__system"], {**_of(ref), "answer": row["__id"]}
        return AnswerThere(
            row["__id"],
            max(system.get("updatedAt") or "", system["submissionDate"]),
            partial(self._states, there, is_edited=bool(system.get("edits"))),
            partial(self._files, there) if system.get("attachmentsPresent") else list,
            is_rejected=system.get("reviewState") == REJECTED,
            is_edited=bool(system.get("edits")),
        )

    def _states(self, there: dict[str, Any], *, is_edited: bool) -> list[bytes]:
        answer = "projects/{project}/forms/{form}/submissions/{answer}"
        if not is_edited:
            return [self._get(f"{answer}.xml", **there).content]
        # The newest first there; a correction is taken after what it corrects.
        versions = sorted(self._json(f"{answer}/versions", **there), key=lambda one: one["createdAt"])
        return [
            self._get(f"{answer}/versions/{{state}}.xml", **there, state=one["instanceId"]).content
            for one in versions
        ]

    def _files(self, there: dict[str, Any]) -> list[FileThere]:
        files = "projects/{project}/forms/{form}/submissions/{answer}/attachments"
        return [
            FileThere(one["name"], partial(self._bytes, f"{files}/{{name}}", **there, name=one["name"]))
            for one in self._json(files, **there)
            if one.get("exists")
        ]

    def _bytes(self, address: str, **named: Any) -> bytes:
        return self._get(address, **named).content

    def _json(self, address: str, **named: Any) -> Any:
        return json_of(self._get(address, **named))

    def _get(
        self,
        address: str,
        *,
        headers: dict[str, str] | None = None,
        params: dict[str, Any] | None = None,
        **named: Any,
    ) -> requests.Response:
        where = self.client.session.urlformat(address, **named)
        return asked(lambda: self._sent(where, headers=headers, params=params))

    def _sent(self, where: str, **options: Any) -> requests.Response:
        try:
            response: requests.Response = self.client.get(where, **options)
        except PyODKError as error:
            # Signing in is all pyodk does by itself here; its message would quote the server.
            status = getattr(error.args[-1], "status_code", None)
            if status == UNAUTHORISED:
                raise WrongKey(_("The server does not accept this account or its password.")) from None
            raise NoAnswer(_("Signing in at the server failed. Try again later.")) from None
        return response


def _of(ref: str) -> dict[str, Any]:
    project, _slash, form = ref.partition("/")
    return {"project": project, "form": form}
