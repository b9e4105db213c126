"""Addresses given to phones and web links: the list, a new one shown once, replaced, closed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.surveys.actions import collectors as actions
from miqyas_web.surveys.actions.collectors import Opened
from miqyas_web.surveys.enums import CollectorKind
from miqyas_web.surveys.forms.collectors import CollectorForm
from miqyas_web.surveys.phone_settings import picture_of, settings_code
from miqyas_web.surveys.queries import collectors as queries
from miqyas_web.surveys.queries.surveys import survey_for


def collector_list(request: HttpRequest, initiative_pk: int, pk: int | None = None) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    survey = survey_for(request.user, initiative, pk) if pk else None
    context = {
        "initiative": initiative,
        "step": "surveys",
        "survey": survey,
        "collectors": queries.collectors_of(initiative, survey=survey),
    }
    return render(request, "surveys/collector_list.html", context)


@never_cache
@sensitive_variables()
def collector_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    form = CollectorForm(request.POST if request.method == "POST" else None, initiative=initiative)
    context: dict[str, Any] = {"initiative": initiative, "step": "surveys", "form": form}
    if request.method == "POST" and form.is_valid():
        # Told in the answer to this very request: nothing keeps it, so no redirection could tell it later.
        said = {name: form.cleaned_data[name] for name in ("kind", "name", "language", "is_test")}
        opened = actions.create_collector(
            initiative=initiative, surveys=form.chosen(), by=request.user, **said
        )
        context |= _shown_once(request, opened)
    return render(request, "surveys/collector_create.html", context, status=422 if form.errors else 200)


@never_cache
@sensitive_variables()
def collector_replace(request: HttpRequest, initiative_pk: int, collector_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    collector = queries.collector_for(initiative, collector_pk)
    context: dict[str, Any] = {"initiative": initiative, "step": "surveys", "collector": collector}
    if request.method == "POST":
        context |= _shown_once(request, actions.replace_address(collector=collector, by=request.user))
    return render(request, "surveys/collector_replace.html", context)


@require_POST
def collector_revoke(request: HttpRequest, initiative_pk: int, collector_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    collector = queries.collector_for(initiative, collector_pk)
    actions.revoke_collector(collector=collector, by=request.user)
    messages.success(
        request, _("The address of %(name)s is closed. What it sent stays.") % {"name": collector.name}
    )
    return redirect("surveys:collector_list", initiative.pk)


def _shown_once(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    collector = opened.collector
    if collector.kind == CollectorKind.LINK:
        survey = collector.surveys.get()
        address = request.build_absolute_uri(reverse("collect:link_fill", args=[opened.token, survey.pk]))
        code = address
    else:
        listed = reverse("collect:form_list", args=[opened.token, collector.initiative_id])
        address = request.build_absolute_uri(listed.removesuffix("/formList"))
        code = settings_code(collector, address)
    return {"collector": collector, "address": address, "picture": picture_of(code)}
