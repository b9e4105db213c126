"""When two interviews cannot both be held: no reader, no room and no applicant is in two places. No queries, no requests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Unfit

LEAST_MINUTES, MOST_MINUTES = 5, 480


@dataclass(frozen=True, slots=True)
class Booked:
    """An interview as it is compared. Without a reference it is of another funder: nothing of it is named."""

    reference: str
    starts_at: datetime
    minutes: int
    # Folded, so that “Salle 2” and “salle  2” are one room; empty when it is another funder's.
    place: str
    applicant: int
    # Names by person.
    readers: Mapping[int, str]

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def folded_place(place: str) -> str:
    """A room or an address without its capitals and doubled spaces."""
    return " ".join(place.casefold().split())


def with_zone(moment: datetime) -> str:
    """A day and an hour, with where they are read and how far from UTC that is on that day."""
    here = localtime(moment)
    minutes = int((here.utcoffset() or timedelta()).total_seconds() // 60)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return _("%(moment)s, Casablanca time (UTC%(offset)s)") % {
        "moment": date_format(here, "DATETIME_FORMAT"),
        "offset": f"{sign}{hours}" + (f":{rest:02d}" if rest else ""),
    }


def check_free(new: Booked, others: Iterable[Booked]) -> None:
    """Raise ``Unfit`` with the name of what would be in two places at once."""
    for other in others:
        if new.starts_at < other.ends_at and other.starts_at < new.ends_at and (clash := _clash(new, other)):
            raise Unfit(clash)


def _clash(new: Booked, other: Booked) -> str:
    """The sentence that names it, or nothing."""
    shared = sorted(name for person, name in new.readers.items() if person in other.readers)
    facts = {
        "one": new.reference,
        "other": other.reference,
        "hour": with_zone(other.starts_at),
        "who": ", ".join(shared),
    }
    if not other.reference:
        return _clash_elsewhere(is_reader=bool(shared), is_applicant=new.applicant == other.applicant) % facts
    if shared:
        return _("%(who)s would hear %(one)s and %(other)s at once: %(other)s is on %(hour)s.") % facts
    if new.applicant == other.applicant:
        return _("%(one)s and %(other)s are of one applicant: %(other)s is on %(hour)s.") % facts
    if new.place == other.place:
        return _("%(one)s and %(other)s would be in one place: %(other)s is there on %(hour)s.") % facts
    return ""


def _clash_elsewhere(*, is_reader: bool, is_applicant: bool) -> str:
    """Of another funder only the hour is told."""
    if is_reader:
        return _("%(who)s hears an interview of another funder on %(hour)s: choose another time for %(one)s.")
    if is_applicant:
        return _("The applicant of %(one)s has an interview elsewhere on %(hour)s: choose another time.")
    return ""
