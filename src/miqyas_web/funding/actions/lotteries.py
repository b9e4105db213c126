"""A draw is announced before its chance exists, then drawn; anyone can draw it again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.actions.reviewers import check_may_run
from miqyas_web.funding.models import Lottery, Ranking
from miqyas_web.funding.science.judging import drawn_lots, sealed_list


def group_drawn(ranking: Ranking) -> tuple[list[str], int]:
    """Files that merit cannot tell and that no gate stops, and the places left for them."""
    rows = [row for row in ranking.result["files"] if row["admitted"]]
    accepted = sum(row["group"] == "accept" for row in rows)
    references = sorted(row["id"] for row in rows if row["group"] == "draw")
    return references, max(0, ranking.inputs["top"] - accepted)


@transaction.atomic
def announce_lottery(
    *, ranking: Ranking, source: str, source_on: datetime, fallback: str, by: Person
) -> Lottery:
    """Seal the list and the places, and name a public chance that does not exist yet."""
    call = ranking.stage.call
    check_may_run(call, by)
    references, places = group_drawn(ranking)
    if not references or not 0 < places < len(references):
        raise Refused(
            _("Nothing is to be drawn: %(n)s files for %(places)s places.")
            % {"n": len(references), "places": places}
        )
    if source_on <= clock.now():
        raise Unfit(_("The chance must come later than now: a known figure would choose the files."))
    if call.lotteries.filter(drawn_at__isnull=True).exists():
        raise Refused(_("A draw is announced already and not drawn yet."))
    lottery = Lottery.objects.create(
        call=call, references=references, places=places, sha256=sealed_list(references, places),
        source=source.strip(), source_on=source_on, fallback=fallback.strip(), announced_by=by,
        announced_at=clock.now(),
    )  # fmt: skip
    audit.record(
        "lottery_announced", target=lottery, by=by, organisation=call.organisation, sha256=lottery.sha256
    )
    return lottery


@transaction.atomic
def draw_lottery(*, lottery: Lottery, source_value: str, by: Person) -> Lottery:
    """Draw with what the public source gave, once."""
    lottery = Lottery.objects.select_for_update().select_related("call__organisation").get(pk=lottery.pk)
    check_may_run(lottery.call, by)
    if lottery.drawn_at is not None:
        raise Refused(_("This draw was made: it is not made twice."))
    if clock.now() < lottery.source_on:
        raise Refused(_("The chance does not exist yet: wait for the announced moment."))
    value = source_value.strip()
    if not value:
        raise Unfit(_("Write what the public source gave, exactly as it was published."))
    found = drawn_lots(lottery.references, places=lottery.places, source=value)
    lottery.source_value, lottery.drawn = value, list(found.drawn)
    lottery.drawn_by, lottery.drawn_at = by, clock.now()
    lottery.save(update_fields=["source_value", "drawn", "drawn_by", "drawn_at"])
    audit.record(
        "lottery_drawn", target=lottery, by=by, organisation=lottery.call.organisation, drawn=lottery.drawn
    )
    return lottery
