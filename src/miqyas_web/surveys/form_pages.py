"""The page that fills in a questionnaire: what its script is told, and the files it reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language

from miqyas_web.foundation import shelf
from miqyas_web.surveys.form_words import WORDS, words_by_language
from miqyas_web.surveys.models import FormVersion, Survey
from miqyas_web.surveys.queries.webforms import media_of, names_of_media, xform_of
from miqyas_web.ui import languages
from miqyas_web.ui.middleware import POLICY

# The engine compiles its XPath in WebAssembly; what a person recorded is heard and seen before it leaves.
FORM_POLICY = POLICY.replace(
    "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'; media-src 'self' blob:"
)
# A form of a version never changes: its address holds its hash.
FOR_EVER = "private, max-age=31536000, immutable"
ENGINE = (
    "dist/form.js",
    "dist/form.css",
    "dist/site.css",
    "dist/theme.js",
    "dist/mark.svg",
    "dist/icons.svg",
)


@dataclass(frozen=True, slots=True)
class Place:
    """The addresses of one way to a form: signed in, on trial, or by a web link."""

    page: str
    worker: str
    post: str
    back: str
    # From the hash of a version, and the name of a file, to their address.
    xform: Callable[[str], str]
    media: Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Filler:
    """Who fills in, as far as the form may know; ``owner`` keeps apart what one browser holds for several."""

    owner: str
    name: str = ""
    email: str = ""
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """The answer to correct, and where it and its files are read."""

    instance_id: str
    xml: str
    files: Mapping[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        return {"instanceId": self.instance_id, "xml": self.xml, "files": dict(self.files)}


@dataclass(frozen=True, slots=True)
class Sight:
    """What one page shows: a questionnaire at one version, to whom, at which addresses."""

    survey: Survey
    version: FormVersion
    place: Place
    filler: Filler
    is_test: bool
    correction: Correction | None = None


def form_page(request: HttpRequest, sight: Sight) -> HttpResponse:
    """The page that fills in a form, with the words of the interface in every language."""
    survey = sight.survey
    context: dict[str, Any] = {
        "survey": survey,
        "organisation": survey.initiative.organisation,
        "consents": _consents(survey),
        "is_test": sight.is_test,
        "is_correction": sight.correction is not None,
        "back": sight.place.back,
        "config": config_of(sight, media=names_of_media(sight.version)),
        "words": words_by_language(),
        "said": WORDS,
    }
    response = render(request, "surveys/form_fill.html", context)
    response.headers["Content-Security-Policy"] = FORM_POLICY
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _consents(survey: Survey) -> list[dict[str, Any]]:
    """What is told before answering, in each language it was written in; the page's own language is seen first."""
    written = {code: text for code, text in survey.consent.items() if text}
    first = get_language() if get_language() in written else next(iter(written), "")
    return [{"code": code, "text": text, "is_shown": code == first} for code, text in written.items()]


def config_of(sight: Sight, *, media: list[str]) -> dict[str, Any]:
    """What the script of the page reads, as plain data under its names."""
    version, place, filler, correction = sight.version, sight.place, sight.filler, sight.correction
    xform = place.xform(version.sha256)
    files = {name: place.media(version.sha256, name) for name in media}
    return {
        "owner": filler.owner,
        "title": sight.survey.title,
        "formId": sight.survey.form_id,
        "version": version.version,
        "hash": version.sha256,
        "isTest": sight.is_test,
        "isLink": filler.is_link,
        "xform": xform,
        "xformOf": place.xform("HASH"),
        "media": files,
        "post": place.post,
        "acceptBytes": settings.ANSWER_BYTES,
        "worker": place.worker,
        "scope": place.page,
        "keep": [xform, *files.values(), *kept_with_the_page()],
        "back": place.back,
        "username": filler.name,
        "email": filler.email,
        "correction": correction and correction.as_data(),
    }


def kept_with_the_page() -> list[str]:
    """The files every form needs, so that it opens without a line."""
    offered = languages.offered()
    names = [*ENGINE, *(each.sheet for each in offered), *(each.font for each in offered)]
    return [static(name) for name in dict.fromkeys(names)]


def worker_script() -> HttpResponse:
    """The service worker: it rules over the folder it is served from, here one form and nothing else."""
    found = finders.find("dist/form-worker.js")
    content = Path(found).read_bytes() if found else staticfiles_storage.open("dist/form-worker.js").read()
    return HttpResponse(content, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


def xform_file(survey: Survey, sha256: str) -> HttpResponse:
    content = xform_of(survey, sha256)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="text/xml; charset=utf-8", headers={"Cache-Control": FOR_EVER})


def media_file(survey: Survey, sha256: str, name: str) -> FileResponse:
    media = media_of(survey, sha256, name)
    if media is None:
        raise Http404
    return shelved(settings.FORM_FILES, media.sha256, media.media_type, cache=FOR_EVER)


def shelved(folder: Path, sha256: str, media_type: str, *, cache: str) -> FileResponse:
    """A file kept under its hash."""
    path = shelf.path_of(folder, sha256)
    if not path.exists():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type=media_type or "application/octet-stream")
    answer.headers["Cache-Control"] = cache
    # A picture or a sound that came from outside is shown in the form, never run as a page of ours.
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
