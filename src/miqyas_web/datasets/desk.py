"""What the room proposes on a person's desk."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.datasets.enums import UploadState
from miqyas_web.datasets.models import Dataset, Upload
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.models import Initiative
from miqyas_web.ui.desk import DeskAction

MOST = 3


def actions_for(person: Person) -> list[DeskAction]:
    """Freeze what was brought; bring data where indicators wait for them. Two queries."""
    theirs = Initiative.objects.where(person, may=Permission.BRING_DATA).values("pk")
    ready = (
        Upload.objects.filter(initiative__in=theirs, state=UploadState.READY)
        .defer("profile")
        .order_by("-brought_at", "-pk")[:MOST]
    )
    waiting = Initiative.objects.filter(
        Exists(Indicator.objects.filter(node__theory__initiative=OuterRef("pk"))),
        ~Exists(Dataset.objects.filter(initiative=OuterRef("pk"))),
        ~Exists(Upload.objects.filter(initiative=OuterRef("pk"))),
        pk__in=theirs,
    ).order_by("-changed_at", "-pk")[:MOST]
    return [_freeze(upload) for upload in ready] + [_bring(initiative) for initiative in waiting]


def _freeze(upload: Upload) -> DeskAction:
    return DeskAction(
        _("Describe and freeze “%(name)s”") % {"name": upload.original_name},
        _("The file was read; no study can use it before it is frozen."),
        reverse("datasets:upload_show", args=[upload.initiative_id, upload.pk]),
        15,
    )


def _bring(initiative: Initiative) -> DeskAction:
    return DeskAction(
        _("Bring the data of “%(initiative)s”") % {"initiative": initiative},
        _("Its indicators are written; no dataset can answer them yet."),
        reverse("datasets:upload_create", args=[initiative.pk]),
        45,
    )
