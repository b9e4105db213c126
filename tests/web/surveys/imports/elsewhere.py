"""Servers of our own that answer as KoboToolbox and ODK Central publish that they do."""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from tests.web.foundation.outside import say

XML, JSON = "application/xml", "application/json"


@dataclass
class Trouble:
    """What goes wrong next, once each: a status, or a line cut in the middle."""

    waiting: list = field(default_factory=list)

    def meets(self, handler) -> bool:
        if not self.waiting:
            return False
        what = self.waiting.pop(0)
        if what == "cut":
            handler.send_response(200)
            handler.send_header("Content-Length", "100000")
            handler.end_headers()
            handler.wfile.write(b'{"count": 3, "resu')
            handler.wfile.flush()
            handler.close_connection = True
        elif isinstance(what, tuple):
            status, wait = what
            say(handler, b'{"detail": "throttled"}', status=status, Retry_After=str(wait))
        elif what is not None:
            say(handler, b'{"detail": "no"}', status=what)
        else:
            return False
        return True


@dataclass
class KoboThere:
    """Assets, and answers by number: (time, xml, files)."""

    uid: str = "aXYZ123"
    token: str = "0123456789abcdef"
    xform: bytes = b""
    # Rows of each version it keeps, as its published interface says they are.
    versions: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)
    trouble: Trouble = field(default_factory=Trouble)
    # The most it gives in a page, whatever is asked.
    page: int = 1000
    seen: list = field(default_factory=list)
    base: str = ""

    def __call__(self, handler) -> None:
        parts = urlsplit(handler.path)
        self.seen.append(handler.path)
        if handler.headers["Authorization"] != f"Token {self.token}":
            say(handler, b'{"detail": "Invalid token."}', status=401, Content_Type=JSON)
            return
        if self.trouble.meets(handler):
            return
        path, asked = parts.path.removeprefix("/api/v2/assets/"), parse_qs(parts.query)
        if path == "":
            self._json(
                handler,
                {
                    "count": 1,
                    "next": None,
                    "results": [self._asset(), {"uid": "draft", "has_deployment": False}],
                },
            )
        elif path == f"{self.uid}.xml":
            say(handler, self.xform, Content_Type=XML)
        elif (match := re.fullmatch(rf"{self.uid}/versions/(\w+)/", path)) and match[1] in self.versions:
            self._json(handler, {"uid": match[1], "content": self.versions[match[1]]})
        elif path == f"{self.uid}/data.json":
            rows, count = self._found(asked)
            self._json(
                handler,
                {
                    "count": count,
                    "next": None,
                    "previous": None,
                    "results": [self._row(*one) for one in rows],
                },
            )
        elif path == f"{self.uid}/data.xml":
            rows, count = self._found(asked)
            body = b"".join(re.sub(rb"^<\?xml[^>]*>", b"", one["xml"]) for _, one in rows)
            say(
                handler,
                b'<?xml version="1.0" encoding="utf-8"?><root><count>%d</count><next/><previous/><results>%s</results></root>'
                % (count, body),
                Content_Type=XML,
            )
        elif match := re.fullmatch(rf"{self.uid}/data/(\d+)/attachments/(\w+)/", path):
            files = self.answers[int(match[1])]["files"]
            content = list(files.values())[int(match[2])]
            if content is None:
                say(handler, b"{}", status=404)
            else:
                say(handler, content, Content_Type="image/png")
        else:
            say(handler, b'{"detail": "Not found."}', status=404, Content_Type=JSON)

    def _asset(self) -> dict:
        return {
            "uid": self.uid,
            "name": "Eau (essai)",
            "asset_type": "survey",
            "has_deployment": True,
            "deployment__active": True,
            "deployment__submission_count": len(self.answers),
            "deployed_version_id": "vABC",
        }

    def _found(self, asked) -> tuple[list, int]:
        query = json.loads(asked.get("query", ["{}"])[0])
        limit = min(int(asked.get("limit", [100])[0]), self.page)
        found = [(number, one) for number, one in sorted(self.answers.items()) if _holds(query, number, one)]
        return found[:limit], len(found)

    def _row(self, number: int, one: dict) -> dict:
        found = re.search(rb"<instanceID>([^<]*)</instanceID>", one["xml"])
        instance = found[1].decode() if found else ""
        return {
            "_id": number,
            "_uuid": instance.removeprefix("uuid:"),
            "meta/instanceID": instance,
            "_submission_time": one["at"],
            "__version__": "vABC",
            "_attachments": [
                {
                    "id": place,
                    "filename": f"amina/attachments/x/{name}",
                    "media_file_basename": name,
                    "download_url": f"{self.base}/api/v2/assets/{self.uid}/data/{number}/attachments/{place}/",
                }
                for place, name in enumerate(one.get("files", {}))
            ],
        }

    def _json(self, handler, said) -> None:
        say(handler, json.dumps(said).encode(), Content_Type=JSON)


def _holds(query: dict, number: int, one: dict) -> bool:
    ids, times = query.get("_id", {}), query.get("_submission_time", {})
    return (
        number > ids.get("$gt", 0)
        and number <= ids.get("$lte", number)
        and one["at"] >= times.get("$gte", "")
    )


@dataclass
class CentralThere:
    """A project with one form; answers by identifier: their states from the first, files, review."""

    account: str = "amina@example.ma"
    password: str = "argan-2026"
    form: str = "eau_essai"
    xforms: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)
    trouble: Trouble = field(default_factory=Trouble)
    seen: list = field(default_factory=list)
    project = 7
    page = 250

    def __call__(self, handler) -> None:
        parts = urlsplit(handler.path)
        self.seen.append(handler.path)
        if parts.path == "/v1/sessions":
            self._sign_in(handler)
            return
        if handler.headers["Authorization"] != "Bearer central-token":
            say(handler, b'{"code": 401.2}', status=401, Content_Type=JSON)
            return
        if self.trouble.meets(handler):
            return
        path = unquote(parts.path).removeprefix("/v1/projects").strip("/")
        self._said(handler, path, parse_qs(parts.query))

    def _sign_in(self, handler) -> None:
        said = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        if said == {"email": self.account, "password": self.password}:
            say(handler, b'{"token": "central-token"}', Content_Type=JSON)
        else:
            say(handler, b'{"code": 401.2, "message": "secret of the server"}', status=401, Content_Type=JSON)

    def _said(self, handler, path: str, asked: dict) -> None:
        form = f"{self.project}/forms/{self.form}"
        if path == "":
            self._json(handler, [{"id": self.project, "name": "Eau"}])
        elif path == f"{self.project}/forms":
            self._json(
                handler,
                [
                    {
                        "xmlFormId": self.form,
                        "name": "Eau (essai)",
                        "version": "1",
                        "submissions": len(self.answers),
                        "publishedAt": "2026-01-01T00:00:00Z",
                    },
                    {"xmlFormId": "draft", "name": None, "version": "", "publishedAt": None},
                ],
            )
        elif match := re.fullmatch(rf"{form}/versions/(.*)\.xml", path):
            found = self.xforms.get("" if match[1] == "___" else match[1])
            say(handler, found or b"{}", status=200 if found else 404, Content_Type=XML)
        elif path == f"{form}.svc/Submissions":
            self._listed(handler, asked)
        elif match := re.fullmatch(rf"{form}/submissions/([^/]*)/versions", path):
            states = self.answers[match[1]]["states"]
            self._json(
                handler,
                [
                    {"instanceId": name, "createdAt": f"2026-02-0{place}T00:00:00Z"}
                    for place, (name, _) in reversed(list(enumerate(states, start=1)))
                ],
            )
        elif match := re.fullmatch(rf"{form}/submissions/([^/]*)/versions/(.*)\.xml", path):
            say(handler, dict(self.answers[match[1]]["states"])[match[2]], Content_Type=XML)
        elif match := re.fullmatch(rf"{form}/submissions/([^/]*)/attachments", path):
            files = self.answers[match[1]].get("files", {})
            self._json(
                handler, [{"name": name, "exists": content is not None} for name, content in files.items()]
            )
        elif match := re.fullmatch(rf"{form}/submissions/([^/]*)/attachments/(.*)", path):
            say(handler, self.answers[match[1]]["files"][match[2]], Content_Type="image/png")
        elif match := re.fullmatch(rf"{form}/submissions/(.*)\.xml", path):
            say(handler, self.answers[match[1]]["states"][-1][1], Content_Type=XML)
        else:
            say(handler, b'{"code": 404.1}', status=404, Content_Type=JSON)

    def _listed(self, handler, asked: dict) -> None:
        kept = asked.get("$filter", [""])[0]
        since = kept.partition(" ge ")[2].partition(" ")[0]
        rows = sorted(self.answers.items(), key=lambda one: one[1]["at"], reverse=True)
        rows = [(name, one) for name, one in rows if max(one["at"], one.get("changed") or "") >= since]
        skip, top = int(asked["$skip"][0]), min(int(asked["$top"][0]), self.page)
        self._json(
            handler,
            {
                "@odata.count": len(rows),
                "value": [
                    {
                        "__id": name,
                        "__system": {
                            "submissionDate": one["at"],
                            "updatedAt": one.get("changed"),
                            "reviewState": one.get("review"),
                            "attachmentsPresent": sum(
                                content is not None for content in one.get("files", {}).values()
                            ),
                            "edits": len(one["states"]) - 1,
                        },
                    }
                    for name, one in rows[skip : skip + top]
                ],
            },
        )

    def _json(self, handler, said) -> None:
        say(handler, json.dumps(said).encode(), Content_Type=JSON)
