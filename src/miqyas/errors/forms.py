"""Questionnaires that cannot be read, and files asked of them that cannot be made."""

from miqyas.errors.files import UnreadableFile


class UnreadableForm(UnreadableFile):
    """A file that is not the questionnaire it claims to be."""

    template = "This questionnaire cannot be read."


class XFormTooLarge(UnreadableForm):
    """An XForm heavier than any questionnaire."""

    template = (
        "This form weighs {found} bytes; the limit is {maximum}. Put its long lists of choices in a CSV file "
        "beside it."
    )


class XFormNotXml(UnreadableForm):
    """The bytes are not well-formed XML."""

    template = "This form is not well-formed XML: {reason}. Export it again from the program that made it."


class XFormWithDoctype(UnreadableForm):
    """A document type, which no form needs and which can exhaust a machine."""

    template = (
        "This form declares a document type (DOCTYPE), which is never accepted. Remove that declaration."
    )


class NotAnXForm(UnreadableForm):
    """XML, but no XForm."""

    template = (
        "This XML is not a form: {missing} was not found in it. Expected: an ODK XForm, such as the conversion of an "
        "XLSForm gives."
    )


class XFormWithoutId(UnreadableForm):
    """Phones know a form by its identifier."""

    template = "This form has no identifier. Write the attribute “id” on “{root}”, the root of its answers."


class FormHasErrors(UnreadableForm):
    """A questionnaire with errors, of which no phone could run anything."""

    template = (
        "This questionnaire has errors ({count}): the first is “{code}” ({place}). Nothing is converted until they are "
        "mended: run “miqyas forms check” to read them all."
    )


class FormPackageMissing(UnreadableForm):
    """The packages that read questionnaires come with an extra of their own."""

    template = (
        "Reading a questionnaire needs the package {package}, which is not installed here. Install it with: "
        'pip install "miqyas[forms]".'
    )
