"""An application on paper's heirs: its form as Word and Excel, and a filled one read back (`miqyas.reporting.forms`)."""

import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miqyas.errors import MiqyasError
from miqyas.reporting.forms import Field, FieldTable, Filled, Form, form_to_docx, form_to_xlsx, read_form
from miqyas.reporting.refusals import refusal_sentence
from miqyas_web.foundation.errors import Unfit
from miqyas_web.funding.rules.applications import at_most_words
from miqyas_web.funding.rules.texts import said

__all__ = ["WRITERS", "Asked", "Filled", "Written", "form_bytes", "mark_of", "read_filled"]

Question = Mapping[str, Any]
WRITERS = {"docx": form_to_docx, "xlsx": form_to_xlsx}
DIGEST_LETTERS = 10


@dataclass(frozen=True, slots=True)
class Written:
    """What a form begins with: the answers, figures and rows there are."""

    answers: Mapping[str, str]
    theme: str
    region: str
    asked_mad: str
    cofunding_mad: str
    budget: tuple[tuple[str, str, str], ...]
    partners: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a stage of a call asks, in the language of the page."""

    slug: str
    position: int
    title: str
    organisation: str
    questions: Sequence[Question]
    themes: tuple[str, ...]
    regions: tuple[str, ...]


def mark_of(asked: Asked) -> str:
    """Which form this is: the call, the stage, and its questions as they stand."""
    told = [[question["key"], question["label"]] for question in asked.questions]
    digest = hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    return f"MIQYAS {asked.slug} {asked.position} {digest[:DIGEST_LETTERS]}"


def form_bytes(asked: Asked, written: Written, extension: str) -> bytes:
    """The form as ``docx`` or ``xlsx``, in the language of the page."""
    return WRITERS[extension](_form(asked, written), language=_language())


def _form(asked: Asked, written: Written) -> Form:
    fields = [
        Field(
            f"q-{question['key']}",
            said(question["label"]),
            at_most_words(question.get("max_words")),
            written.answers.get(question["key"], ""),
        )
        for question in asked.questions
    ]
    if asked.themes:
        fields.append(Field("theme", _("Theme"), " / ".join(asked.themes), written.theme))
    fields += [
        Field(
            "region", _("Region in which the money would be spent"), " / ".join(asked.regions), written.region
        ),
        Field("asked_mad", _("What you ask, in dirhams"), "", written.asked_mad),
        Field("cofunding_mad", _("What comes from elsewhere, in dirhams"), "", written.cofunding_mad),
    ]
    return Form(
        mark=mark_of(asked),
        mark_label=_("Number of this form: leave it as it is"),
        title=asked.title,
        organisation=asked.organisation,
        kind=_("Application form"),
        guide=(
            _("Write each answer in the cell of its question. Leave the words in brackets as they are."),
            _("Theory, indicators and plan are not written here: they are joined on the platform."),
        ),
        fields=tuple(fields),
        tables=(_budget(written), _partners(written)),
        answers_title=_("Questions"),
    )


def _budget(written: Written) -> FieldTable:
    columns = (_("Line"), _("Cost, in dirhams"), _("Of which asked"))
    return FieldTable("budget", _("Lines of the budget"), columns, written.budget, 8, frozenset({1, 2}))


def _partners(written: Written) -> FieldTable:
    columns = (_("Name of the organisation"), _("What it does in the initiative"))
    return FieldTable("partners", _("Partners"), columns, written.partners, 4)


def read_filled(file: "UploadedFile[bytes]", asked: Asked) -> Filled:
    """What a filled form says. ``Unfit`` when the file is hostile, no form, or the form of something else."""
    with tempfile.TemporaryDirectory(prefix="miqyas-form-") as folder:
        path = Path(folder) / "sent"
        with path.open("wb") as copy:
            for block in file.chunks():
                copy.write(block)
        try:
            filled = read_form(path, name=file.name)
        except MiqyasError as error:
            raise Unfit(refusal_sentence(error, _language())) from error
    _check_mark(filled, asked)
    return filled


def _check_mark(filled: Filled, asked: Asked) -> None:
    """Of this call, of this stage, of these questions."""
    expected, found = mark_of(asked).split(), filled.mark.split()
    if len(found) != len(expected) or found[0] != expected[0]:
        raise Unfit(
            _(
                "This file is not a form of this platform, or the line of its number was changed. Download it again."
            )
        )
    if found[1] != expected[1]:
        raise Unfit(
            _("This is the form of another call: %(slug)s. Download the one of this call.")
            % {"slug": found[1]}
        )
    if found[2] != expected[2]:
        raise Unfit(_("This is the form of another stage of the call. Download the one of this stage."))
    if found != expected:
        raise Unfit(_("The questions changed since this form was downloaded. Download it again."))


def _language() -> Any:
    return (get_language() or "fr").split("-")[0]
