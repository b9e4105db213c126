"""The ground of every form: no colon after labels, errors said plainly."""

from typing import Any

from django import forms


class Form(forms.Form):
    """A form whose labels carry no colon: languages put it differently, and the page does without."""

    # The summary of errors links to the fields; the browser's own bubbles would hide it, in its own language.
    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
