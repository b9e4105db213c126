"""The root of every error raised on purpose."""

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


class CommandUnavailable(MiqyasError):
    """A command another package adds, but whose requirements are not installed."""

    template = (
        "The command “{command}” needs the module “{module}”, which is not installed. "
        "Install the package that brings this command with all its extras."
    )
