"""What a data holder hands over: sums by cluster, and what was withheld."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from miqyas.errors import AggregatesUnreadable

SCHEMA = "miqyas.aggregates/1"


@dataclass(frozen=True, slots=True)
class Cell:
    """Sums of one cluster in one stratum, p variables.

    Attributes
    ----------
    cluster, stratum : str
        Pseudonyms.
    n, n_treated : int
        Rows; those treated.
    weight : float
        Σ w.
    means : tuple of float
        Weighted mean of each variable, shape (p,).
    products : tuple of float
        Upper triangle, row by row, of Σ w (v - mean)(v - mean)ᵀ, shape (p(p + 1)/2,).
    """

    cluster: str
    stratum: str
    n: int
    n_treated: int
    weight: float
    means: tuple[float, ...]
    products: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Aggregates:
    """Everything that leaves a holder, and nothing else.

    Attributes
    ----------
    holder : str
        Who holds the data, in their own words.
    plan : dict
        The sealed plan, as `Plan.to_dict` writes it.
    plan_sha256, dataset_sha256 : str
        Hash of the plan; of the table, empty when it is not one file.
    library : str
        Version of Miqyas that made the sums.
    variables : tuple of str
        Columns behind the sums: covariates, treatment, outcome.
    cells : tuple of Cell
        In the order of pseudonyms.
    n_rows, n_dropped : int
        Rows in the sums; rows left out because a value was missing.
    n_withheld_rows, n_withheld_clusters, n_merged_cells : int
        Too small to leave, or added to others.
    smallest, smallest_apart : int
        The rule: fewest rows of a cell, fewest rows that differ in it.
    """

    holder: str
    plan: Mapping[str, Any]
    plan_sha256: str
    dataset_sha256: str
    library: str
    variables: tuple[str, ...]
    cells: tuple[Cell, ...]
    n_rows: int
    n_dropped: int
    n_withheld_rows: int
    n_withheld_clusters: int
    n_merged_cells: int
    smallest: int
    smallest_apart: int

    def to_json(self) -> str:
        """Write the document, with the hash of everything in it."""
        body = {"schema": SCHEMA, **asdict(self)}
        return json.dumps({**body, "sha256": _hash(body)}, ensure_ascii=False, indent=1, allow_nan=False)

    @classmethod
    def from_json(cls, text: str, *, file: str) -> "Aggregates":
        """Read a document back; ``file`` names it in refusals.

        Raises
        ------
        AggregatesUnreadable
            It is another kind of file, it was changed, or its sums are not sums.
        """
        try:
            body = json.loads(text, parse_constant=_refuse_constant)
            _require(isinstance(body, dict) and body.get("schema") == SCHEMA, f"schema {SCHEMA} expected")
            stored = body.pop("sha256", None)
            _require(stored == _hash(body), "its content does not match its hash")
            del body["schema"]
            cells = tuple(_cell(cell, len(body["variables"])) for cell in body.pop("cells"))
            _require(len(cells) > 0, "no cell")
            return cls(**{**body, "variables": tuple(body["variables"]), "cells": cells})
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise AggregatesUnreadable(file=file, reason=str(error) or type(error).__name__) from error


def _hash(body: Mapping[str, Any]) -> str:
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _refuse_constant(name: str) -> float:
    message = f"{name} is not a number"
    raise ValueError(message)


def _require(condition: object, reason: str) -> None:
    if not condition:
        raise ValueError(reason)


def _cell(found: Mapping[str, Any], p: int) -> Cell:
    means, products = (tuple(map(float, found[name])) for name in ("means", "products"))
    _require(len(means) == p and len(products) == p * (p + 1) // 2, "a cell lacks sums")
    _require(
        0 <= int(found["n_treated"]) <= int(found["n"]) and float(found["weight"]) > 0, "a cell counts nobody"
    )
    diagonal = [products[i * p - i * (i - 1) // 2] for i in range(p)]
    _require(min(diagonal) >= 0, "a sum of squares is negative")
    return Cell(
        str(found["cluster"]),
        str(found["stratum"]),
        int(found["n"]),
        int(found["n_treated"]),
        float(found["weight"]),
        means,
        products,
    )
