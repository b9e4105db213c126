"""A bare Django endpoint that only stores: no rights, no version, no audit, no identity. What ours is measured against.

``manage`` makes its one table; gunicorn serves ``application`` with the options of the platform.
"""

import os
import sys
from pathlib import Path

import django
from django.conf import settings

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from miqyas_web.config import environment

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="bare",
    MIDDLEWARE=[],
    DATABASES={
        "default": environment.database(
            "MIQYAS_DATABASE_URL", Path(os.environ["MIQYAS_DATA"]) / "bare.sqlite3"
        )
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402


class Stored(models.Model):  # noqa: DJ008 - never shown
    xml = models.BinaryField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "bare"


def submission(request):
    if request.method == "POST":
        Stored.objects.create(xml=request.FILES["xml_submission_file"].read())
    return HttpResponse(status=201, headers={"Content-Length": "0"})


def reading(request):
    """What the web server and Django alone cost: the body is read, nothing is kept."""
    if request.method == "POST":
        request.FILES["xml_submission_file"].read()
    return HttpResponse(status=201, headers={"Content-Length": "0"})


urlpatterns = [path("submission", submission), path("reading/submission", reading)]
application = get_wsgi_application()

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Stored)
