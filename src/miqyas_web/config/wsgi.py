"""What a web server loads."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from miqyas_web.foundation.chunked import ChunkedBodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miqyas_web.config.settings")
# Phones alone may send a body without saying its length; the view refuses what is past its own bound.
application = ChunkedBodies(get_wsgi_application(), under="/key/", most_bytes=settings.ANSWER_POST_BYTES)
