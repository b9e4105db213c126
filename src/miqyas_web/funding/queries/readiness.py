"""Whether a reviewer may open files."""

from miqyas_web.funding.models import Reviewer
from miqyas_web.funding.rules.reviewing import files_open
from miqyas_web.funding.rules.settings import settings_of


def is_ready(reviewer: Reviewer) -> bool:
    """Ties declared, and trained where the call asks for it."""
    return files_open(
        declared_at=reviewer.declared_at,
        trained_at=reviewer.trained_at,
        needs_training=settings_of(reviewer.call.settings).needs_training,
    )
