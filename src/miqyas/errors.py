"""Every error the science raises on purpose, as one tree.

MiqyasError
├── UnreadableFile        a file that is not the table it claims to be          (data.intake)
├── InvalidSample         the data cannot answer the question asked             (data, estimators, checks)
├── InvalidDesign         a plan, theory or indicator contradicts itself        (design, theory, indicators)
│   ├── EmptyQuestion, UnknownDesign, RoleMissing, RoleTwice, LevelOutOfRange       (design)
│   ├── InvalidField, UnknownField                                                  (design, evidence)
│   └── ContradictoryFacts                                                          (evidence)
└── NotReproduced         a figure could not be computed again                  (reporting)
    ├── NotAnArchive, UnexpectedMember, ArchiveTooLarge, MemberMissing
    └── ManifestAltered, DatasetAltered, UnknownSchema, InvalidManifest

A class for each thing a caller may decide on. Its ``template`` is the English sentence: where, what was
expected, what was found, what to do. `miqyas.reporting.refusals` holds the same sentence in French and Arabic
under the class's name, with the same facts in braces.
"""

from typing import ClassVar


class MiqyasError(Exception):
    """Base of every error raised on purpose by this library.

    Attributes
    ----------
    facts : dict
        What the sentence is about: column, row, counts. The same names as in ``template``.
    """

    template: ClassVar[str] = "This cannot be done."

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.template.format(**facts))


class UnreadableFile(MiqyasError):
    """A file that is not the table it claims to be."""


class InvalidSample(MiqyasError):
    """The data cannot answer the question asked."""


class InvalidDesign(MiqyasError):
    """A plan, a theory or an indicator contradicts itself."""


# Plans and facts (design.plan, evidence.facts).


class EmptyQuestion(InvalidDesign):
    """A plan without a question answers nothing."""

    template = "The plan asks no question. Write in one sentence what you want to know."


class UnknownDesign(InvalidDesign):
    """A design the library does not know."""

    template = "The design “{found}” is not known. Choose one of: {expected}."


class RoleMissing(InvalidDesign):
    """A design needs a column that the plan does not name."""

    template = "The design “{design}” needs a column for the role “{role}”. Name that column in the plan."


class RoleTwice(InvalidDesign):
    """One column cannot play two parts."""

    template = (
        "The column “{column}” has two roles: {first} and {second}. Give each role a column of its own."
    )


class LevelOutOfRange(InvalidDesign):
    """The coverage of an interval lies strictly between 0 and 1."""

    template = (
        "The level of the interval must lie between 0 and 1, ends excluded; found {found}. Usual: 0.95."
    )


class InvalidField(InvalidDesign):
    """A field of a plan, of facts or of a record holds what it cannot hold."""

    template = "The field “{field}” cannot hold “{found}”. Expected: {expected}."


class UnknownField(InvalidDesign):
    """A document names a field that does not exist."""

    template = "The field “{field}” does not exist here. Correct its name or remove it."


class ContradictoryFacts(InvalidDesign):
    """Two facts of one study cannot both be true."""

    template = "“{first}” and “{second}” contradict each other. Correct one of them."


class NotReproduced(MiqyasError):
    """A figure could not be computed again."""


# Archives of a report (reporting.archive).


class NotAnArchive(NotReproduced):
    """The file is not a Miqyas archive."""

    template = (
        "The file “{name}” is not a Miqyas report archive: {found}. Ask its author for the .miqyas file."
    )


class UnexpectedMember(NotReproduced):
    """An archive holds a file that it must not hold."""

    template = "The archive holds “{member}”, which does not belong there. It was not opened any further."


class ArchiveTooLarge(NotReproduced):
    """An archive would unpack to more than the limit."""

    template = (
        "The archive would unpack to {found} bytes; the limit is {limit}. "
        "Verify it on a machine where you allow more."
    )


class MemberMissing(NotReproduced):
    """An archive lacks a file that it says it holds."""

    template = "The archive lacks “{member}”. It is incomplete: ask its author for the whole file."


class ManifestAltered(NotReproduced):
    """The manifest is not the one that was sealed."""

    template = "The manifest was changed after publication: its hash is {found}, {expected} was expected."


class DatasetAltered(NotReproduced):
    """A dataset is not the one the figures were computed from."""

    template = "The dataset {expected} was changed after publication: its hash is now {found}."


class UnknownSchema(NotReproduced):
    """The archive was written by another version of the format."""

    template = "The archive speaks “{found}”; this version reads “{expected}”. Install a newer Miqyas."


class InvalidManifest(NotReproduced):
    """The manifest does not have the form of a report."""

    template = "The manifest cannot be read at “{field}”: {expected} was expected."
