"""Questions about the catalogue: what is found, one sheet, what may measure a node."""

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.http import Http404

from miqyas_web.accounts.models import Organisation
from miqyas_web.indicators.queries.own_sheets import own_sheets_in
from miqyas_web.indicators.science import catalogue as science
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.models import Node

SHEETS_A_PAGE = 20
MOST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person looks for, as the address says it."""

    words: str = ""
    chosen: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.chosen)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The same as names and values, for forms and addresses."""
        said = [("words", self.words)] if self.words else []
        return said + [(facet, value) for facet, values in self.chosen.items() for value in values]


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page of what was found, and what would narrow it."""

    sheets: list[science.ShownSheet]
    # Of the keys: how many there are, and where one is among them.
    page: Page[str]
    facets: tuple[science.Facet, ...]
    n_all: int


def found(asked: Asked, *, page: str | int | None = 1) -> FoundPage:
    """Search Miqyas's set. No query."""
    answer = science.found(asked.words, asked.chosen)
    keys = Paginator(answer.keys, SHEETS_A_PAGE).get_page(page)
    sheets = [sheet for key in keys.object_list if (sheet := science.sheet_in(key))]
    return FoundPage(sheets, keys, answer.facets, science.n_sheets())


def sheets_asked(
    keys: list[str], asked: Asked, organisation: Organisation | None
) -> list[science.ShownSheet]:
    """The sheets under these keys, or all those found when there is no key; unknown keys are left out."""
    own = own_sheets_in(organisation, keys) if organisation else {}
    wanted = keys or science.found(asked.words, asked.chosen).keys
    return [sheet for key in wanted if (sheet := own.get(key) or science.sheet_in(key))]


def sheet_or_404(key: str, organisation: Organisation | None) -> science.ShownSheet:
    """A sheet of Miqyas's set, in the language of the page, or of the organisation's own."""
    own = own_sheets_in(organisation, [key]) if organisation else {}
    sheet = own.get(key) or science.sheet_in(key)
    if sheet is None:
        raise Http404
    return sheet


def node_called(initiative: Initiative, key: str) -> Node | None:
    """The node of the initiative's theory under this key."""
    return Node.objects.filter(theory__initiative=initiative, key=key).first() if key else None


def suggestions_for(node: Node | None) -> list[science.Suggested]:
    """Sheets that may measure a node, with the reasons."""
    if node is None:
        return []
    return science.suggestions(f"{node.title} {node.description}", node.level, node.sdg)
