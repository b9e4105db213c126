"""What the platform says no with.

Refused      the rules do not allow this now: its sentence goes on the page with 409
└── Unfit    what was sent cannot be used as it is: its sentence goes beside the field with 422
"""

from django.utils.functional import Promise


class Refused(Exception):
    """The rules do not allow this now. The sentence is fit to show to the person."""

    status = 409

    def __init__(self, sentence: "str | Promise") -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class Unfit(Refused):
    """What was sent cannot be used as it is."""

    status = 422
