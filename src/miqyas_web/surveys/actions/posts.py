"""What arrives at the address of a collector: the form is named by the answer itself."""

from collections.abc import Iterable

from miqyas_web.surveys.actions.receiving import Receipt, ReceivedFile, arrival_of
from miqyas_web.surveys.actions.together import store_with_others
from miqyas_web.surveys.enums import CollectorKind, SubmissionOrigin
from miqyas_web.surveys.envelopes import read_envelope
from miqyas_web.surveys.models import Collector
from miqyas_web.surveys.queries.doors import form_answered

ORIGINS = {
    CollectorKind.PHONE: SubmissionOrigin.PHONE,
    CollectorKind.LINK: SubmissionOrigin.WEB,
    CollectorKind.PROGRAM: SubmissionOrigin.API,
}


def receive_post(
    *,
    collector: Collector,
    xml: bytes,
    files: Iterable[ReceivedFile],
    device_id: str = "",
) -> Receipt:
    """Keep an answer sent to this address; raise the ``Refused`` that says why not."""
    envelope = read_envelope(xml)
    survey, version = form_answered(collector, envelope.form_id, envelope.version)
    stored = store_with_others(
        arrival_of(
            survey,
            version,
            envelope,
            xml,
            files,
            origin=ORIGINS[CollectorKind(collector.kind)],
            collector=collector,
            is_test=collector.is_test,
            device_id=device_id,
        )
    )
    return Receipt(stored.submission, stored.is_new)
