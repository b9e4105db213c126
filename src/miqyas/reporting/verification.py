"""Whether the figures of a published report come out of its data again."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

import duckdb

from miqyas.errors import (
    ArchiveTooLarge,
    DatasetAltered,
    DatasetNotHere,
    InvalidManifest,
    ManifestAltered,
    MemberMissing,
    MiqyasError,
    NotAnArchive,
    NotComputable,
    UnexpectedMember,
    UnknownKind,
)
from miqyas.reporting.archive import (
    BLOCK,
    DATASET,
    MANIFEST,
    SEAL,
    Limits,
    check_seal,
    damage_told,
    open_archive,
    read_member,
)
from miqyas.reporting.archive_words import OTHER_VERSION, SUMMARY
from miqyas.reporting.comparison import Difference, differences_between, why_different
from miqyas.reporting.recompute import KINDS, Compute
from miqyas.reporting.record import FigureRecord, Manifest, Row, library_version
from miqyas.reporting.refusals import refusal_sentence
from miqyas.types import LANGUAGES

State: TypeAlias = Literal["same", "different", "not_computed"]


@dataclass(frozen=True, slots=True)
class FigureVerdict:
    """What became of one figure.

    Attributes
    ----------
    key : str
        The figure.
    state : {'same', 'different', 'not_computed'}
        Verdict.
    stored, recomputed : mapping
        Both rows; the second is empty when it could not be computed.
    differences : tuple of Difference
        Cells that differ, the largest first.
    reason : dict of str
        Why it is not the same, by language (fr, ar, en); empty when it is.
    note : dict of str
        That another version computed it, by language; empty when it was this one.
    """

    key: str
    state: State
    stored: Row
    recomputed: Row
    differences: tuple[Difference, ...]
    reason: dict[str, str]
    note: dict[str, str]

    @property
    def same(self) -> bool:
        """Whether the figure came out again."""
        return self.state == "same"


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of a report.

    Attributes
    ----------
    manifest : Manifest
        The report as it describes itself.
    manifest_sha256 : str
        To compare with the hash printed on the report.
    figures : tuple of FigureVerdict
        In the order of the manifest.
    """

    manifest: Manifest
    manifest_sha256: str
    figures: tuple[FigureVerdict, ...]

    @property
    def same(self) -> bool:
        """Whether there are figures and every one came out again."""
        return bool(self.figures) and all(figure.same for figure in self.figures)

    def sentence(self, language: str) -> str:
        """Say the verdict in one sentence."""
        n = sum(figure.same for figure in self.figures)
        return SUMMARY[self.same][language].format(n=n, total=len(self.figures))

    def to_dict(self) -> dict[str, Any]:
        """Return the verdict as JSON knows it."""
        return {
            "report_id": self.manifest.report_id,
            "manifest_sha256": self.manifest_sha256,
            "same": self.same,
            "figures": [{**asdict(figure), "same": figure.same} for figure in self.figures],
        }


def verify_archive(
    path: Path,
    *,
    data_folder: Path | None = None,
    expected_sha256: str | None = None,
    kinds: Mapping[str, Compute] = KINDS,
    limits: Limits = Limits(),  # noqa: B008 -- frozen
) -> Verification:
    """Compute every figure of a report again and compare.

    Parameters
    ----------
    path : Path
        The ``.miqyas`` file; or the manifest alone (``.json``), for who holds the data.
    data_folder : Path or None
        Where datasets that do not travel with the report are looked for: ``<sha>.parquet`` or
        ``<first two digits>/<sha>.parquet``.
    expected_sha256 : str or None
        Hash printed on the report; the seal inside the file only proves that the file is whole.
    kinds : mapping
        How each kind of figure is computed.
    limits : Limits
        What the archive may cost.

    Returns
    -------
    Verification
        A figure that cannot be computed is told with its reason; it is not the same.

    Raises
    ------
    NotReproduced
        The file is not a report, was altered, or is too large: see its subclasses.
    """
    if path.suffix == ".json":
        return _verify_manifest(path, data_folder, expected_sha256, kinds, limits)
    with open_archive(path, limits=limits) as archive, tempfile.TemporaryDirectory() as folder:
        content = read_member(archive, MANIFEST, limit=limits.bytes_of_manifest)
        seal = read_member(archive, SEAL, limit=limits.bytes_of_manifest)
        sha = check_seal(content, seal, expected_sha256)
        manifest = _manifest(content)
        datasets = _unpack(archive, manifest, Path(folder))
        if data_folder is not None:
            apart = {figure.dataset_sha256 for figure in manifest.figures} - manifest.datasets_included
            datasets = {**_found_in(data_folder, apart), **datasets}
        verdicts = tuple(_verdict(figure, datasets, kinds) for figure in manifest.figures)
    return Verification(manifest, sha, verdicts)


def _verify_manifest(
    path: Path,
    data_folder: Path | None,
    expected_sha256: str | None,
    kinds: Mapping[str, Compute],
    limits: Limits,
) -> Verification:
    """Verify from the manifest alone: it seals nothing by itself, so the printed hash is worth giving."""
    try:
        with path.open("rb") as source:
            content = source.read(limits.bytes_of_manifest + 1)
    except OSError as absent:
        raise NotAnArchive(name=path.name, found="no such file") from absent
    if len(content) > limits.bytes_of_manifest:
        raise ArchiveTooLarge(found=len(content), limit=limits.bytes_of_manifest)
    sha = hashlib.sha256(content).hexdigest()
    if expected_sha256 is not None and expected_sha256 != sha:
        raise ManifestAltered(found=sha, expected=expected_sha256)
    manifest = _manifest(content)
    hashes = {figure.dataset_sha256 for figure in manifest.figures}
    datasets = _found_in(data_folder, hashes) if data_folder is not None else {}
    return Verification(
        manifest, sha, tuple(_verdict(figure, datasets, kinds) for figure in manifest.figures)
    )


def _manifest(content: bytes) -> Manifest:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as other:
        raise InvalidManifest(field="manifest", expected="JSON") from other
    return Manifest.from_dict(document)


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> dict[str, Path]:
    """Write each dataset under a name of ours, and check its hash while it passes."""
    found: dict[str, Path] = {}
    for name in archive.namelist():
        match = DATASET.match(name)
        if match is None:
            continue
        if match[1] not in manifest.datasets_included:
            raise UnexpectedMember(member=name)
        found[match[1]] = folder / f"{match[1]}.parquet"
        digest = hashlib.sha256()
        with damage_told(name), archive.open(name) as member, found[match[1]].open("wb") as copy:
            while block := member.read(BLOCK):
                digest.update(block)
                copy.write(block)
        if digest.hexdigest() != match[1]:
            raise DatasetAltered(expected=match[1], found=digest.hexdigest())
    for sha in manifest.datasets_included:
        if sha not in found:
            raise MemberMissing(member=f"data/{sha}.parquet")
    return found


def _found_in(folder: Path, hashes: set[str]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for sha in hashes:
        for path in (folder / f"{sha}.parquet", folder / sha[:2] / f"{sha}.parquet"):
            if path.is_file():
                with path.open("rb") as source:
                    digest = hashlib.file_digest(source, "sha256").hexdigest()
                if digest != sha:
                    raise DatasetAltered(expected=sha, found=digest)
                found[sha] = path
    return found


def _verdict(
    figure: FigureRecord, datasets: Mapping[str, Path], kinds: Mapping[str, Compute]
) -> FigureVerdict:
    note = _other_version(figure)
    try:
        recomputed = _recompute(figure, datasets, kinds)
    except MiqyasError as refusal:
        reason: dict[str, str] = {language: refusal_sentence(refusal, language) for language in LANGUAGES}
        return FigureVerdict(figure.key, "not_computed", figure.row, {}, (), reason, note)
    differences = differences_between(figure.row, recomputed)
    if not differences:
        return FigureVerdict(figure.key, "same", figure.row, recomputed, (), {}, note)
    reason = why_different(differences, len(figure.row))
    return FigureVerdict(figure.key, "different", figure.row, recomputed, differences, reason, note)


def _recompute(figure: FigureRecord, datasets: Mapping[str, Path], kinds: Mapping[str, Compute]) -> Row:
    if figure.kind not in kinds:
        raise UnknownKind(kind=figure.kind, expected=", ".join(sorted(kinds)))
    if figure.dataset_sha256 not in datasets:
        raise DatasetNotHere(name=figure.dataset_name or figure.dataset_sha256, sha256=figure.dataset_sha256)
    try:
        return kinds[figure.kind](datasets[figure.dataset_sha256], figure.parameters)
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, duckdb.Error) as other:
        # Parameters and data come from outside: what they break is told, not raised.
        raise NotComputable(kind=figure.kind, found=type(other).__name__) from other


def _other_version(figure: FigureRecord) -> dict[str, str]:
    here = library_version()
    if figure.version in {"", here}:
        return {}
    return {
        language: OTHER_VERSION[language].format(stored=figure.version, here=here) for language in LANGUAGES
    }
