"""What stands behind a cell: an answer, or which kind of nothing."""

from enum import IntEnum

# Marks of a cell on its way through the spool. XML can hold none of these characters, so no answer can be taken
# for one of them; and what begins with a character from NEW_LINE on is an answer, which is cheap to ask.
ABSENT, NOT_THERE, NEW_LINE, CARRIAGE_RETURN = "\x01", "\x02", "\x03", "\x04"
SEPARATOR = "\x1f"
BLANKS = " \t\n\r"


class AnswerState(IntEnum):
    """Why a cell holds a value or none."""

    ANSWERED = 0
    # The question was put and left unanswered: its element came, empty.
    EMPTY = 1
    # The question was not put to this respondent (a skip): its element did not come.
    NOT_ASKED = 2
    # The version of the form this answer was given to has no such question.
    NOT_IN_VERSION = 3
    # Something came that the type of the column cannot hold; it is told among the misfits.
    UNFIT = 4
