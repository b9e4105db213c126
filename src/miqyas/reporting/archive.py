"""A report that travels with what its figures were computed from: one zip named ``*.miqyas``.

``manifest.json`` (canonical), ``manifest.sha256``, ``data/<sha256>.parquet``, ``README.txt``. Writing is
deterministic: the same report gives the same bytes.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from miqyas.data.intake.broken import BROKEN_ZIP
from miqyas.errors import (
    ArchiveTooLarge,
    DatasetAltered,
    ManifestAltered,
    MemberMissing,
    NotAnArchive,
    UnexpectedMember,
)
from miqyas.reporting.archive_words import README
from miqyas.reporting.record import Manifest

MANIFEST, SEAL, READ_ME = "manifest.json", "manifest.sha256", "README.txt"
DATASET = re.compile(r"data/([0-9a-f]{64})\.parquet\Z")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold: the same bytes whenever written
BLOCK = 1 << 20
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive from outside may cost us.

    Attributes
    ----------
    bytes_in_all : int
        Unpacked, all members together.
    bytes_of_manifest : int
        Unpacked manifest, seal and notice, each.
    members : int
        Files inside.
    """

    bytes_in_all: int = 4 << 30
    bytes_of_manifest: int = 32 << 20
    members: int = 1000


def write_archive(path: Path, manifest: Manifest, datasets: Mapping[str, Path]) -> Path:
    """Write a report and its datasets, each checked against its hash.

    Parameters
    ----------
    path : Path
        Where to write; the usual suffix is ``.miqyas``.
    manifest : Manifest
        Its ``datasets_included`` are written, and only these.
    datasets : mapping of str to Path
        Frozen Parquet by hash.

    Raises
    ------
    MemberMissing
        A dataset to include was not given, or is not there.
    DatasetAltered
        A dataset is not the one its hash names.
    """
    for sha in sorted(manifest.datasets_included):
        if sha not in datasets or not datasets[sha].is_file():
            raise MemberMissing(member=f"data/{sha}.parquet")
        with datasets[sha].open("rb") as source:
            found = hashlib.file_digest(source, "sha256").hexdigest()
        if found != sha:
            raise DatasetAltered(expected=sha, found=found)
    canonical = manifest.canonical()
    seal = hashlib.sha256(canonical).hexdigest()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (
            (MANIFEST, canonical),
            (SEAL, f"{seal}\n".encode()),
            (READ_ME, README.format(seal=seal).encode("utf-8")),
        ):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content)
        for sha in sorted(manifest.datasets_included):
            # Parquet is compressed already: stored as it is, and the same bytes with every zlib.
            with (
                datasets[sha].open("rb") as source,
                archive.open(zipfile.ZipInfo(f"data/{sha}.parquet", EPOCH), "w", force_zip64=True) as member,
            ):
                while block := source.read(BLOCK):
                    member.write(block)
    return path


@contextmanager
def open_archive(path: Path, *, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Open an archive from outside after looking at its list of members, and at nothing else.

    Raises
    ------
    NotAnArchive, UnexpectedMember, ArchiveTooLarge, MemberMissing
        What the file is instead of a report.
    """
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError as absent:
        raise NotAnArchive(name=path.name, found="no such file") from absent
    except BROKEN_ZIP as other:
        raise NotAnArchive(name=path.name, found="not a zip file") from other
    with archive:
        _check_members(archive, limits)
        yield archive


def _check_members(archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    if len(members) > limits.members:
        raise UnexpectedMember(member=members[limits.members].filename)
    seen: set[str] = set()
    for member in members:
        # A name we do not know by heart is refused: that covers paths that climb, links, folders, doubles.
        is_known = member.filename in {MANIFEST, SEAL, READ_ME} or DATASET.match(member.filename)
        is_plain = member.compress_type in PACKINGS and not member.flag_bits & ENCRYPTED
        if not is_known or not is_plain or member.filename in seen:
            raise UnexpectedMember(member=member.filename)
        seen.add(member.filename)
        small = member.filename in {MANIFEST, SEAL, READ_ME}
        if small and member.file_size > limits.bytes_of_manifest:
            raise ArchiveTooLarge(found=member.file_size, limit=limits.bytes_of_manifest)
    total = sum(member.file_size for member in members)
    if total > limits.bytes_in_all:
        raise ArchiveTooLarge(found=total, limit=limits.bytes_in_all)
    for name in (MANIFEST, SEAL):
        if name not in seen:
            raise MemberMissing(member=name)


@contextmanager
def damage_told(name: str) -> Iterator[None]:
    """Tell a member that cannot be unpacked as what it is."""
    try:
        yield
    except BROKEN_ZIP as broken:
        raise NotAnArchive(name=name, found="it is damaged") from broken


def read_member(archive: zipfile.ZipFile, name: str, *, limit: int) -> bytes:
    """Read one small member; a size that lies in the list is caught while reading."""
    with damage_told(name), archive.open(name) as member:
        content = member.read(limit + 1)
    if len(content) > limit:
        raise ArchiveTooLarge(found=len(content), limit=limit)
    return content


def check_seal(content: bytes, seal: bytes, expected: str | None) -> str:
    """Return the hash of a manifest, once it agrees with its seal and with what is printed on the report."""
    found = hashlib.sha256(content).hexdigest()
    for promised in (seal.decode("ascii", errors="replace").strip(), expected):
        if promised is not None and promised != found:
            raise ManifestAltered(found=found, expected=promised)
    return found
