"""Computed values by simple forms, to XPath and back; what is none of them comes back as an expression."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miqyas_web.surveys.rules.structure import REFERENCE


@dataclass(frozen=True, slots=True)
class Shape:
    """A way of computing: what it is called, how many questions it takes (least, most), its expression."""

    key: str
    name: "str | Promise"
    least: int
    most: int
    pattern: str

    def expression(self, names: Sequence[str]) -> str:
        """The XPath for these questions."""
        references = [f"${{{name}}}" for name in names]
        if self.key == "sum":
            # An answer that is missing counts for nothing; without this the whole sum would be missing.
            return " + ".join(f"coalesce({reference}, 0)" for reference in references)
        if self.key == "joined":
            return "concat(" + ", ' ', ".join(references) + ")"
        return self.pattern.format(*references)


SHAPES = {
    shape.key: shape
    for shape in (
        Shape("sum", _("The sum of these answers"), 2, 6, ""),
        Shape("difference", _("The first answer minus the second"), 2, 2, "{} - {}"),
        Shape("product", _("The first answer times the second"), 2, 2, "{} * {}"),
        Shape("ratio", _("The first answer divided by the second"), 2, 2, "{} div {}"),
        Shape(
            "share", _("The first answer as a percentage of the second"), 2, 2, "round(100 * {} div {}, 1)"
        ),
        Shape(
            "age", _("The age in full years, from a date of birth"), 1, 1, "int((today() - {}) div 365.25)"
        ),
        Shape("count", _("How many times these questions were repeated"), 1, 1, "count({})"),
        Shape("sum_repeat", _("The sum of this answer over the repeats"), 1, 1, "sum({})"),
        Shape("joined", _("These answers one after the other"), 2, 6, ""),
    )
}


def shape_of(expression: str) -> tuple[Shape, list[str]] | None:
    """The simple form an expression has, with its questions; None when it has none."""
    names, written = REFERENCE.findall(expression), "".join(expression.split())
    for shape in SHAPES.values():
        if shape.least <= len(names) <= shape.most and "".join(shape.expression(names).split()) == written:
            return shape, names
    return None
