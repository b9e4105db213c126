"""A version as a workbook for other tools, or as the form phones run."""

from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.actions.definitions import rows_to_compile
from miqyas_web.surveys.models import FormVersion
from miqyas_web.surveys.science.forms import workbook_of

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def content_of(version: FormVersion, kind: str) -> tuple[bytes, str]:
    """The bytes of a file and their type; ``Refused`` for a form that has errors."""
    if kind == "xlsx":
        return workbook_of(rows_to_compile(version)), WORKBOOK
    if not version.xform:
        raise Refused(_("The questions have errors: there is no form yet. Mend them first."))
    # The very bytes phones get.
    return bytes(version.xform), "text/xml; charset=utf-8"


def file_name(version: FormVersion, kind: str) -> str:
    """A name that any disk takes."""
    return (
        f"{version.survey.form_id}-{version.version}.{kind}".encode("ascii", "ignore").decode()
        or f"form.{kind}"
    )
