"""What arrives at the address of a collector: the form is named by the answer itself."""

from collections.abc import Iterable

from miqyas_web.surveys.actions.receiving import Receipt, ReceivedFile, receive
from miqyas_web.surveys.enums import CollectorKind, SubmissionOrigin
from miqyas_web.surveys.envelopes import read_envelope
from miqyas_web.surveys.models import Collector
from miqyas_web.surveys.queries.collecting import survey_answered

ORIGINS = {CollectorKind.PHONE: SubmissionOrigin.PHONE, CollectorKind.LINK: SubmissionOrigin.WEB}


def receive_post(
    *,
    collector: Collector,
    xml: bytes,
    files: Iterable[ReceivedFile],
    is_partial: bool = False,
    device_id: str = "",
) -> Receipt:
    """Keep an answer sent to this address; raise the ``Refused`` that says why not."""
    envelope = read_envelope(xml)
    return receive(
        survey=survey_answered(collector, envelope.form_id),
        xml=xml,
        files=files,
        origin=ORIGINS[CollectorKind(collector.kind)],
        collector=collector,
        is_test=collector.is_test,
        is_partial=is_partial,
        device_id=device_id,
        envelope=envelope,
    )
