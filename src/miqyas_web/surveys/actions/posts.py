"""What arrives at the address of a collector: the form is named by the answer itself."""

from collections.abc import Iterable

from miqyas_web.surveys.actions.arriving import Post, posted
from miqyas_web.surveys.actions.receiving import Receipt, ReceivedFile
from miqyas_web.surveys.actions.together import store_with_others
from miqyas_web.surveys.envelopes import read_envelope
from miqyas_web.surveys.models import Collector
from miqyas_web.surveys.queries.doors import form_answered

__all__ = ["Post", "receive_alone", "receive_post"]


def receive_alone(post: Post) -> Receipt:
    """Keep an answer that came without files; raise the ``Refused`` that says why not."""
    stored = store_with_others(post)
    return Receipt(stored.submission, stored.is_new)


def receive_post(
    *,
    collector: Collector,
    xml: bytes,
    files: Iterable[ReceivedFile],
    device_id: str = "",
) -> Receipt:
    """Keep an answer and the files that came with it; raise the ``Refused`` that says why not."""
    envelope = read_envelope(xml)
    form = form_answered(collector, envelope.form_id, envelope.version)
    stored = store_with_others(posted(collector, form, envelope, xml, files, device_id=device_id))
    return Receipt(stored.submission, stored.is_new)
