"""Grants that cannot be published or read as open data."""

from miqyas.errors.files import UnreadableFile


class GrantsUnreadable(UnreadableFile):
    """A table or a file that holds no grants."""

    template = (
        "No grants can be read here: {reason}. Expected: a 360Giving package, or a table with its titles (Identifier, "
        "Title, Amount Awarded…)."
    )


class GrantsNotWritten(UnreadableFile):
    """Grants that the standard would refuse."""

    template = "The grants have {n} faults and were not written. The first: {first}."


class ActivityNotWritten(UnreadableFile):
    """An activity that the rules of IATI would refuse."""

    template = (
        "The activity “{activity}” was not written: its {fact} is {found}. Expected what the rules of IATI 2.03 ask: an "
        "identifier that begins with that of the organisation, a title and a description in its language, sectors that "
        "make 100 %, a start, dates in order and not to come, a figure for each indicator."
    )


class PublishedTooLarge(UnreadableFile):
    """A file of grants past the weight that is read."""

    template = (
        "This file weighs more than {maximum} MB. Bring a part of it: one year, or the grants of Morocco."
    )


class PublishedDoctype(UnreadableFile):
    """An XML that declares a document type: entities could read other files or fill the memory."""

    template = (
        "This XML declares a document type (DOCTYPE): it is not read. Bring the IATI file as it is published."
    )


class PublishedNotRead(UnreadableFile):
    """Neither XML nor JSON that can be read."""

    template = (
        "This file cannot be read at line {line}, column {column}. "
        "Expected: IATI activities in XML, or a 360Giving package in JSON."
    )


class PublishedUnknown(UnreadableFile):
    """XML or JSON of something else."""

    template = "This file holds no grants that are known here: found {found}. Expected: iati-activities, or a list “grants”."


class PublishedTooMany(UnreadableFile):
    """More grants than are kept from one file."""

    template = (
        "This file holds more than {maximum} grants. Bring a part of it: one year, or the grants of Morocco."
    )
