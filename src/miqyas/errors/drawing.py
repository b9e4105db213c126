"""Lots and samples that cannot be drawn as asked, and records that do not hold."""

from miqyas.errors.design import InvalidDesign


class InvalidDraw(InvalidDesign):
    """Lots or a sample cannot be drawn as asked."""

    template = "This draw cannot be made as it is asked."


class EmptyFrame(InvalidDraw):
    """A frame without units."""

    template = "The frame “{file}” holds no unit to draw. Give a list with one row for each unit."


class UnitTwice(InvalidDraw):
    """Two rows of the frame cannot be told apart."""

    template = (
        "{n} names in the column “{column}” stand for several units, such as “{example}”. "
        "Give each unit a name of its own."
    )


class RowsAlike(InvalidDraw):
    """Rows are the same in every column, and no column names them."""

    template = (
        "{n} rows of “{file}” are the same in every column: units drawn could not be told apart. "
        "Add a column with one name for each unit and give it with --id."
    )


class CellMissing(InvalidDraw):
    """A column the draw needs is not filled everywhere."""

    template = (
        "The column “{column}” is empty for {n} rows of the frame. Fill it, or leave these rows out first."
    )


class ArmsUnreadable(InvalidDraw):
    """Arms that are no names with shares."""

    template = (
        "The arms “{found}” cannot be read. Write at least two names with their shares, such as "
        "treated=1,control=1."
    )


class MoreArmsThanUnits(InvalidDraw):
    """Fewer units than arms."""

    template = "{n} units cannot be spread over {arms} arms. Add units or take fewer arms."


class ClusterInTwoStrata(InvalidDraw):
    """What is drawn as a whole lies in one stratum."""

    template = (
        "{n} groups of “{cluster}”, such as “{example}”, lie in several strata of “{strata}”. "
        "Choose strata that hold whole groups."
    )


class PairsNeedTwoEqualArms(InvalidDraw):
    """A pair has two places."""

    template = "Pairs are drawn between two arms of equal shares; {found} was given."


class TooManyToPair(InvalidDraw):
    """All distances are compared at once."""

    template = "{n} units are too many to pair ({most} at most). Draw inside strata, or pair inside strata."


class NothingToBalance(InvalidDraw):
    """A column that is the same everywhere cannot be balanced."""

    template = "The columns “{columns}” do not vary: there is nothing to balance. Choose others."


class CriterionNotMet(InvalidDraw):
    """No attempt was balanced enough."""

    template = (
        "None of {attempts} draws came under the distance {threshold}; the best had {best}. "
        "Accept a larger share of draws, or balance fewer columns."
    )


class OptionsExclude(InvalidDraw):
    """Two ways of drawing that cannot both hold."""

    template = "“{first}” and “{second}” cannot be asked together. Keep one of them."


class OptionOutOfRange(InvalidDraw):
    """A number that the draw cannot use."""

    template = "“{name}” is {found}. Expected: {expected}."


class RecordUnreadable(InvalidDraw):
    """A file that is no record of a draw."""

    template = "The file “{file}” is no record of a draw: {reason}. Give the .json written with the list."


class SampleTooLarge(InvalidDraw):
    """More asked than there is."""

    template = "{n} units are asked of “{where}”, which holds {there}. Ask for fewer."


class StratumUnknown(InvalidDraw):
    """An allocation that does not match the strata of the frame."""

    template = "The strata to allocate are not those of the frame: “{found}”. In the frame: {expected}."


class SizeNotPositive(InvalidDraw):
    """A size at or below zero has no chance."""

    template = (
        "The size “{column}” is zero or less for {n} units: they could never be drawn. "
        "Correct it, or leave them out first."
    )


class TakeDoesNotDivide(InvalidDraw):
    """A sample of whole clusters' takes."""

    template = "{n} units cannot be made of takes of {take}. Ask for {below} or {above}."


class RejectiveTooLong(InvalidDraw):
    """Sampford's procedure refuses nearly every draw."""

    template = (
        "No draw was kept out of {attempts}: {n} units are too large a part of the frame for Sampford's "
        "procedure. Use the systematic one, which has the same chances."
    )
