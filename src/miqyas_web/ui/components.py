"""The pieces of a page. Each declares its props: an unknown or a missing one fails when the page is read.

In a template: ``{% c "badge" text="…" tone="supported" %}`` or, with a body,
``{% cb "notice" kind="warning" %}…{% endcb %}``. Each has its template in ``ui/components/`` and stands,
in all its states, on the gallery page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from miqyas_web.ui import preparation

Prepare = Callable[[dict[str, Any]], dict[str, Any]]


class BadComponent(ValueError):
    """A page asks a component for something it does not declare."""


@dataclass(frozen=True, slots=True)
class Prop:
    """One thing a component may be told."""

    required: bool = False
    default: Any = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Component:
    """A piece of page: its name, what it may be told, whether it takes a body."""

    name: str
    props: Mapping[str, Prop]
    takes_body: bool = False
    # Works out what the template shows from what the page said.
    prepare: Prepare | None = field(default=None, repr=False)

    @property
    def template(self) -> str:
        return f"ui/components/{self.name}.html"

    def check_names(self, given: "set[str]") -> None:
        """Raise ``BadComponent`` on an unknown or a missing prop."""
        allowed = ", ".join(sorted(self.props)) or "none"
        if unknown := given - set(self.props):
            raise BadComponent(f"{self.name}: unknown {', '.join(sorted(unknown))}. Allowed: {allowed}.")
        required = {name for name, prop in self.props.items() if prop.required}
        if missing := required - given:
            raise BadComponent(f"{self.name}: missing {', '.join(sorted(missing))}. Allowed: {allowed}.")

    def context(self, given: dict[str, Any]) -> dict[str, Any]:
        """What the template of the component sees."""
        values = {name: given.get(name, prop.default) for name, prop in self.props.items()}
        for name, prop in self.props.items():
            if prop.choices and str(values[name]) not in prop.choices:
                raise BadComponent(
                    f"{self.name}: {name} is {values[name]!r}. Allowed: {', '.join(prop.choices)}."
                )
        return self.prepare(values) if self.prepare else values


NEEDED = Prop(required=True)
OPTIONAL = Prop()
TONES = ("neutral", "supported", "uncertain", "contradicted", "none")
KINDS = ("primary", "secondary", "quiet", "danger")

COMPONENTS = {
    component.name: component
    for component in (
        Component("icon", {"name": NEEDED, "label": OPTIONAL}, prepare=preparation.icon),
        Component(
            "button",
            {
                "label": NEEDED,
                "href": OPTIONAL,
                "kind": Prop(default="primary", choices=KINDS),
                "type": Prop(default="submit", choices=("submit", "button", "reset")),
                "name": OPTIONAL,
                "value": OPTIONAL,
                "icon": OPTIONAL,
                "form": OPTIONAL,
                "small": Prop(default=False),
            },
        ),
        Component("field", {"field": NEEDED, "wide": Prop(default=False)}, prepare=preparation.form_field),
        Component("form_errors", {"form": NEEDED}, prepare=preparation.form_errors),
        Component(
            "card",
            {
                "title": NEEDED,
                "href": OPTIONAL,
                "meta": OPTIONAL,
                "level": Prop(default="2", choices=("2", "3")),
            },
            takes_body=True,
        ),
        Component(
            "notice",
            {
                "kind": Prop(default="info", choices=("info", "success", "warning", "refusal")),
                "title": OPTIONAL,
            },
            takes_body=True,
            prepare=preparation.notice,
        ),
        Component(
            "figure",
            {
                "label": NEEDED,
                "value": NEEDED,
                **dict.fromkeys(("unit", "low", "high", "n", "date", "href"), Prop(default=None)),
                "level": Prop(default=95),
            },
            prepare=preparation.figure,
        ),
        Component(
            "grade",
            {
                "ladder": NEEDED,
                "level": Prop(required=True),
                "maximum": NEEDED,
                "label": OPTIONAL,
                "href": OPTIONAL,
            },
            prepare=preparation.grade,
        ),
        Component("badge", {"text": NEEDED, "tone": Prop(default="neutral", choices=TONES)}),
        Component(
            "empty", {"title": NEEDED, "action_label": OPTIONAL, "action_href": OPTIONAL}, takes_body=True
        ),
        Component("steps", {"items": NEEDED, "current": OPTIONAL}, prepare=preparation.steps),
        Component("crumbs", {"items": NEEDED}),
        Component("pagination", {"page": NEEDED}, prepare=preparation.pagination),
        Component("provenance", {"items": NEEDED, "title": OPTIONAL}, prepare=preparation.provenance),
        Component(
            "confirm",
            {
                "label": NEEDED,
                "question": NEEDED,
                "action": NEEDED,
                "kind": Prop(default="danger", choices=KINDS),
                "confirm_label": OPTIONAL,
                "name": OPTIONAL,
                "value": OPTIONAL,
                "small": Prop(default=False),
            },
            takes_body=True,
        ),
        Component("dropzone", {"field": NEEDED}, prepare=preparation.form_field),
        Component("job", {"job": NEEDED, "still": Prop(default=False)}, prepare=preparation.job),
        Component("sheet_link", {"slug": NEEDED, "label": OPTIONAL}),
        Component("tag_list", {"items": NEEDED}),
        Component(
            "meter",
            {"value": NEEDED, "maximum": Prop(default=100), "label": NEEDED, "text": OPTIONAL},
            prepare=preparation.meter,
        ),
        Component("person_text", {"text": NEEDED, "inline": Prop(default=False)}),
        Component(
            "chart",
            {
                "svg": NEEDED,
                "title": NEEDED,
                "table": Prop(default=None),
                "downloads": Prop(default=()),
                "spec": OPTIONAL,
            },
            takes_body=True,
            prepare=preparation.chart,
        ),
        Component("map", {"svg": NEEDED, "title": NEEDED}, takes_body=True),
    )
}


def component(name: str) -> Component:
    """The component of that name."""
    if name not in COMPONENTS:
        raise BadComponent(f"No component is called {name!r}. There are: {', '.join(sorted(COMPONENTS))}.")
    return COMPONENTS[name]
