"""A person's own list of indicators that cannot be read as it stands, or rows of it."""

from miqyas.errors.indicators import InvalidIndicator


class InvalidForeignList(InvalidIndicator):
    """A list of indicators cannot be read as it stands."""

    template = "This list of indicators cannot be read."


class ForeignNameColumnMissing(InvalidForeignList):
    """No column holds the names."""

    template = "No column is headed as the name of an indicator. The columns are: {columns}. Say which holds the names."


class ForeignFieldUnknown(InvalidForeignList):
    """A field an indicator does not have."""

    template = "An imported indicator has no field “{field}”. The fields are: {expected}."


class ForeignColumnUnknown(InvalidForeignList):
    """A heading the file does not have."""

    template = "The file has no column “{column}”. Its columns are: {columns}. Correct the name."


class ForeignColumnTwice(InvalidForeignList):
    """One column for two fields."""

    template = "The column “{column}” is given for two fields: {first} and {second}. Choose one."


class ForeignRowFault(InvalidForeignList):
    """One row of the list cannot be imported."""

    template = "A row of this list cannot be imported."


class ForeignNameMissing(ForeignRowFault):
    """A row without name."""

    template = "Row {row}: the column “{column}” is empty. Write the name of the indicator."


class ForeignIdMissing(ForeignRowFault):
    """A row without identifier, where the others have one."""

    template = (
        "Row {row}: the column “{column}” is empty. Write the identifier, or leave this column out for all."
    )


class ForeignIdTwice(ForeignRowFault):
    """Two rows with one identifier."""

    template = "Row {row}: the identifier “{identifier}” already stands in row {first}. Give each its own."


class ForeignTextTooLong(ForeignRowFault):
    """A cell longer than a sheet can show."""

    template = "Row {row}, column “{column}”: {found} characters; the limit is {maximum}. Shorten the text."


class ForeignFormula(ForeignRowFault):
    """A text that a spreadsheet would carry out."""

    template = "Row {row}, column “{column}”: “{found}” would run as a formula in a spreadsheet. Remove its first sign."


class ForeignSdgUnknown(ForeignRowFault):
    """A code that is no goal, target or indicator of the United Nations."""

    template = (
        "Row {row}: “{code}” is no Sustainable Development Goal, target or indicator. Correct the code."
    )


class ForeignLinkInvalid(ForeignRowFault):
    """A link that is no web address."""

    template = "Row {row}: “{found}” is no web address. It should begin with https:// or http://."
