"""What became of a theory between two of its versions, or since one."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from miqyas_web.theories import science
from miqyas_web.theories.models import Theory, TheoryVersion
from miqyas_web.theories.queries import map_of, versions_of

NOW = "now"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a theory over one another, drawn and in words."""

    before: TheoryVersion
    # None: the theory as it stands now.
    after: TheoryVersion | None
    choices: list[tuple[str, str]]
    svg: str
    svg_vertical: str
    lines: list[science.DifferenceLine]

    @property
    def after_value(self) -> str:
        return str(self.after.number) if self.after else NOW


def comparison_of(theory: Theory, before: str, after: str) -> Comparison | None:
    """Two versions, by number, or a version and ``now``; None when one of them does not exist."""
    versions = versions_of(theory)
    by_number = {str(version.number): version for version in versions}
    if before not in by_number or (after != NOW and after not in by_number):
        return None
    earlier, later = by_number[before], by_number.get(after)
    old = science.graph_in(earlier.content)
    new = science.graph_in(later.content) if later else map_of(theory).graph
    return Comparison(
        before=earlier,
        after=later,
        choices=_choices(versions),
        svg=science.difference_drawing(old, new),
        svg_vertical=science.difference_drawing(old, new, vertical=True),
        lines=science.difference(old, new),
    )


def _choices(versions: list[TheoryVersion]) -> list[tuple[str, str]]:
    named = [
        (
            str(each.number),
            _("Version %(number)s · %(reason)s") % {"number": each.number, "reason": each.reason},
        )
        for each in versions
    ]
    return [(NOW, _("As it stands now")), *named]
