"""Rows of a frozen version leave the platform: allowed or not, and always written down."""

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.datasets.enums import Extract, FileForm
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.datasets.queries import frozen_path
from miqyas_web.datasets.rules import PERMISSION_OF_EXTRACT
from miqyas_web.foundation import audit
from miqyas_web.foundation.errors import Refused


@transaction.atomic
def read_extract(*, version: DatasetVersion, extract: Extract, form: FileForm, by: Person) -> Path:
    """Give the file of one part of a version to someone who may have it."""
    organisation = version.dataset.initiative.organisation
    check_has(PERMISSION_OF_EXTRACT[extract], permissions_in(organisation, by))
    if extract == Extract.PERSONAL and not version.personal_sha256:
        raise Refused(_("This version has no personal column."))
    path = frozen_path(version, extract)
    if not path.is_file():
        raise Refused(
            _("The frozen file is not in its place. Ask whoever keeps this platform to restore it.")
        )
    audit.record(
        "extract_downloaded",
        target=version.dataset,
        by=by,
        organisation=organisation,
        version=version.number,
        extract=extract.value,
        form=form.value,
    )
    return path
