"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from miqyas_web.foundation import slots
from miqyas_web.ui import languages, navigation


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "language": languages.current(),
        "languages": languages.offered(),
        "navigation": navigation.entries(
            slots.items("navigation"), person=getattr(request, "user", None), path=request.path
        ),
        "is_demonstration": settings.DEMONSTRATION,
    }
