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
