"""What is kept of a draw, sealed: enough to make it again and to see that nothing was changed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, TypeAlias

import miqyas
from miqyas.errors import RecordUnreadable

SCHEMA = "miqyas.draw/1"
LARGEST = 2**24  # bytes

Kind: TypeAlias = Literal["assignment", "sample"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One draw and its way back to the frame.

    Attributes
    ----------
    kind : {'assignment', 'sample'}
        Lots, or a sample.
    procedure : mapping
        `Procedure.to_dict()` or `Selection.to_dict()`.
    seed, seed_source : int, str
        Where chance started from; where that number came from, in words.
    frame : mapping
        ``name``, ``n_rows`` and ``sha256`` of the names and columns that the draw depends on.
    counts : mapping of str
        Units in each arm, or drawn in each stratum.
    result_sha256 : str
        Hash of the list: each unit with its arm, or with its probability, in the order of names.
    found : mapping
        What was found on the way: attempts, distance, balance, design effect.
    library, drawn_at : str
        Version of this library; instant, ISO 8601, empty when not kept.
    """

    kind: Kind
    procedure: Mapping[str, Any]
    seed: int
    frame: Mapping[str, Any]
    counts: Mapping[str, int]
    result_sha256: str
    found: Mapping[str, Any] = field(default_factory=dict)
    seed_source: str = ""
    library: str = ""
    drawn_at: str = ""

    def sha256(self) -> str:
        """Return the hash that seals the record."""
        return hashlib.sha256(_canonical({"schema": SCHEMA, **asdict(self)})).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Return the record as JSON knows it, with its schema and its seal."""
        return {"schema": SCHEMA, **asdict(self), "sha256": self.sha256()}

    @classmethod
    def from_dict(cls, document: object, *, name: str = "record") -> tuple["Record", str]:
        """Read a record back, with the seal it bears.

        Raises
        ------
        RecordUnreadable
            Another schema; a field that is missing or that holds something else.
        """
        if not isinstance(document, Mapping) or document.get("schema") != SCHEMA:
            raise RecordUnreadable(file=name, reason=f"schema ≠ {SCHEMA}")
        values = {key: value for key, value in document.items() if key not in {"schema", "sha256"}}
        kinds = {"procedure": Mapping, "frame": Mapping, "counts": Mapping, "found": Mapping, "seed": int}
        for key in values.keys() - {known.name for known in fields(cls)}:
            raise RecordUnreadable(file=name, reason=key)
        for known in fields(cls):
            expected = kinds.get(known.name, str)
            if not isinstance(values.get(known.name), expected) or isinstance(values[known.name], bool):
                raise RecordUnreadable(file=name, reason=known.name)
        return cls(**values), str(document.get("sha256", ""))


def sealed_record(**values: Any) -> Record:
    """Make a record of this version of the library."""
    return Record(library=str(miqyas.__version__), **values)


def result_hash(lines: Iterable[tuple[str, ...]]) -> str:
    """Hash a list: one JSON array a line, in the order given."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(_canonical(list(line)) + b"\n")
    return digest.hexdigest()


def read_record(path: Path) -> tuple[Record, str]:
    """Read a record from its file, with the seal it bears.

    Raises
    ------
    RecordUnreadable
        No JSON, or no record.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise RecordUnreadable(file=path.name, reason=f"{path.stat().st_size} bytes")
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise RecordUnreadable(file=path.name, reason=str(error)) from error
    return Record.from_dict(document, name=path.name)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a draw comes out again.

    Attributes
    ----------
    seal, frame, result : bool
        The record still has its seal; the frame is the one drawn from; drawing again gives the same list.
    library : bool
        It was drawn by this version of the library: for information, the draw does not depend on it.
    """

    seal: bool
    frame: bool
    result: bool
    library: bool

    @property
    def same(self) -> bool:
        """Whether all three hold."""
        return self.seal and self.frame and self.result

    def to_dict(self) -> dict[str, bool]:
        """Return the verdict as JSON knows it."""
        return {**asdict(self), "same": self.same}


def verdict_of(kept: Record, seal: str, again: Record) -> Verdict:
    """Compare a record with the same draw made again."""
    return Verdict(
        seal=kept.sha256() == seal,
        frame=kept.frame.get("sha256") == again.frame["sha256"],
        result=kept.result_sha256 == again.result_sha256,
        library=kept.library == again.library,
    )


def _canonical(document: object) -> bytes:
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")
