"""Fields by which a computed value is said: a way of computing, the questions it takes; or an expression."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from miqyas_web.surveys.forms.conditions import NOTHING
from miqyas_web.surveys.queries.known import Known
from miqyas_web.surveys.rules.calculations import SHAPES, shape_of

WRITTEN = "written"
MOST = 6


class CalculationFields:
    """The way of computing and its questions inside a form."""

    def __init__(self, form: forms.Form, known: Sequence[Known]) -> None:
        self.form, self.known = form, known

    def add(self, expression: str) -> None:
        """Put the fields in the form, filled with what stands."""
        found = shape_of(expression) if expression else None
        key, names = (found[0].key, found[1]) if found else (WRITTEN if expression else "sum", [])
        shapes = [
            *((shape.key, shape.name) for shape in SHAPES.values()),
            (WRITTEN, _("An expression, as written")),
        ]
        self.form.fields["shape"] = forms.ChoiceField(label=_("It is"), choices=shapes, initial=key)
        options = NOTHING + [each.option for each in self.known]
        for place in range(MOST):
            self.form.fields[f"part_{place}"] = forms.ChoiceField(
                label=gettext("Question %(n)s") % {"n": place + 1},
                choices=options,
                required=False,
                initial=names[place] if place < len(names) else "",
            )
        self.form.fields["expression"] = forms.CharField(
            label=_("Expression"),
            required=False,
            initial="" if found else expression,
            widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr", "spellcheck": "false"}),
            help_text=_("Only when nothing above says it. It is kept as it is."),
        )

    @property
    def parts(self) -> list[forms.BoundField]:
        return [self.form[f"part_{place}"] for place in range(MOST)]

    def expression(self, said: Mapping[str, Any]) -> str:
        """The expression the person says; what lacks goes beside its field."""
        if said.get("shape") == WRITTEN:
            written = str(said.get("expression") or "").strip()
            if not written:
                self.form.add_error(
                    "expression", gettext("Write the expression, or choose another way of computing.")
                )
            return written
        shape = SHAPES.get(str(said.get("shape") or ""))
        if shape is None:
            return ""
        names = [name for place in range(MOST) if (name := str(said.get(f"part_{place}") or ""))]
        if not shape.least <= len(names) <= shape.most:
            sentence = gettext(
                "This way of computing takes %(least)s to %(most)s questions; you chose %(n)s."
            )
            self.form.add_error(
                "part_0", sentence % {"least": shape.least, "most": shape.most, "n": len(names)}
            )
            return ""
        return shape.expression(names)
