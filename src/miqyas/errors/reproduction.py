"""Figures that could not be computed again, archives that are not what was sealed."""

from miqyas.errors.base import MiqyasError


class NotReproduced(MiqyasError):
    """A figure could not be computed again."""


class PicturesUnavailable(NotReproduced):
    """The package that draws charts is not installed."""

    template = "Charts cannot be drawn here: install the extra with “pip install 'miqyas[documents]'”."


class DocumentsUnavailable(NotReproduced):
    """The package that makes PDF or Word documents is not installed."""

    template = "Documents cannot be made here without “{package}”: install the extra with “pip install 'miqyas[documents]'”."


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


class DatasetNotHere(NotReproduced):
    """The dataset of a figure does not travel with the report and was not found."""

    template = (
        "The dataset “{name}” does not travel with this report. If you hold it, give its folder with --data; "
        "its hash is {sha256}."
    )


class UnknownKind(NotReproduced):
    """No method of this version computes figures of this kind."""

    template = "This version cannot compute a figure of kind “{kind}”; it knows: {expected}."


class NotComputable(NotReproduced):
    """The computation of a figure broke on its parameters or its data."""

    template = (
        "The figure of kind “{kind}” cannot be computed from the parameters and data given ({found}). "
        "Tell the report's author."
    )
