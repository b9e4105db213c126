"""Answers to a questionnaire that do not fit it, one class for each way."""

from miqyas.errors.base import MiqyasError


class AnswerMisfit(MiqyasError):
    """An answer, or one value of it, does not fit the form."""

    template = "This answer does not fit the form."


class AnswerNotXml(AnswerMisfit):
    """Bytes that are no XML."""

    template = (
        "This answer is not XML that can be read: {reason}. Ask for it again from the phone that sent it."
    )


class AnswerDoctype(AnswerMisfit):
    """A document type: no form engine writes one, and it can hide a bomb."""

    template = "This answer holds a document type (DOCTYPE), which no form writes. It is refused, whatever else it holds."


class AnswerFormUnknown(AnswerMisfit):
    """An answer to another form."""

    template = "This answer is for the form “{found}”; the form is “{expected}”. Give the form it was filled in with."


class AnswerVersionUnknown(AnswerMisfit):
    """An answer to a version that was not given."""

    template = "This answer is for version “{found}” of the form; the versions given are: {known}. Give that version too."


class AnswerWithoutIdentifier(AnswerMisfit):
    """No instanceID: nothing tells it from another answer."""

    template = (
        "This answer has no instanceID, so it cannot be told from another. Ask for it again from the phone."
    )


class AnswerIdentifierTwice(AnswerMisfit):
    """Two answers with one instanceID."""

    template = "This answer has the same instanceID as “{first}”. Keep one of them."


class AnswerElementUnknown(AnswerMisfit):
    """An element that the form does not have."""

    template = "The form has no question at “{path}”. Check which version of the form was filled in."


class AnswerElementTwice(AnswerMisfit):
    """A question answered twice, outside of any repeat."""

    template = "“{path}” stands twice in this answer, and it is no repeat. Correct the answer."


class AnswerStrayText(AnswerMisfit):
    """Text between elements, where the form has no question."""

    template = "This answer holds the text “{found}” outside of any question. Correct the answer."


class AnswerTooLarge(AnswerMisfit):
    """A file past any answer."""

    template = "This file weighs more than {maximum} bytes, which no answer does. Check that it is an answer."


class AnswerValueUnfit(AnswerMisfit):
    """A value that the type of its question cannot hold."""

    template = "“{column}” holds “{found}”, which is no {expected}. Correct the answer; the cell stays empty until then."


class AnswerChoiceUnknown(AnswerMisfit):
    """A choice that the form does not offer."""

    template = "“{column}” holds the choice “{found}”, which the form does not offer. It is kept as it came."


class FormsDiffer(MiqyasError):
    """Versions of two forms given as if of one."""

    template = "The versions given are of two forms: “{first}” and “{second}”. Give the versions of one form."


class VersionTwice(MiqyasError):
    """Two forms under one version."""

    template = "Two of the forms given are called version “{version}”. Give each version once."


class NoAnswerFiles(MiqyasError):
    """A folder without answers."""

    template = "There is no XML file in “{folder}”. Give the folder that holds the answers."


class FormNotReadable(MiqyasError):
    """A form with errors."""

    template = "The form “{file}” cannot be used ({reason}). Check it with `miqyas forms check`."


class TooWideForExcel(MiqyasError):
    """More than a sheet holds."""

    template = "A sheet of Excel holds {rows} rows and {columns} columns; this table has more. Choose another format."


class PackageForFormatAbsent(MiqyasError):
    """What writes a format is not installed."""

    template = 'Writing “{form}” needs the package {package}. Install it with: pip install "miqyas[forms]".'
