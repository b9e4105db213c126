"""Steps of cleaning that do not apply to the answers they are put to."""

from miqyas.errors.design import InvalidDesign


class InvalidStep(InvalidDesign):
    """A step of cleaning cannot be carried out."""

    template = "A step of cleaning cannot be carried out."


class StepUnreadable(InvalidStep):
    """The step lacks something, or holds what no step knows."""

    template = "Step {step} cannot be read: {reason}. Correct it, or take it back."


class StepColumnAbsent(InvalidStep):
    """The column it changes is not there."""

    template = (
        "Step {step} speaks of the column “{column}”, which is not there. The nearest names are: {nearest}. "
        "Take the step back, or name the column as it is now."
    )


class StepAnswerAbsent(InvalidStep):
    """An answer it names is not there."""

    template = (
        "Step {step} names the answer “{key}”, which is not there: it was corrected, withdrawn or already "
        "left out. Take the step back, or make it anew."
    )


class StepValueChanged(InvalidStep):
    """The cell no longer holds what the step was made to change."""

    template = (
        "Step {step} changes “{column}” of the answer “{key}” where it was “{expected}”; it is now “{found}”. "
        "Take the step back, or make it anew."
    )


class StepValueUnfit(InvalidStep):
    """The new value does not belong in the column."""

    template = (
        "Step {step} puts “{value}” in the column “{column}”, where {expected} is expected. Correct it."
    )


class StepSelectsNothing(InvalidStep):
    """No row is concerned any more."""

    template = "Step {step} concerns no row of “{column}” any more. Take it back, or make it anew."
