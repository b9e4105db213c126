"""A frozen version as the file of a statistics package, with its labels."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from miqyas.errors import MiqyasError
from miqyas.interchange.statistics_files import FileForm as ScienceForm
from miqyas.interchange.statistics_files import Labelled, Variable, legal_names, write_file
from miqyas.reporting.refusals import refusal_sentence
from miqyas_web.datasets.enums import FileForm
from miqyas_web.datasets.models import Column
from miqyas_web.datasets.rules import MOST_CELLS_AT_ONCE
from miqyas_web.datasets.science.files import language
from miqyas_web.foundation.errors import Refused

# What the science calls each form.
FORMS: dict[FileForm, ScienceForm] = {
    FileForm.EXCEL: "excel",
    FileForm.STATA: "stata",
    FileForm.SPSS: "spss",
    FileForm.R: "r",
    FileForm.CODEBOOK: "codebook",
}
# Held in memory while they are written.
IN_MEMORY = frozenset({FileForm.STATA, FileForm.SPSS, FileForm.R})


def write_version(
    path: Path, columns: Iterable[Column], *, title: str, n_rows: int, form: FileForm
) -> BinaryIO:
    """Write a frozen Parquet in another form; the file is gone from the disk once it is closed."""
    variables = tuple(_variable(column) for column in columns)
    if form in IN_MEMORY and n_rows * len(variables) > MOST_CELLS_AT_ONCE:
        raise Refused(_("This table is too large for this format. Take it as Parquet or CSV."))
    handle, name = tempfile.mkstemp(prefix="miqyas-", suffix=f".{form.value}")
    os.close(handle)
    made = Path(name)
    try:
        write_file(Labelled(path, title, variables), made, form=FORMS[form], language=language())
        return made.open("rb")
    except MiqyasError as error:
        raise Refused(refusal_sentence(error, language())) from error
    finally:
        # An open file stays readable after its name is gone.
        made.unlink()


def names_changed(names: Iterable[str]) -> dict[str, str]:
    """The columns that are called otherwise in Stata, SPSS and R."""
    given = list(names)
    return {old: new for old, new in zip(given, legal_names(given), strict=True) if old != new}


def _variable(column: Column) -> Variable:
    words = column.profile.get("value_labels", {})
    return Variable(column.name, column.type, column.label, words)  # type: ignore[arg-type]  # its types are these
