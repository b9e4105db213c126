"""An answer comes in, from a phone, a web form, an import or another program: kept byte for byte, once.

It is acknowledged when its row is on the disk, and its files before the row. The same answer again is known
again; the same identifier with other content is refused and changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from miqyas_web.accounts.models import Person
from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.actions.arriving import ReceivedFile, arrival_of
from miqyas_web.surveys.actions.storing import Arrival, Stored, record, store_all
from miqyas_web.surveys.actions.together import store_with_others
from miqyas_web.surveys.envelopes import Envelope, read_envelope
from miqyas_web.surveys.models import Collector, Submission, Survey
from miqyas_web.surveys.queries.versions import version_answered
from miqyas_web.surveys.refusals import UnknownForm

__all__ = ["Receipt", "ReceivedFile", "Sending", "receive", "receive_all"]

STORED_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Receipt:
    """The row of an answer, and whether it was made now."""

    submission: Submission
    is_new: bool


def receive(
    *,
    survey: Survey,
    xml: bytes,
    files: Iterable[ReceivedFile] = (),
    origin: str,
    collector: Collector | None = None,
    by: Person | None = None,
    is_test: bool = False,
    is_partial: bool = False,
    device_id: str = "",
    envelope: Envelope | None = None,
) -> Receipt:
    """Keep one answer and return its receipt; raise the ``Refused`` that says why not.

    ``files`` may be a generator: one file is in memory at a time. ``is_partial``: more posts of the same answer
    follow; nothing is done differently, since what is missing is told by ``expected_files``. Inside an open
    transaction the answer stands or falls with it; else it is on the disk when this returns.
    """
    del is_partial
    envelope = envelope or read_envelope(xml)
    if envelope.form_id != survey.form_id:
        raise UnknownForm(envelope.form_id)
    version = version_answered(survey, envelope.version, is_test=is_test)
    stored = store_with_others(
        arrival_of(
            survey,
            version,
            envelope,
            xml,
            files,
            origin=origin,
            collector=collector,
            by=by,
            is_test=is_test,
            device_id=device_id,
        )
    )
    return Receipt(stored.submission, stored.is_new)


@dataclass(frozen=True, slots=True)
class Sending:
    """One answer among several brought together by an import."""

    xml: bytes
    files: Sequence[ReceivedFile] = ()
    device_id: str = ""


def receive_all(
    *,
    survey: Survey,
    sendings: Iterable[Sending],
    origin: str,
    by: Person | None = None,
    collector: Collector | None = None,
    is_test: bool = False,
) -> list[Receipt]:
    """Keep all these answers, or none: one that is refused takes the others with it.

    An audit row names up to 500 of them: 100,000 rows of a spreadsheet are 200 rows of the log.
    """
    arrivals = [
        _brought(survey, each, origin=origin, collector=collector, by=by, is_test=is_test)
        for each in sendings
    ]
    receipts: list[Receipt] = []
    with transaction.atomic():
        for start in range(0, len(arrivals), STORED_TOGETHER):
            together = arrivals[start : start + STORED_TOGETHER]
            outcomes = store_all(together)
            stored = [_or_raise(outcome) for outcome in outcomes]
            record(list(zip(together, stored, strict=True)))
            receipts += [Receipt(each.submission, each.is_new) for each in stored]
    return receipts


def _brought(
    survey: Survey,
    sending: Sending,
    *,
    origin: str,
    collector: Collector | None,
    by: Person | None,
    is_test: bool,
) -> Arrival:
    envelope = read_envelope(sending.xml)
    if envelope.form_id != survey.form_id:
        raise UnknownForm(envelope.form_id)
    version = version_answered(survey, envelope.version, is_test=is_test)
    return arrival_of(
        survey,
        version,
        envelope,
        sending.xml,
        sending.files,
        origin=origin,
        collector=collector,
        by=by,
        is_test=is_test,
        device_id=sending.device_id,
    )


def _or_raise(outcome: Stored | Refused) -> Stored:
    if isinstance(outcome, Refused):
        raise outcome
    return outcome
