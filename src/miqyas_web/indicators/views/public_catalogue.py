"""The catalogue of Miqyas, open to everyone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from miqyas_web.indicators.views.catalogue import exported, found_page, sheet_page
from miqyas_web.indicators.views.places import CataloguePlace


@login_not_required
def public_catalogue_list(request: HttpRequest) -> HttpResponse:
    """Public: every sheet, searched and narrowed."""
    return found_page(request, CataloguePlace(), {})


@login_not_required
def public_catalogue_show(request: HttpRequest, key: str) -> HttpResponse:
    """Public: one sheet, whole."""
    return sheet_page(request, CataloguePlace(), key, {})


@login_not_required
def public_catalogue_export(request: HttpRequest) -> HttpResponse:
    """Public: chosen sheets as a document."""
    return exported(request, None)
