"""Answers as they come in that a check of their quality cannot use."""

from miqyas.errors.sample import InvalidSample


class InvalidAnswers(InvalidSample):
    """Answers cannot be checked as they were given."""

    template = "These answers cannot be checked."


class NothingToCheck(InvalidAnswers):
    """Nothing has come in."""

    template = "There is no answer to look at yet. Come back once some have come in."


class KeyTwice(InvalidAnswers):
    """One key names two answers."""

    template = "Two answers have the identifier “{key}”. Give each its own."


class ColumnOfOtherLength(InvalidAnswers):
    """A column does not hold one value by answer."""

    template = "The question “{column}” has {found} values for {expected} answers. Give one for each answer."


class QuestionAbsent(InvalidAnswers):
    """A check asks for a question that is not there."""

    template = "No question is called “{question}”. The nearest names are: {nearest}."


class AnswerNotNumber(InvalidAnswers):
    """A number is needed where something else stands."""

    template = (
        "The question “{question}” holds “{found}” in the answer “{key}”, where a number is needed. "
        "Choose another question, or correct this answer."
    )


class ThresholdOutOfRange(InvalidAnswers):
    """A setting of a check lies where it means nothing."""

    template = "The setting “{name}” is {found}; expected: {expected}."


class TooFewAnswers(InvalidAnswers):
    """Too few to say anything."""

    template = "{found} answers can be used here and {needed} are needed. Wait for more."


class TooFewQuestions(InvalidAnswers):
    """Too little is asked to tell a copy from two people alike."""

    template = (
        "{found} questions can be compared and {needed} are needed: with fewer, two people alike would look "
        "like a copy. Turn this check off for a short questionnaire."
    )


class OneEnumerator(InvalidAnswers):
    """Nobody to compare with."""

    template = (
        "{found} enumerator has two answers or more; comparing needs at least 2. Wait for more answers."
    )


class NothingBackChecked(InvalidAnswers):
    """No answer was asked a second time."""

    template = "No answer has been collected a second time. Draw back-checks and wait for them."


class TooManyPairs(InvalidAnswers):
    """Comparing them would take hours."""

    template = (
        "{found} pairs of answers are close enough to be compared one by one; at most {most} are. "
        "Compare inside a smaller group (a place, an enumerator), or ask for a higher percentage."
    )
