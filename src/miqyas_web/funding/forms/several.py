"""Several people chosen from a list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

# Longer than any number of a row: a database cannot even compare it.
MOST_FIGURES = 18


class SeveralField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscripted when it runs
    """Boxes to tick; a number that no row can have is refused as one that none has."""

    widget = forms.CheckboxSelectMultiple

    def _check_values(self, value: Any) -> Any:
        for each in value if isinstance(value, (list, tuple)) else ():
            if len(str(each)) > MOST_FIGURES:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(each)[:MOST_FIGURES]},
                )
        return super()._check_values(value)  # type: ignore[misc]  # of Django, not in its stubs
