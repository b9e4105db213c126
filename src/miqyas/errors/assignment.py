"""Reviewers that cannot be assigned as asked."""

from miqyas.errors.design import InvalidDesign


class InvalidAssignment(InvalidDesign):
    """Files cannot be given to reviewers as asked."""

    template = "These files cannot be given to reviewers as asked."


class ReaderTwice(InvalidAssignment):
    """Two files, or two reviewers, under one name."""

    template = "“{name}” stands {n} times in the list. Expected: one row each. Correct the list."


class ReaderNameless(InvalidAssignment):
    """A row without the name of a file or of a reviewer."""

    template = "Row {row} has nothing in the column “{column}”. Write a name there, or take the row away."


class ReadingUnknown(InvalidAssignment):
    """A conflict, or an earlier reading, that names nobody or nothing."""

    template = (
        "“{name}” is named in a conflict or an earlier assignment, and is in neither list. Correct the name."
    )


class ReadingInConflict(InvalidAssignment):
    """A reading that must stay is also a conflict."""

    template = (
        "“{reviewer}” has already read “{file}”, and a conflict is declared between them. Settle the conflict, or set the "
        "review aside."
    )


class NothingToAssign(InvalidAssignment):
    """No file."""

    template = "There is no file to give to the {n} reviewers. Expected: one file at least."


class ChanceBound(InvalidAssignment):
    """A bound on the chance of a reading that cannot be, or that nothing meets."""

    template = (
        "No assignment leaves every reviewer a chance of at most {chance} to read each file. Expected: above 0 and at most "
        "1, drawn with a seed. Raise it, ask fewer readings of each file, or invite more reviewers."
    )


class FileLacksReaders(InvalidAssignment):
    """Too few reviewers may read a file."""

    template = (
        "The file “{file}” needs {needed} reviewers and only {found} may read it, once conflicts, languages and panels are "
        "taken away. Add a reviewer, lift one of these limits for it, or ask fewer reviews of it."
    )


class PlacesTooFew(InvalidAssignment):
    """All reviewers together may not read as much as is asked."""

    template = (
        "{needed} readings are asked and the reviewers together may take {found}. Raise the largest load, add reviewers, or "
        "ask fewer reviews of each file."
    )


class PlacesTooMany(InvalidAssignment):
    """The least loads ask for more readings than there are."""

    template = "The least loads ask for {found} readings and there are {needed}. Lower the least load."


class LoadsCannotMeet(InvalidAssignment):
    """Each file could be read alone, not all of them together."""

    template = (
        "These files cannot all find their reviewers: {files}. Those who may read them are full: {reviewers}. Raise the "
        "largest load of one of them, add a reviewer, or lift a limit for one of these files."
    )


class LeastLoadUnmet(InvalidAssignment):
    """A reviewer cannot be given as much as their least load."""

    template = (
        "These reviewers cannot be given their least load, so few files are open to them: {reviewers}. Lower their least "
        "load, or lift a conflict or a panel for them."
    )


class BridgesCannotBeBuilt(InvalidAssignment):
    """No assignment links all files."""

    template = (
        "No assignment found links all files: {n} groups remain, so ranks across them could not be compared. Ask one review "
        "more of some files, or let reviewers read outside their panel."
    )
