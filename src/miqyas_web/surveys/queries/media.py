"""The files a form reads, with what checks look into."""

from django.conf import settings

from miqyas_web.foundation import shelf
from miqyas_web.surveys.models import FormVersion

# Lists of choices; of a picture or a sound only the name matters.
LOOKED_INTO = ".csv"


def contents_of(version: FormVersion) -> dict[str, bytes]:
    """The files of a version by name: what lists hold, and nothing of the others. One query."""
    return {
        name: shelf.path_of(settings.FORM_FILES, sha256).read_bytes() if name.endswith(LOOKED_INTO) else b""
        for name, sha256 in version.media.values_list("name", "sha256")
    }
