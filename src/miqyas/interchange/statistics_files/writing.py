"""One door to the files of statistics packages."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from miqyas.errors import PackageForFormatAbsent
from miqyas.interchange.statistics_files.labelled import Labelled
from miqyas.interchange.statistics_files.losses import Loss
from miqyas.interchange.statistics_files.names import legal_names
from miqyas.interchange.statistics_files.packages import write_spss, write_stata
from miqyas.interchange.statistics_files.rscript import write_r
from miqyas.interchange.statistics_files.sheets import write_codebook, write_csv, write_excel
from miqyas.types import Language

FileForm: TypeAlias = Literal["stata", "spss", "r", "excel", "csv", "codebook"]
# What the name of each file ends with.
FORMS: Mapping[FileForm, str] = {
    "stata": "dta",
    "spss": "sav",
    "r": "zip",
    "excel": "xlsx",
    "csv": "csv",
    "codebook": "csv",
}
YES_NO: Mapping[Language, tuple[str, str]] = {"fr": ("Oui", "Non"), "ar": ("نعم", "لا"), "en": ("Yes", "No")}
UNDER_LEGAL_NAMES = frozenset({"stata", "spss", "r"})


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: names that changed (old to new), and what the format does not carry as the table does."""

    renamed: Mapping[str, str]
    losses: tuple[Loss, ...]


def write_file(table: Labelled, path: Path, *, form: FileForm, language: Language) -> Written:
    """Write a table with its labels.

    Parameters
    ----------
    table : Labelled
        The table and its words.
    path : Path
        The file to write.
    form : FileForm
        "stata" (.dta, release 118), "spss" (.sav), "r" (.zip of CSV and a script), "excel" (.xlsx), "csv",
        or "codebook" (the words alone, as CSV).
    language : Language
        Of headings and of yes and no; the labels are already in theirs.

    Returns
    -------
    Written
        Names that changed, and what was lost.

    Raises
    ------
    PackageForFormatAbsent
        The package that writes this format is not installed.
    TooWideForExcel
        More rows or columns than a sheet has.
    """
    losses: list[Loss] = []
    try:
        if form == "stata":
            _, losses = write_stata(table, path, yes_no=YES_NO[language], language=language)
        elif form == "spss":
            _, losses = write_spss(table, path, yes_no=YES_NO[language], language=language)
        elif form == "r":
            _, losses = write_r(table, path, yes_no=YES_NO[language])
        elif form == "excel":
            losses = write_excel(table, path, language=language)
        elif form == "csv":
            losses = write_csv(table, path)
        else:
            write_codebook(table, path, language=language)
    except ImportError as reason:
        raise PackageForFormatAbsent(form=form, package=reason.name or "pandas") from reason
    names = [each.name for each in table.variables]
    legal = legal_names(names) if form in UNDER_LEGAL_NAMES else names
    renamed = {old: new for old, new in zip(names, legal, strict=True) if old != new}
    return Written(renamed, tuple(losses))
