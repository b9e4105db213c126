"""Grids that cannot be read, and scores that do not fit them."""

from miqyas.errors.design import InvalidDesign


class InvalidGrid(InvalidDesign):
    """A scoring grid cannot be used as it stands."""

    template = "This grid cannot be used."


class GridUnreadable(InvalidGrid):
    """The file is no grid."""

    template = (
        "The file “{name}” is not a grid that can be read: {reason}. Expected: TOML or JSON in UTF-8, with “key”, "
        "“version”, “labels” and “criteria” (see docs/judgement/grids.md)."
    )


class GridFieldWrong(InvalidGrid):
    """A field is missing, unknown, or holds something else than what is expected."""

    template = "In the grid, {where}: the field “{field}” should be {expected}. Correct it."


class GridNotHeld(InvalidGrid):
    """No such grid in the library."""

    template = "There is no grid “{grid}” in the library. There are: {held}."


class GridScoreMissing(InvalidGrid):
    """A review without a score that is needed."""

    template = "The criterion “{criterion}” has no score. Every criterion that weighs or admits needs one."


class GridScoreOffScale(InvalidGrid):
    """A score that is no level of its criterion."""

    template = "The score {found} is no level of the criterion “{criterion}”. Its levels are: {expected}."


class NoWeight(InvalidGrid):
    """Nothing ranks."""

    template = "Every weight of the grid “{grid}” is zero: nothing ranks the files. Give a weight to one criterion at least."
