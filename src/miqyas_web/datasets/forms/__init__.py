"""What a person may send. Nothing is saved here."""

from miqyas_web.datasets.forms.extracts import ExtractColumnsForm, ExtractForm
from miqyas_web.datasets.forms.uploads import (
    DescriptionForm,
    DownloadForm,
    FreezeForm,
    RereadForm,
    UploadForm,
)

__all__ = [
    "DescriptionForm",
    "DownloadForm",
    "ExtractColumnsForm",
    "ExtractForm",
    "FreezeForm",
    "RereadForm",
    "UploadForm",
]
