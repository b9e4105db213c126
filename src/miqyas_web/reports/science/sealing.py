"""The seal of a report: its manifest, its archive, and whether its figures come out of the data again."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

import miqyas
from miqyas.errors import MiqyasError
from miqyas.reporting.archive import write_archive
from miqyas.reporting.documents.content import Document
from miqyas.reporting.documents.words import WORDS
from miqyas.reporting.record import Manifest
from miqyas.reporting.refusals import refusal_sentence
from miqyas.reporting.verification import verify_archive
from miqyas.types import LANGUAGES
from miqyas_web.datasets.science import frozen_place
from miqyas_web.evidence.queries import Graded
from miqyas_web.reports.models import Report
from miqyas_web.reports.science.shelves import kept_file
from miqyas_web.reports.science.writing import records_of
from miqyas_web.studies.science import said_plainly


@dataclass(frozen=True, slots=True)
class Sealed:
    """What publishing keeps: what the report says, how each figure is computed again, both hashes."""

    content: dict[str, Any]
    content_sha256: str
    manifest: dict[str, Any]
    sha256: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying keeps."""

    is_same: bool
    verdicts: dict[str, Any]
    library_version: str


def seal(report: Report, document: Document, found: Sequence[Graded]) -> Sealed:
    """Bind every figure of a document in a manifest, and print its hash on the document."""
    records = tuple(
        record
        for number, graded in enumerate(found, start=1)
        for record in records_of(str(number), graded.claim.estimation)
    )
    manifest = Manifest(
        report_id=report.address,
        title=document.title,
        language=document.written_in,
        published_at=document.published_at,
        figures=records,
        datasets_included=frozenset(record.dataset_sha256 for record in records),
    )
    whole = replace(document, manifest_sha256=manifest.sha256())
    return Sealed(whole.to_dict(), whole.sha256(), manifest.to_dict(), manifest.sha256())


def manifest_bytes(report: Report) -> bytes:
    """The manifest as it was hashed: ``sha256sum`` of these bytes is what is printed on the report."""
    return canonical(report.manifest)


def canonical(stored: Mapping[str, Any]) -> bytes:
    """The one way of writing what was sealed, as the science writes it."""
    text = json.dumps(stored, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def content_is_intact(report: Report) -> bool:
    """Whether the report still says what it said when it was published."""
    return hashlib.sha256(canonical(report.content)).hexdigest() == report.content_sha256


def archive_of(report: Report) -> Path:
    """The file ``*.miqyas``: the manifest and the data, written once."""

    def written(path: Path) -> None:
        manifest = Manifest.from_dict(report.manifest)
        places = {sha: frozen_place(sha) for sha in manifest.datasets_included}
        said_plainly(lambda: write_archive(path, manifest, places))

    return kept_file(report.sha256, "report.miqyas", written)


def verify(report: Report) -> Verified:
    """Compute every figure again from the frozen datasets; what cannot be computed is told, not raised."""
    if not content_is_intact(report):
        altered = {language: WORDS[language]["altered"] for language in LANGUAGES}
        return Verified(False, {"figures": [], "reason": altered}, miqyas.__version__)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "manifest.json"
        path.write_bytes(manifest_bytes(report))
        try:
            found = verify_archive(path, data_folder=Path(settings.FROZEN), expected_sha256=report.sha256)
        except MiqyasError as refusal:
            reason = {language: refusal_sentence(refusal, language) for language in LANGUAGES}
            return Verified(False, {"figures": [], "reason": reason}, miqyas.__version__)
    figures = [
        {"key": figure.key, "state": figure.state, "reason": figure.reason, "note": figure.note}
        for figure in found.figures
    ]
    return Verified(found.same, {"figures": figures, "reason": {}}, miqyas.__version__)
