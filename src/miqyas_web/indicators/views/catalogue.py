"""The catalogue within an initiative: found, read, used for a node of its theory."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Organisation
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Unfit
from miqyas_web.indicators.queries import catalogue as queries
from miqyas_web.indicators.queries.own_sheets import own_found
from miqyas_web.indicators.science import reference
from miqyas_web.indicators.science.catalogue import (
    FACETS_SHOWN,
    UnfitFilter,
    facet_value_name,
    other_languages,
)
from miqyas_web.indicators.views.places import CataloguePlace
from miqyas_web.initiatives.queries import initiative_for, may_describe
from miqyas_web.ui.requests import wants_fragment


def catalogue_list(request: SignedInRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    node = queries.node_called(initiative, request.GET.get("node", ""))
    context = {
        "initiative": initiative,
        "step": "indicators",
        "here": node.key if node else "",
        "node": node,
        "suggestions": queries.suggestions_for(node),
        "own": own_found(
            initiative.organisation, request.GET.get("words", ""), page=request.GET.get("own_page", 1)
        ),
        "may_describe": may_describe(request.user, initiative),
    }
    return found_page(request, CataloguePlace(initiative, node.key if node else ""), context)


def catalogue_show(request: SignedInRequest, initiative_pk: int, key: str) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    node = queries.node_called(initiative, request.GET.get("node", ""))
    context = {
        "initiative": initiative,
        "step": "indicators",
        "node": node,
        "may_describe": may_describe(request.user, initiative),
    }
    return sheet_page(request, CataloguePlace(initiative, node.key if node else ""), key, context)


def catalogue_export(request: SignedInRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    return exported(request, initiative.organisation)


def exported(request: HttpRequest, organisation: Organisation | None) -> HttpResponse:
    """The ticked sheets as a document; all those found when none is ticked."""
    form = request.GET.get("form", "")
    if form not in reference.FORMS:
        raise Unfit(_("A document is Word (docx), PDF (pdf) or Excel (xlsx). Choose one of the three."))
    sheets = queries.sheets_asked(request.GET.getlist("key"), asked_by(request.GET), organisation)
    if not sheets:
        raise Unfit(_("No sheet was chosen, or none answers to this search. Go back and tick one."))
    content = reference.document_of(
        map(reference.told, sheets),
        form,
        title=_("Indicator reference document"),
        organisation=organisation.name if organisation else "",
    )
    name = f"miqyas-indicators-{get_language()}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=reference.CONTENT_TYPES[form], headers=headers)


def found_page(request: HttpRequest, place: CataloguePlace, context: dict[str, Any]) -> HttpResponse:
    """What was found, as a page or, to htmx, as the part that changes."""
    asked, refusal = asked_by(request.GET), None
    try:
        found = queries.found(asked, page=request.GET.get("page", 1))
    except UnfitFilter as unfit:
        asked, refusal = queries.Asked(), unfit
        found = queries.found(asked)
    context |= {
        "place": place,
        "asked": asked,
        "found": found,
        "used": [(name, place.without(asked, facet, value)) for facet, value, name in named(asked)],
        "refusal": refusal,
        "base": "initiatives/base.html" if place.initiative else "ui/page.html",
    }
    template = "indicators/catalogue_list.html" + ("#found" if wants_fragment(request) else "")
    return render(request, template, context, status=refusal.status if refusal else 200)


def sheet_page(
    request: HttpRequest, place: CataloguePlace, key: str, context: dict[str, Any]
) -> HttpResponse:
    """One sheet, whole."""
    context |= {
        "place": place,
        "sheet": queries.sheet_or_404(key, place.initiative.organisation if place.initiative else None),
        "others": other_languages(key),
        "use_address": place.use_address(key),
        "base": "initiatives/base.html" if place.initiative else "ui/page.html",
    }
    return render(request, "indicators/catalogue_show.html", context)


def asked_by(sent: QueryDict) -> queries.Asked:
    """What the address asks for."""
    chosen = {facet: values for facet in FACETS_SHOWN if (values := sent.getlist(facet))}
    return queries.Asked(sent.get("words", "").strip()[: queries.MOST_WORDS], chosen)


def named(asked: queries.Asked) -> list[tuple[str, str, str]]:
    """Each word and filter in use: its field, its value, how people call it."""
    return [
        (name, value, value if name == "words" else facet_value_name(name, value))
        for name, value in asked.pairs
    ]
