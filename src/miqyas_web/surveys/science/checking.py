"""A questionnaire as rows, checked: what is wrong with it, the form it gives, the form as data."""

import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.validators import odk_validate
from pyxform.xls2xform import convert

from miqyas.data.intake.personal import REASONS, suspected_by_header
from miqyas.errors import MiqyasError
from miqyas.interchange.form import Form
from miqyas.interchange.xform import read_xform
from miqyas.types import LANGUAGES
from miqyas_web.indicators.science.figures import language
from miqyas_web.surveys.rules.definition import Definition

# Kinds that tell who a person is whatever they are called.
KINDS = {
    "geopoint": "gps", "geotrace": "gps", "geoshape": "gps", "start-geopoint": "gps", "image": "image",
    "audio": "image", "video": "image", "background-audio": "image", "deviceid": "device", "phonenumber": "phone",
    "email": "email", "username": "name", "simserial": "device", "subscriberid": "device",
}  # fmt: skip
# They tell nothing of a person, whatever their words.
HARMLESS = frozenset({"note", "calculate", "start", "end", "today", "audit", "acknowledge"})


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check gave. ``xform`` and ``outline`` are empty when there is an error."""

    findings: list[dict[str, Any]] = field(default_factory=list)
    outline: dict[str, Any] = field(default_factory=dict)
    xform: bytes = b""

    @property
    def is_sound(self) -> bool:
        return bool(self.outline)


def check(definition: Definition) -> Checked:
    """Check the rows of a questionnaire and make its form."""
    if not definition.get("survey"):
        return Checked()
    try:
        made = convert(dict(definition))
        form: Form = read_xform(made.xform.encode())
    except (PyXFormError, MiqyasError, ValueError, KeyError) as error:
        return Checked([_as_it_came("error", str(error))])
    warnings = [_as_it_came("warning", each) for each in made.warnings]
    return Checked(warnings, form.to_data(), made.xform.encode())


def _as_it_came(severity: str, text: str) -> dict[str, Any]:
    """A finding of an engine in its own words, English in every language."""
    said = dict.fromkeys(LANGUAGES, text)
    return {"severity": severity, "sheet": "", "row": None, "column": "", "sentence": said, "remedy": {}}


def check_in_depth(xform: bytes, media: Collection[str]) -> list[dict[str, Any]]:  # noqa: ARG001 -- read by the engine
    """What the engine of phones finds wrong in a form, where Java is; nothing where it is not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xml"
        path.write_bytes(xform)
        try:
            odk_validate.check_xform(str(path))
        except odk_validate.ODKValidateError as error:
            return [_as_it_came("error", str(error))]
        except OSError:
            return []
    return []


def sentence_of(finding: Mapping[str, Any]) -> str:
    """What is wrong, in the language of the page."""
    return str(finding["sentence"].get(language(), ""))


def remedy_of(finding: Mapping[str, Any]) -> str:
    """What to do about it, in the language of the page."""
    return str(finding["remedy"].get(language(), ""))


def suspicion_of(kind: str, *words: str) -> str:
    """Why a question seems to tell who a person is, by a key of ``REASONS``; empty when it does not."""
    if kind in HARMLESS:
        return ""
    return KINDS.get(kind) or suspected_by_header(*words) or ""


def reason_of(suspicion: str, language: str) -> str:
    """The reason in the person's language."""
    words = REASONS.get(suspicion, {})
    return dict(words).get(language) or words.get("en", "")  # type: ignore[call-overload]
