"""Tables of results that cannot be written."""

from miqyas.errors.design import InvalidDesign


class EmptyTable(InvalidDesign):
    """A table without column or row."""

    template = (
        "A table needs at least one result; none was given. Give an estimate, a check or a file of them."
    )


class NotAnEstimate(InvalidDesign):
    """A file that does not hold what `miqyas estimate --json` prints."""

    template = (
        "The file “{file}” does not hold what “miqyas estimate … --json” prints: {reason}. "
        "Write it again with that command."
    )
