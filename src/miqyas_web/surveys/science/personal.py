"""Questions that seem to tell who a person is: a suspicion with its reason, for a person to confirm."""

from miqyas.data.intake.personal import REASONS, suspected_by_header
from miqyas_web.indicators.science.figures import language

# Kinds that tell who a person is whatever they are called.
KINDS = {
    "geopoint": "gps", "geotrace": "gps", "geoshape": "gps", "start-geopoint": "gps", "image": "image",
    "audio": "image", "video": "image", "background-audio": "image", "deviceid": "device", "phonenumber": "phone",
    "email": "email", "username": "name", "simserial": "device", "subscriberid": "device",
}  # fmt: skip
# They tell nothing of a person, whatever their words.
HARMLESS = frozenset({"note", "calculate", "start", "end", "today", "audit", "acknowledge"})


def suspicion_of(kind: str, *words: str) -> str:
    """Why a question seems to tell who a person is, by a key of ``REASONS``; empty when it does not."""
    if kind in HARMLESS:
        return ""
    return KINDS.get(kind) or suspected_by_header(*words) or ""


def reason_of(suspicion: str) -> str:
    """The reason, in the language of the page."""
    return REASONS[suspicion][language()] if suspicion in REASONS else ""
