from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.queries import initiative_for, may_describe
from miqyas_web.theories import queries
from miqyas_web.theories.actions import versions
from miqyas_web.theories.forms import VersionForm
from miqyas_web.theories.queries import history
from miqyas_web.theories.views.answers import editable, page


def version_list(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    theory = queries.theory_of(initiative)
    context = {
        "initiative": initiative,
        "theory": theory,
        "versions": queries.versions_of(theory),
        "changes": queries.changes_of(theory),
        "may_describe": may_describe(request.user, initiative),
    }
    return page(request, "theories/version_list.html", context)


def version_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    form = VersionForm(request.POST or None)
    context = {"initiative": initiative, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            versions.create_version(
                initiative=initiative, reason=form.cleaned_data["reason"], by=request.user
            )
        except Refused as refusal:
            return page(
                request, "theories/version_create.html", context | {"refusal": refusal}, status=refusal.status
            )
        return redirect("theories:version_list", initiative.pk)
    status = 422 if form.errors else 200
    return page(request, "theories/version_create.html", context, status=status)


def version_show(request: HttpRequest, initiative_pk: int, number: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    reading = queries.reading_of(queries.theory_of(initiative), number)
    if reading is None:
        raise Http404
    return page(request, "theories/version_show.html", {"initiative": initiative, "reading": reading})


def version_compare(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    """Two versions, or a version and the theory as it stands, drawn as one."""
    initiative = initiative_for(request.user, initiative_pk)
    theory = queries.theory_of(initiative)
    comparison = history.comparison_of(
        theory, request.GET.get("from", ""), request.GET.get("to", history.NOW)
    )
    if comparison is None:
        raise Http404
    context = {
        "initiative": initiative,
        "comparison": comparison,
        "may_describe": may_describe(request.user, initiative),
    }
    return page(request, "theories/version_compare.html", context)


@require_POST
def version_restore(request: HttpRequest, initiative_pk: int, number: int) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    versions.restore_version(initiative=initiative, number=number, by=request.user)
    return redirect("theories:theory_edit", initiative.pk)
