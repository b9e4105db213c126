"""Questionnaires brought or built: checked, converted, tried in the engine of phones, told in the person's language."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from miqyas.errors import MiqyasError
from miqyas.interchange.form import Form
from miqyas.interchange.xform import read_xform
from miqyas.interchange.xlsform import (
    Finding,
    check_form,
    convert_form,
    located,
    validate_in_depth,
    write_workbook,
)
from miqyas.interchange.xlsform.writing import Target
from miqyas.reporting.refusals import refusal_sentence
from miqyas_web.foundation.errors import Unfit
from miqyas_web.indicators.science.figures import language

# A finding as plain data: severity, code, sheet, row, column, values; sentence and remedy by language.
Told = dict[str, Any]
Definition = dict[str, list[dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check gave. ``xform`` and ``outline`` are empty while there is an error."""

    findings: list[Told] = field(default_factory=list)
    outline: dict[str, Any] = field(default_factory=dict)
    xform: bytes = b""
    definition: Definition = field(default_factory=dict)
    # The row of each question, by name.
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        return bool(self.xform)


def check(
    source: bytes | Mapping[str, Any], *, name: str = "", media: Collection[str] | Mapping[str, bytes] = ()
) -> Checked:
    """Check a questionnaire, a brought file or its rows; nothing is raised, whatever the file.

    ``media`` names the files that come with it, or gives their content by name: lists are then looked into. An XForm
    is refused: it has no rows.
    """
    report = check_form(source, name=name, media=media)
    if report.form is not None and not report.definition.get("survey"):
        return Checked([Finding("without_rows").to_data()])  # nobody could edit it here
    return Checked(
        findings=[finding.to_data() for finding in report.findings],
        outline=report.form.to_data() if report.form else {},
        xform=report.xform or b"",
        definition=report.definition,
        rows=report.rows,
    )


def check_in_depth(
    xform: bytes, media: Collection[str] = (), *, rows: Mapping[str, int] | None = None
) -> list[Told]:
    """Return what the engine of phones says of a form; a warning alone where there is no Java."""
    return [finding.to_data() for finding in located(validate_in_depth(xform, media), rows or {})]


def convert(source: bytes | Mapping[str, Any], *, to: Target, name: str = "") -> bytes:
    """Write a questionnaire as what phones run, as a workbook or as JSON; ``Unfit`` when it has errors."""
    try:
        return convert_form(source, to=to, name=name)
    except MiqyasError as error:
        raise Unfit(refusal_sentence(error, language())) from error


def workbook_of(definition: Mapping[str, Any]) -> bytes:
    """Return the rows of a questionnaire as a workbook, whatever their errors."""
    return write_workbook(definition)


def outline_of(xform: bytes) -> dict[str, Any]:
    """Return what a form asks, as `FormVersion.outline` holds it; ``Unfit`` when it is no form."""
    try:
        return read_xform(xform).to_data()
    except MiqyasError as error:
        raise Unfit(refusal_sentence(error, language())) from error


def form_of(outline: Mapping[str, Any]) -> Form:
    """Return the form an outline wrote down."""
    return Form.from_data(outline)


def sentence_of(told: Mapping[str, Any]) -> str:
    """Say what is wrong, in the language of the page."""
    return str(told["sentence"].get(language(), ""))


def remedy_of(told: Mapping[str, Any]) -> str:
    """Say what to do, in the language of the page."""
    return str(told["remedy"].get(language(), ""))


def place_of(told: Mapping[str, Any]) -> str:
    """Say where: sheet, row and column, in the language of the page."""
    return Finding(str(told.get("code", "")), told["sheet"], told["row"], told["column"]).place(language())
