"""Every error the science raises on purpose, as one tree.

MiqyasError
├── UnreadableFile        a file that is not the table it claims to be          (data.intake)
├── InvalidSample         the data cannot answer the question asked             (data, estimators, checks)
├── InvalidDesign         a plan, theory or indicator contradicts itself        (design, theory, indicators)
└── NotReproduced         a figure could not be computed again                  (reporting)

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


class NotReproduced(MiqyasError):
    """A figure could not be computed again."""
