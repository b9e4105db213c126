"""A theory as a file, and what a spreadsheet would change in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from miqyas_web.theories import science
from miqyas_web.theories.queries import TheoryMap


@dataclass(frozen=True, slots=True)
class Preview:
    """What a spreadsheet would change, or what is wrong with it."""

    theory: science.Graph | None
    revision: int
    lines: list[science.DifferenceLine] = field(default_factory=list)
    problems: list[science.SheetProblem] = field(default_factory=list)
    n_problems: int = 0
    score_before: str = ""
    score_after: str = ""

    @property
    def packed(self) -> dict[str, Any]:
        """The theory as plain values."""
        return science.packed(self.theory) if self.theory is not None else {}


def theory_file(theory_map: TheoryMap, form: str, *, name: str) -> bytes:
    """The theory as ``json``, ``xlsx`` or ``csv``."""
    return science.theory_bytes(theory_map.graph, form, name=name)


def preview_of(theory_map: TheoryMap, file: "UploadedFile[bytes]") -> Preview:
    """Read a person's file beside the theory. Whether an element is measured is said by indicators, not by files."""
    read = science.read_upload(file)
    revision = theory_map.theory.revision
    if read.theory is None:
        return Preview(None, revision, problems=read.problems, n_problems=read.n_problems)
    present = {node.key for node in read.theory.nodes}
    brought = replace(read.theory, measured=theory_map.measured & present)
    return Preview(
        brought,
        revision,
        lines=science.difference(theory_map.graph, brought),
        score_before=theory_map.assessment.in_points,
        score_after=science.assessment_of(brought).in_points,
    )


def theory_in(values: Mapping[str, Any]) -> science.Graph:
    """The theory that a preview kept."""
    return science.unpacked(values)
