"""Template tags available everywhere: ``{% c %}``, ``{% cb %}``, ``{% page_heading %}``."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from miqyas_web.ui import components

register = template.Library()

# What a component may see of the page around it: who asks, in which language, with which token for forms.
SHARED = ("request", "csrf_token", "language")


class ComponentNode(template.Node):
    def __init__(
        self, component: components.Component, props: dict[str, FilterExpression], body: NodeList | None
    ) -> None:
        self.component = component
        self.props = props
        self.body = body
        self.child_nodelists = ("body",) if body is not None else ()

    def render(self, context: Context) -> SafeString:
        given = {name: expression.resolve(context) for name, expression in self.props.items()}
        try:
            values = self.component.context(given)
        except components.BadComponent as mistake:
            raise template.TemplateSyntaxError(str(mistake)) from mistake
        values["body"] = mark_safe(self.body.render(context).strip()) if self.body is not None else ""  # noqa: S308
        values |= {name: context[name] for name in SHARED if name in context}
        page = context.template
        if page is None:
            raise template.TemplateSyntaxError("A component stands in a page.")
        piece = page.engine.get_template(self.component.template)
        return piece.render(context.new(values))


def _read(parser: Parser, token: Token) -> tuple[components.Component, dict[str, FilterExpression]]:
    tag, *bits = token.split_contents()
    if not bits or bits[0][0] not in "\"'":
        raise template.TemplateSyntaxError(f"{{% {tag} %}} starts with the name of a component, in quotes.")
    props = token_kwargs(rest := bits[1:], parser)
    if rest:
        raise template.TemplateSyntaxError(
            f"{bits[0]}: write every prop as name=value; found {' '.join(rest)}."
        )
    try:
        component = components.component(bits[0].strip("\"'"))
        component.check_names(set(props))
    except components.BadComponent as mistake:
        raise template.TemplateSyntaxError(str(mistake)) from mistake
    return component, props


@register.tag("c")
def without_body(parser: Parser, token: Token) -> ComponentNode:
    return ComponentNode(*_read(parser, token), body=None)


@register.tag("cb")
def with_body(parser: Parser, token: Token) -> ComponentNode:
    component, props = _read(parser, token)
    if not component.takes_body:
        raise template.TemplateSyntaxError(
            f'{component.name} takes no body: write {{% c "{component.name}" … %}}.'
        )
    body = parser.parse(("endcb",))
    parser.delete_first_token()
    return ComponentNode(component, props, body)


@register.simple_tag(takes_context=True)
def page_heading(context: Context) -> str:
    """The text of the block ``head_title``, for ``<title>``: one heading, written once."""
    blocks: Any = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block("head_title") if blocks else None
    if block is None:
        return ""
    with context.push():
        # The block was escaped as it was rendered; entities stand as they are.
        return mark_safe(" ".join(strip_tags(block.nodelist.render(context)).split()))  # noqa: S308
