"""Questions about the pages of this room."""

from typing import Any

from django.db.models import QuerySet

from miqyas_web.foundation.models import Job


def jobs_asked_by(person: Any) -> QuerySet[Job]:
    """The jobs a person asked for; nobody else sees them."""
    return Job.objects.filter(person_id=person.pk)
