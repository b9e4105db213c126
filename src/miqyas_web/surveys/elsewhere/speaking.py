"""From a kept source, or from what a person typed, to a server one can ask."""

from miqyas_web.foundation.addresses import check_address
from miqyas_web.surveys.elsewhere.central import Central
from miqyas_web.surveys.elsewhere.kobo import Kobo
from miqyas_web.surveys.elsewhere.server import Server
from miqyas_web.surveys.enums import SubmissionOrigin


def server_of(*, kind: str, address: str, account: str, key: str) -> Server:
    """Connect in words only: nothing is asked yet. ``Unfit`` when the address may not be read."""
    check_address(address)
    if kind == SubmissionOrigin.CENTRAL:
        return Central(address, account, key)
    return Kobo(address, key)
