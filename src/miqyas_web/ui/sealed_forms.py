"""A preview that is accepted as it was shown: its content travels through the page under a seal."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.utils.translation import gettext as _

from miqyas_web.ui.forms import Form

# A preview is accepted while it is fresh in mind.
LONGEST_SECONDS = 6 * 3600
MOST_CHARACTERS = 4_000_000


class SealedForm(Form):
    """What was shown, sealed so that nothing else can be accepted, and only for what it was shown for.

    A room names its ``salt``. ``about`` is the number of the thing that the preview would change.
    """

    salt: ClassVar[str]
    sealed = forms.CharField(max_length=MOST_CHARACTERS, widget=forms.HiddenInput)

    def __init__(self, *args: Any, about: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.about = about

    @classmethod
    def seal(cls, held: Mapping[str, Any], *, about: int) -> str:
        """What the field takes back."""
        return signing.dumps({**held, "about": about}, salt=cls.salt, compress=True)

    def clean_sealed(self) -> dict[str, Any]:
        problem = forms.ValidationError(
            _("This preview is no longer valid. Send the file again to see what it would change.")
        )
        try:
            held: dict[str, Any] = signing.loads(
                self.cleaned_data["sealed"], salt=self.salt, max_age=LONGEST_SECONDS
            )
        except signing.BadSignature as error:
            raise problem from error
        if held["about"] != self.about:
            raise problem
        return held
