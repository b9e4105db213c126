"""Fill an empty platform for a test in front of a real server, and say as JSON where phones find it.

Run in its own process: DJANGO_SETTINGS_MODULE and MIQYAS_DATA say which platform.
"""

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first

from tests import web_cast  # noqa: E402
from tests.web.surveys import situations  # noqa: E402


def main(forms: list[str]) -> None:
    call_command("migrate", interactive=False, verbosity=0)
    tifawin = web_cast.organisation()
    amina = web_cast.member("Amina", tifawin)
    initiative = web_cast.initiative(tifawin, amina)
    for form in forms:
        situations.published_survey(initiative, amina, form=form)
    phone, _ = situations.collector_of(initiative, amina)
    arabic, _ = situations.collector_of(initiative, amina, name="هاتف سلمى", language="ar")
    sys.stdout.write(json.dumps({"phone": phone, "arabic": arabic}))


if __name__ == "__main__":
    main(sys.argv[1:])
