"""Sheets of the catalogue of indicators that cannot be used as they are written."""

from miqyas.errors.indicators import InvalidIndicator


class InvalidCatalogue(InvalidIndicator):
    """A sheet of the catalogue lacks something or contradicts itself."""

    template = "This catalogue of indicators cannot be read."


class CatalogueAbsent(InvalidCatalogue):
    """No folder of sheets."""

    template = (
        "There is no catalogue of indicators in “{folder}”. Expected: one folder by theme, one file by sheet."
    )


class SheetUnreadable(InvalidCatalogue):
    """A file is not TOML in UTF-8."""

    template = "The sheet “{file}” cannot be read: {reason}. Expected: TOML in UTF-8. Correct that line."


class SheetFieldMissing(InvalidCatalogue):
    """A field without which a sheet cannot be used."""

    template = "The sheet “{file}” lacks the field “{field}”. Write it."


class SheetFieldUnknown(InvalidCatalogue):
    """A field that would be lost if it were ignored."""

    template = "The sheet “{file}” has a field “{field}” that is not known. The fields are: {expected}."


class SheetFieldInvalid(InvalidCatalogue):
    """A field holds what it cannot hold."""

    template = "In the sheet “{file}”, “{field}” holds {found}. Expected: {expected}."


class SheetMisplaced(InvalidCatalogue):
    """The name of the file or of the folder says something else than the sheet."""

    template = (
        "The sheet “{file}” says it is “{key}” of the theme “{theme}”. Expected: the name of the file is the key, "
        "the name of the folder the theme. Move the file, or correct the sheet."
    )


class SheetTwice(InvalidCatalogue):
    """Two sheets under one key."""

    template = "Two sheets have the key “{key}”: “{first}” and “{second}”. Give each its own."


class SheetTextMissing(InvalidCatalogue):
    """A text is not written in one of the three languages."""

    template = "In the sheet “{file}”, “{field}” is not written in this language: {language}. Write it."


class SheetTextForeign(InvalidCatalogue):
    """A text under a language is not in its script."""

    template = "In the sheet “{file}”, the text “{field}” is not in the script of its language ({language}). Translate it."


class AggregationAgainstKind(InvalidCatalogue):
    """What is measured cannot add up as declared: a sum of shares, a mean of counts."""

    template = (
        "The sheet “{file}” measures a “{kind}” and adds it up by “{aggregation}”: that total would be false. "
        "Expected: {expected}."
    )


class UnknownSdgCode(InvalidCatalogue):
    """No goal, target or indicator of the United Nations has this code."""

    template = (
        "The sheet “{file}” names “{code}”, which is no Sustainable Development Goal, target or indicator. "
        "Correct it."
    )


class SdgTargetOutsideGoals(InvalidCatalogue):
    """A target whose goal the sheet does not name."""

    template = (
        "The sheet “{file}” names “{code}” but not the goal “{goal}” it belongs to. Add the goal, or correct "
        "the code."
    )


class SheetNotFound(InvalidCatalogue):
    """The catalogue has no sheet of that key."""

    template = "The catalogue has no sheet “{key}”. The nearest keys are: {nearest}."


class UnknownFacet(InvalidCatalogue):
    """Sheets cannot be filtered by this."""

    template = "The catalogue cannot be filtered by “{facet}” = “{value}”. Expected: {expected}."
