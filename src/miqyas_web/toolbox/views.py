"""The toolbox itself, open to everyone."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miqyas_web.toolbox import queries
from miqyas_web.toolbox.markdown import web_only
from miqyas_web.ui.languages import KNOWN

# A sheet names another as files do (`../indicators/fr.md`), so that links work where the files are read too.
TO_A_SHEET = re.compile(r"(?:\.\./|/?toolbox/|sheet:)?([a-z0-9-]+)/?(?:[a-z]{2,3}\.md)?(#.*)?")


def address_of(target: str) -> str | None:
    """Where a link of a sheet leads: the web, another sheet, or nowhere."""
    named = TO_A_SHEET.fullmatch(target)
    if named and queries.sheet_of(named[1]):
        return reverse("toolbox:sheet_show", args=[named[1]])
    return web_only(target)


@login_not_required
def sheet_list(request: HttpRequest) -> HttpResponse:
    """Public: every sheet with its summary."""
    words = request.GET.get("words", "").strip()[:100]
    context = {"words": words, "sheets": queries.sheets(words=words)}
    return render(request, "toolbox/sheet_list.html", context)


@login_not_required
def sheet_show(request: HttpRequest, slug: str) -> HttpResponse:
    """Public: one sheet, in the language of the page or in French."""
    sheet = queries.sheet_of(slug)
    if sheet is None:
        raise Http404
    context = {
        "sheet": sheet,
        "body": queries.html_of(sheet, resolve=address_of),
        "is_translated": sheet.language == (get_language() or "").split("-")[0],
        "direction": KNOWN[sheet.language].direction if sheet.language in KNOWN else "auto",
        "crumbs": [(_("The toolbox"), reverse("toolbox:sheet_list")), (sheet.title, "")],
        "others": [other for other in queries.sheets() if other.slug != slug],
    }
    return render(request, "toolbox/sheet_show.html", context)
