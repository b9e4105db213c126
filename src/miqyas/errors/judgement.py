"""Questionnaires that cannot be read, and answers that do not fit them."""

from miqyas.errors.design import InvalidDesign


class InvalidQuestionnaire(InvalidDesign):
    """A diagnostic cannot be read from its files, or an answer does not fit it."""

    template = "This diagnostic cannot be read."


class QuestionnaireAbsent(InvalidQuestionnaire):
    """No such version, or no such audience in it."""

    template = "There is no diagnostic “{audience}” in version “{version}”. There are: {found}."


class QuestionnaireUnreadable(InvalidQuestionnaire):
    """A file is missing or is not TOML in UTF-8."""

    template = "The file {path} cannot be read as TOML in UTF-8: {reason}."


class QuestionnaireFieldMissing(InvalidQuestionnaire):
    """A field without which the page cannot be shown."""

    template = "In {path}, {where} lacks the field “{field}”."


class QuestionnaireFieldUnknown(InvalidQuestionnaire):
    """A field that would be lost if it were ignored."""

    template = "In {path}, {where} has a field “{field}” that is not known. The fields are: {expected}."


class QuestionnaireFieldInvalid(InvalidQuestionnaire):
    """A field holds something else than what is expected."""

    template = "In {path}, {where}, the field “{field}” should be {expected}."


class QuestionnaireItemTwice(InvalidQuestionnaire):
    """Two items, or two dimensions, under one key."""

    template = "In {path}, the key “{key}” stands twice. Give each its own."


class QuestionnaireKeyUnknown(InvalidQuestionnaire):
    """An item names a dimension or another item that does not exist."""

    template = "In {path}, {where} names “{key}”, which is not there. Add it or correct the key."


class QuestionnaireGoesRound(InvalidQuestionnaire):
    """Items rest on each other in a circle."""

    template = "In {path}, these items rest on each other in a circle: {items}. Remove one of the needs."


class QuestionnaireDimensionSize(InvalidQuestionnaire):
    """A dimension with no item, or more than a screen holds."""

    template = (
        "In {path}, the dimension “{dimension}” has {found} items; a screen holds between 1 and {most}."
    )


class QuestionnaireChanged(InvalidQuestionnaire):
    """A published version no longer says what it said when it was published."""

    template = (
        "Version “{version}” was published and its files have changed since. Put them back, and write the "
        "changes in a new version."
    )


class AnswerToNothing(InvalidQuestionnaire):
    """An answer to an item that the questionnaire does not hold."""

    template = "There is no item “{item}” in version “{version}” of the diagnostic."


class AnswerOutOfScale(InvalidQuestionnaire):
    """A level outside 1 to 5."""

    template = "The answer to “{item}” is {found}; the levels go from 1 to 5."


class AnswerMustApply(InvalidQuestionnaire):
    """Said not to apply, where it always does."""

    template = "“{item}” applies to every organisation: choose a level from 1 to 5."


class AnswersMissing(InvalidQuestionnaire):
    """The result is asked for before every item is answered."""

    template = "{n} items have no answer yet: {items}."


class SuppressionFloorTooLow(InvalidQuestionnaire):
    """A group smaller than two cannot hide anyone."""

    template = "Groups are published from {found} members on; the least that hides anyone is 2."
