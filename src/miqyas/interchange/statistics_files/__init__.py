"""A table with its labels, as the files of statistics packages: Stata, SPSS, R, Excel, CSV; and what each cannot carry."""

from miqyas.interchange.statistics_files.books import write_book
from miqyas.interchange.statistics_files.labelled import Labelled, Variable, of_answers
from miqyas.interchange.statistics_files.losses import Loss
from miqyas.interchange.statistics_files.names import legal_names
from miqyas.interchange.statistics_files.writing import FORMS, FileForm, Written, write_file

__all__ = [
    "FORMS",
    "FileForm",
    "Labelled",
    "Loss",
    "Variable",
    "Written",
    "legal_names",
    "of_answers",
    "write_book",
    "write_file",
]
