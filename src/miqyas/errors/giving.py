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
