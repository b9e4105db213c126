"""A theory as files: JSON for the command line, a spreadsheet for people, and back."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language

from miqyas.errors import MiqyasError
from miqyas.reporting.refusals import refusal_sentence
from miqyas.theory.exchange import from_dict
from miqyas.theory.spreadsheet import Problem, read_sheets, to_csv, to_xlsx
from miqyas_web.foundation.errors import Refused
from miqyas_web.theories.science.stored import Graph


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """One fault of a spreadsheet, in the language of the page."""

    sheet: str
    row: int
    column: str
    text: str
    remedy: str


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What a spreadsheet says, or everything that is wrong with it."""

    theory: Graph | None
    problems: list[SheetProblem]
    n_problems: int


def theory_bytes(theory: Graph, form: str, *, name: str) -> bytes:
    """The theory as ``json``, ``xlsx`` or ``csv``, in the language of the page."""
    if form == "json":
        about = {"name": name, "format": "miqyas-theory"}
        return json.dumps({"about": about, "theory": theory.to_dict()}, ensure_ascii=False, indent=1).encode()
    return (to_xlsx if form == "xlsx" else to_csv)(theory, language=_language())


def read_upload(file: "UploadedFile[bytes]") -> SheetReading:
    """What a person's spreadsheet says; a file that is none raises ``Refused`` with its sentence."""
    with tempfile.TemporaryDirectory(prefix="miqyas-theory-") as folder:
        path = Path(folder) / "sent"
        with path.open("wb") as copy:
            for block in file.chunks():
                copy.write(block)
        try:
            read = read_sheets(path, name=file.name)
        except MiqyasError as error:
            raise Refused(refusal_sentence(error, _language())) from error
    return SheetReading(read.theory, [_told(each) for each in read.problems], read.n_problems)


def packed(theory: Graph) -> dict[str, Any]:
    """The theory as plain values, to be kept between a preview and its confirmation."""
    return theory.to_dict()


def unpacked(values: Mapping[str, Any]) -> Graph:
    """The theory of `packed`."""
    return from_dict(values)


def _told(found: Problem) -> SheetProblem:
    language = _language()
    return SheetProblem(
        sheet=found.sheet[language],
        row=found.row,
        column=found.column[language],
        text=found.text[language],
        remedy=found.remedy[language],
    )


def _language() -> Any:
    return (get_language() or "fr")[:2]
