"""Plans, facts and indicators that contradict themselves."""

from miqyas.errors.base import MiqyasError


class InvalidDesign(MiqyasError):
    """A plan, a theory or an indicator contradicts itself."""


class InvalidLevel(InvalidDesign):
    """A coverage that is not a share between 0 and 1."""

    template = "The level of the interval must lie between 0 and 1, such as 0.95; {level} was given."


class InvalidProbability(InvalidDesign):
    """A p-value that is not a probability."""

    template = "The p-value of “{name}” must lie between 0 and 1; {found} was given. Correct it."


class NoTests(InvalidDesign):
    """A family of results without any result."""

    template = "No result was given to adjust. Give every result that was looked at, each with its name."


class EmptyQuestion(InvalidDesign):
    """A plan without a question answers nothing."""

    template = "The plan asks no question. Write in one sentence what you want to know."


class UnknownDesign(InvalidDesign):
    """A design the library does not know."""

    template = "The design “{found}” is not known. Choose one of: {expected}."


class PlanNotEstimated(InvalidDesign):
    """A design that gives no figure a record could give again."""

    template = (
        "A study of the design “{design}” is planned and told here, but not estimated. Use the library or "
        "`miqyas estimate`, or another design."
    )


class RoleMissing(InvalidDesign):
    """A design needs a column that the plan does not name."""

    template = "The design “{design}” needs a column for the role “{role}”. Name that column in the plan."


class RoleTwice(InvalidDesign):
    """One column cannot play two parts."""

    template = (
        "The column “{column}” has two roles: {first} and {second}. Give each role a column of its own."
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


class FactsUnreadable(InvalidDesign):
    """A file does not hold facts as a JSON object."""

    template = (
        "The file “{name}” does not hold facts: {found}. A JSON object such as "
        '{{"comparison": "random", "n": 5513}} was expected.'
    )
