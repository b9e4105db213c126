"""What the data answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.studies import queries, science
from miqyas_web.studies.views.page import page_context, study_for


def estimation_show(request: HttpRequest, initiative_pk: int, pk: int, estimation_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    study = study_for(request, initiative, pk)
    estimation = get_object_or_404(study.estimations.all(), pk=estimation_pk)
    context = page_context(
        request,
        initiative,
        study=study,
        estimation=estimation,
        reading=science.reading_of(estimation),
        amendments=queries.amendments_of(list(study.plans.all())),
        cards=queries.cards_of(estimation, request.user),
    )
    return render(request, "studies/estimation_show.html", context)
