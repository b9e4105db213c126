from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import override

from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.theories import queries
from miqyas_web.theories.science import exports
from miqyas_web.theories.views.answers import page
from miqyas_web.ui import languages


def export_list(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    """The files a theory can be taken away as, in each language."""
    initiative = initiative_for(request.user, initiative_pk)
    theory_map = queries.map_for(initiative)
    if not theory_map.nodes:
        raise Http404
    n_parts = exports.n_parts(theory_map.graph)
    context = {
        "initiative": initiative,
        "languages": languages.offered(),
        "here": languages.current().code,
        "parts": range(1, n_parts + 1) if n_parts > 1 else (),
    }
    return page(request, "theories/export_list.html", context)


def theory_export(request: HttpRequest, initiative_pk: int, kind: str) -> HttpResponse:
    """The theory as a file, in a language of the person's choice."""
    initiative = initiative_for(request.user, initiative_pk)
    code = request.GET.get("language", languages.current().code)
    part = request.GET.get("part", "0")
    theory_map = queries.map_for(initiative)
    offered = {language.code for language in languages.offered()}
    if code not in offered or not part.isdecimal() or not theory_map.nodes:
        raise Http404
    marks = queries.marks_on(theory_map.theory, request.user)
    with override(code):
        made = exports.export(
            theory_map.graph,
            kind,
            title=initiative.title,
            organisation=str(initiative.organisation),
            strengths={key: mark.strength for key, mark in marks.items()},
            part=int(part),
        )
    if made is None:
        raise Http404
    suffix = f"-{part}" if int(part) else ""
    name = f"theory-{initiative.pk}-{code}{suffix}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made.content, content_type=made.content_type, headers=headers)
