"""A table that cannot be made to tell less as asked, or whose risk cannot be measured."""

from miqyas.errors.base import MiqyasError


class InvalidProtection(MiqyasError):
    """What was asked to protect people contradicts itself or the table."""

    template = "This protection cannot be given."


class StepInvalid(InvalidProtection):
    """A step whose settings make no sense."""

    template = "The step “{step}” on “{column}” makes no sense as it is set. Correct its settings."


class StepUnfit(InvalidProtection):
    """A step that does not suit the type of its column."""

    template = "The step “{step}” does not suit “{column}”, which holds {found}. Choose another step."


class StepTwice(InvalidProtection):
    """Two steps on one column."""

    template = "“{column}” is given two steps. Choose one."


class KeyMissing(InvalidProtection):
    """A pseudonym without key is a name anyone can find."""

    template = (
        "Giving “{column}” pseudonyms needs a secret key. Without it, anyone could find the names by trying."
    )


class KeyTooShort(InvalidProtection):
    """A key that can be guessed."""

    template = "The key for pseudonyms has {found} bytes; at least {expected} are needed. Make a longer one, at random."


class NoQuasiIdentifiers(InvalidProtection):
    """Nothing an outsider may know was declared."""

    template = (
        "No column was named as one an outsider may know. Name at least one, such as age, sex or place."
    )


class InvalidAnonymity(InvalidProtection):
    """A k that protects nobody."""

    template = "k is {found}; it must be 2 at least. 5 is usual."


class QuasiAndSensitive(InvalidProtection):
    """A column both known and to be learnt."""

    template = "“{column}” is named as known to an outsider and as to be protected. Choose one."


class NothingToProtect(InvalidProtection):
    """A table without rows."""

    template = "“{file}” has no row, so there is nobody to protect."


class SuppressionLeavesNothing(InvalidProtection):
    """Every row would go."""

    template = "No row is alike to {k} others or more: nothing would be left. Make values less fine first."
