"""What must be remembered of a figure so that anyone can compute it again."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeAlias

import miqyas
from miqyas.errors import InvalidField, InvalidManifest, UnknownSchema

SCHEMA = "miqyas.report/1"

Cell: TypeAlias = str | float | int | bool | None
Row: TypeAlias = Mapping[str, Cell]


def library_version() -> str:
    """Return the version of this library, as its installation says it."""
    return str(miqyas.__version__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRecord:
    """One figure of a report and its way back to the answers.

    Attributes
    ----------
    key : str
        Name of the figure in the report, unique in it.
    kind : str
        What computes it: ``'itt'``, ``'balance'``, ``'attrition'``... (`miqyas.reporting.recompute.KINDS`).
    dataset_sha256, dataset_name : str
        The frozen dataset; its name is for people only.
    version : str
        Version of the library that computed it.
    parameters : mapping
        Arguments of the computation, as JSON knows them.
    seed : int or None
        Where chance entered; None when it did not.
    row : mapping
        The figure: a flat row of finite cells.
    plan_sha256 : str or None
        Seal of the plan it answers to.
    created_at : str
        Instant of the computation, ISO 8601 with its offset.
    """

    key: str
    kind: str
    dataset_sha256: str
    row: Row
    parameters: Mapping[str, Any] = field(default_factory=dict)
    dataset_name: str = ""
    version: str = ""
    seed: int | None = None
    plan_sha256: str | None = None
    created_at: str = ""

    def __post_init__(self) -> None:
        for name in ("key", "kind"):
            if not isinstance(getattr(self, name), str) or not getattr(self, name):
                raise InvalidField(field=name, found=getattr(self, name), expected="text")
        if not is_sha256(self.dataset_sha256):
            raise InvalidField(
                field="dataset_sha256", found=self.dataset_sha256, expected="64 hexadecimal digits"
            )
        for name, cell in self.row.items():
            if not _is_cell(cell):
                raise InvalidField(
                    field=f"row.{name}", found=cell, expected="text, a finite number or nothing"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A published report: its figures and how each came to be.

    Attributes
    ----------
    report_id, title, language, published_at : str
        Which report, in which language, since when.
    figures : tuple of FigureRecord
        Its figures, each under its own key.
    datasets_included : frozenset of str
        Hashes of the datasets that travel with it. The others stay with their owner, who can verify too.
    """

    report_id: str
    title: str
    language: str
    published_at: str
    figures: tuple[FigureRecord, ...]
    datasets_included: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for figure in self.figures:
            if figure.key in seen:
                raise InvalidField(field="figures", found=figure.key, expected="one figure by key")
            seen.add(figure.key)

    def to_dict(self) -> dict[str, Any]:
        """Return the manifest as JSON knows it."""
        return {
            "schema": SCHEMA,
            "report_id": self.report_id,
            "title": self.title,
            "language": self.language,
            "published_at": self.published_at,
            "datasets_included": sorted(self.datasets_included),
            "figures": [_figure_to_dict(figure) for figure in self.figures],
        }

    def canonical(self) -> bytes:
        """Return the one way of writing this manifest: UTF-8 JSON, keys sorted, no spaces."""
        text = json.dumps(
            self.to_dict(), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
        )
        return text.encode("utf-8")

    def sha256(self) -> str:
        """Return the hash to print on the report: it holds every figure in place."""
        return hashlib.sha256(self.canonical()).hexdigest()

    @classmethod
    def from_dict(cls, document: object) -> "Manifest":
        """Read a manifest back, from whatever a file held.

        Raises
        ------
        UnknownSchema
            It was written in another version of the format.
        InvalidManifest
            It lacks a field, or a field holds something else.
        """
        if not isinstance(document, dict):
            raise InvalidManifest(field="manifest", expected="an object")
        if document.get("schema") != SCHEMA:
            raise UnknownSchema(found=document.get("schema"), expected=SCHEMA)
        for name in ("report_id", "title", "language", "published_at"):
            _expect(document.get(name), str, name, "text")
        figures = _expect(document.get("figures"), list, "figures", "a list")
        included = _expect(document.get("datasets_included"), list, "datasets_included", "a list")
        if not all(is_sha256(sha) for sha in included):
            raise InvalidManifest(field="datasets_included", expected="hashes")
        try:
            return cls(
                report_id=document["report_id"],
                title=document["title"],
                language=document["language"],
                published_at=document["published_at"],
                figures=tuple(_figure_from_dict(figure, at) for at, figure in enumerate(figures)),
                datasets_included=frozenset(included),
            )
        except InvalidField as invalid:
            raise InvalidManifest(
                field=invalid.facts["field"], expected=invalid.facts["expected"]
            ) from invalid


def is_sha256(value: object) -> bool:
    """Whether a value is a SHA-256 hash written in lower-case hexadecimal."""
    return isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")


def _is_cell(cell: object) -> bool:
    if isinstance(cell, float):
        return math.isfinite(cell)
    return cell is None or isinstance(cell, (str, int, bool))


def _figure_to_dict(figure: FigureRecord) -> dict[str, Any]:
    values = {field.name: getattr(figure, field.name) for field in fields(figure)}
    return {**values, "parameters": _plain(figure.parameters), "row": dict(figure.row)}


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _figure_from_dict(document: object, at: int) -> FigureRecord:
    where = f"figures[{at}]"
    values = _expect(document, dict, where, "an object")
    kinds = {
        "key": str,
        "kind": str,
        "dataset_sha256": str,
        "dataset_name": str,
        "version": str,
        "created_at": str,
    }
    for name, kind in kinds.items():
        _expect(values.get(name), kind, f"{where}.{name}", "text")
    for name in ("row", "parameters"):
        _expect(values.get(name), dict, f"{where}.{name}", "an object")
    seed, plan = values.get("seed"), values.get("plan_sha256")
    if seed is not None and (isinstance(seed, bool) or not isinstance(seed, int)):
        raise InvalidManifest(field=f"{where}.seed", expected="a whole number or nothing")
    if plan is not None and not is_sha256(plan):
        raise InvalidManifest(field=f"{where}.plan_sha256", expected="a hash or nothing")
    known = {field.name for field in fields(FigureRecord)}
    for name in values:
        if name not in known:
            raise InvalidManifest(field=f"{where}.{name}", expected="no such field")
    return FigureRecord(**values)


def _expect(value: object, kind: type, field: str, expected: str) -> Any:
    if not isinstance(value, kind):
        raise InvalidManifest(field=field, expected=expected)
    return value
