"""The code a phone reads to set itself up: its server, how it fetches forms and sends answers, its language."""

import base64
import json
import zlib

import segno

from miqyas_web.surveys.models import Collector

TRIAL_ICON = "📝"
PIXELS_A_SQUARE = 5


def settings_code(collector: Collector, address: str) -> str:
    """The settings of ODK Collect, as it reads them: JSON, compressed, in base64."""
    title = collector.initiative.title
    told = {
        "general": {
            "server_url": address,
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
            "app_language": collector.language,
        },
        "project": {"name": title, "icon": TRIAL_ICON if collector.is_test else title[:1]},
        # Compulsory, even empty.
        "admin": {},
    }
    return base64.b64encode(zlib.compress(json.dumps(told).encode())).decode()


def picture_of(text: str) -> str:
    """A QR code as an address the page holds itself: the secret leaves for no other place."""
    picture: str = segno.make(text, micro=False).png_data_uri(scale=PIXELS_A_SQUARE)
    return picture
