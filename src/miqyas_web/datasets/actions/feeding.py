"""Indicators fed by a dataset: declared once, computed from each new version, stopped."""

from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.extracts import extract_of
from miqyas_web.datasets.feeds import Proposal
from miqyas_web.datasets.models import Dataset, DatasetVersion, Feed, Feeding
from miqyas_web.foundation import audit, clock, jobs
from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import Job
from miqyas_web.indicators.actions.computing import Asked, compute_value, keep_computed
from miqyas_web.indicators.actions.measurements import check_may, organisation_of
from miqyas_web.indicators.enums import MeasurementOrigin, MeasurementState
from miqyas_web.indicators.models import Indicator, Measurement
from miqyas_web.indicators.science.computing import Computed


@transaction.atomic
def declare_feed(*, indicator: Indicator, dataset: Dataset, parameters: dict[str, Any], by: Person) -> Feed:
    """Say that an indicator is computed so from each version of a dataset, and feed it from the latest."""
    check_may(indicator, MeasurementState.DRAFT, by)
    if dataset.initiative_id != indicator.node.theory.initiative_id:
        raise Refused(_("This dataset does not belong to this initiative."))
    try:
        with transaction.atomic():
            feed = Feed.objects.create(
                indicator=indicator, dataset=dataset, parameters=parameters, declared_by=by
            )
    except IntegrityError as error:
        raise Refused(_("This indicator is fed from this dataset already. Stop that feed first.")) from error
    audit.record(
        "feed_declared",
        target=indicator,
        by=by,
        organisation=organisation_of(indicator),
        dataset=dataset.pk,
        title=dataset.title,
        parameters=parameters,
    )
    return feed


def declare_feed_like(*, measurement: Measurement, by: Person) -> Feed:
    """Feed an indicator from now on as one of its values was computed; that value counts as the first."""
    sha256 = measurement.figure.get("dataset_sha256", "")
    initiative = measurement.indicator.node.theory.initiative
    version = (
        DatasetVersion.objects.select_related("dataset")
        .filter(dataset__initiative=initiative, sha256=sha256)
        .order_by("-pk")
        .first()
    )
    if measurement.origin != MeasurementOrigin.FORMULA or version is None:
        raise Refused(_("This value was not computed from a dataset of this initiative."))
    with transaction.atomic():
        feed = declare_feed(
            indicator=measurement.indicator,
            dataset=version.dataset,
            parameters=measurement.figure["parameters"],
            by=by,
        )
        Feeding.objects.create(feed=feed, version=version, measurement=measurement, fed_at=clock.now())
    return feed


def feed_by_question(*, proposal: Proposal, by: Person) -> Feed:
    """Feed the indicator a question was made for, as its sheet and the roles of the columns suggest; at once."""
    if proposal.parameters is None:
        raise Refused(_("The answers to this question do not say by themselves which of them count."))
    feed = declare_feed(
        indicator=proposal.indicator, dataset=proposal.version.dataset, parameters=proposal.parameters, by=by
    )
    feed_from(feed=feed, version=proposal.version)
    return feed


def feed_again(*, feed: Feed, by: Person) -> Feeding:
    """Feed by hand from the latest version: after a trouble, or before the worker comes to it."""
    check_may(feed.indicator, MeasurementState.DRAFT, by)
    latest = feed.dataset.versions.select_related("dataset").order_by("-number").first()
    if latest is None:
        raise Refused(_("This dataset has no version yet."))
    if Feeding.objects.filter(feed=feed, version=latest, trouble={}).exists():
        raise Refused(
            _("This indicator was fed from the latest version already: version %(n)s.") % {"n": latest.number}
        )
    return feed_from(feed=feed, version=latest)


@transaction.atomic
def stop_feed(*, feed: Feed, by: Person) -> None:
    """Compute nothing more from new versions; what was computed stays."""
    check_may(feed.indicator, MeasurementState.DRAFT, by)
    feed = _locked(feed)
    feed.stopped_at = clock.now()
    feed.save(update_fields=["stopped_at"])
    audit.record(
        "feed_stopped",
        target=feed.indicator,
        by=by,
        organisation=organisation_of(feed.indicator),
        dataset=feed.dataset_id,
        title=feed.dataset.title,
    )


def ask_feeding(version: DatasetVersion, *, by: Person) -> Job | None:
    """Inside the transaction that makes a version: have the indicators it feeds computed, apart from the page."""
    if not Feed.objects.filter(dataset=version.dataset_id, stopped_at__isnull=True).exists():
        return None
    title = _("Feeding indicators from “%(version)s”") % {"version": version}
    return jobs.ask("datasets.feed_indicators", title=title, by=by, version_id=version.pk)


def feed_from(*, feed: Feed, version: DatasetVersion) -> Feeding:
    """Compute the indicator from a version and keep a draft; or keep the reason why not. Done once by version."""
    standing = Feeding.objects.filter(feed=feed, version=version).first()
    if standing is not None and not standing.trouble:
        return standing
    # The day the version was frozen: the answers it holds were there on that day.
    day = timezone.localtime(version.frozen_at).date()
    asked = Asked(extract_of(version), day, feed.parameters, "")
    try:
        found = _value_of(feed, asked)
    except Refused:
        return _keep_trouble(feed, version, _told(feed, asked))
    return _keep_measure(feed, version, asked, found)


def _value_of(feed: Feed, asked: Asked) -> Computed:
    check_may(feed.indicator, MeasurementState.DRAFT, feed.declared_by)
    found = compute_value(feed.indicator, asked)
    _check_still_answers(feed, found)
    return found


@transaction.atomic
def _keep_measure(feed: Feed, version: DatasetVersion, asked: Asked, found: Computed) -> Feeding:
    feed = _locked(feed)
    standing = Feeding.objects.filter(feed=feed, version=version).first()
    if standing is not None and not standing.trouble:
        return standing
    by = feed.declared_by
    measurement = keep_computed(indicator=feed.indicator, asked=asked, found=found, by=by)
    feeding, _is_new = Feeding.objects.update_or_create(
        feed=feed,
        version=version,
        defaults={"measurement": measurement, "trouble": {}, "fed_at": clock.now()},
    )
    return feeding


@transaction.atomic
def _keep_trouble(feed: Feed, version: DatasetVersion, trouble: dict[str, str]) -> Feeding:
    feeding, _is_new = Feeding.objects.update_or_create(
        feed=_locked(feed),
        version=version,
        defaults={"measurement": None, "trouble": trouble, "fed_at": clock.now()},
    )
    audit.record(
        "feed_failed",
        target=feed.indicator,
        by=None,
        organisation=organisation_of(feed.indicator),
        title=feed.dataset.title,
        version=version.number,
        reason=trouble["en"],
    )
    return feeding


def _check_still_answers(feed: Feed, found: Computed) -> None:
    """A share that falls to nobody at once says that the codes of the answers changed, more often than the world."""
    before = feed.indicator.measurements.filter(feedings__feed=feed).order_by("-feedings__fed_at").first()
    is_share = feed.parameters["statistic"] == "share"
    if is_share and before is not None and before.numerator and not found.numerator:
        raise Refused(
            _(
                "In column “%(column)s” nobody gives any more an answer that counts (%(values)s). Were its codes "
                "changed? If it is true, compute the value by hand."
            )
            % {
                "column": feed.parameters["column"],
                "values": ", ".join(str(value) for value in feed.parameters["values"]),
            }
        )


def _told(feed: Feed, asked: Asked) -> dict[str, str]:
    """The refusal in every language: whoever reads it is not whoever froze the data."""
    trouble = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            try:
                _value_of(feed, asked)
            except Refused as refusal:
                trouble[code] = str(refusal)
    return trouble


def _locked(feed: Feed) -> Feed:
    held = (
        Feed.objects.select_for_update(of=("self",))
        .select_related("indicator__node__theory__initiative__organisation", "dataset", "declared_by")
        .filter(pk=feed.pk, stopped_at__isnull=True)
        .first()
    )
    if held is None:
        raise Refused(_("This feed was stopped in the meantime."))
    return held
