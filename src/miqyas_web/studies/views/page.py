"""What every page of this room starts from."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies import queries
from miqyas_web.studies.models import Study


def page_context(request: HttpRequest, initiative: Initiative, **more: Any) -> dict[str, Any]:
    may_study = Permission.STUDY in permissions_in(initiative.organisation, request.user)
    return {"initiative": initiative, "step": "studies", "may_study": may_study, **more}


def study_for(request: HttpRequest, initiative: Initiative, pk: int) -> Study:
    return get_object_or_404(queries.studies_visible_to(request.user, initiative=initiative), pk=pk)
