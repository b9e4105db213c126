"""Frozen, versioned extracts with their provenance."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.enums import ColumnRole, ColumnType, UploadState
from miqyas_web.indicators.models import Indicator, Measurement
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.models import Survey


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, person: Person) -> "UploadQuerySet":
        return self.filter(initiative__in=Initiative.objects.visible_to(person))


class Upload(models.Model):
    """A file a person brought, before it is frozen: read, previewed, its columns described.

    A refused file leaves no row. Once frozen, the file and what was read of it are gone; the row stays, so that
    a second freeze meets a refusal and not an error.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="uploads")
    # Relative to settings.UPLOADS; a name of ours, never the person's; empty once frozen.
    path = models.CharField(max_length=200, blank=True)
    original_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    n_bytes = models.BigIntegerField()
    # What the person said of the file; empty: the reader finds out.
    encoding = models.CharField(max_length=20, blank=True)
    sheet = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=10, choices=UploadState, default=UploadState.READING)
    # What the reader found and what the person said of each column (`datasets.science.Profile`).
    profile = models.JSONField(default=dict)
    version = models.OneToOneField(
        "DatasetVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="upload"
    )
    # The job that reads or freezes it (`foundation.Job`), when it is heavy.
    job_id = models.BigIntegerField(null=True, blank=True)
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=UploadState.FROZEN, version__isnull=False, path="")
                | (~Q(state=UploadState.FROZEN) & Q(version__isnull=True) & ~Q(path="")),
                name="frozen_upload_has_version_and_no_file",
            )
        ]

    def __str__(self) -> str:
        return self.original_name


class DatasetQuerySet(models.QuerySet["Dataset"]):
    def visible_to(self, person: Person) -> "DatasetQuerySet":
        return self.filter(initiative__in=Initiative.objects.visible_to(person))


class Dataset(models.Model):
    """A named series of frozen versions."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="datasets")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    # Citation, licence and address when the data were published by others.
    origin = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DatasetQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class DatasetVersion(models.Model):
    """A content-addressed Parquet file: the same bytes for ever. Its row never changes."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    # Of the analysis extract, without personal columns; its address in settings.FROZEN.
    sha256 = models.CharField(max_length=64)
    # Of the personal columns, kept apart; empty when there is none.
    personal_sha256 = models.CharField(max_length=64, blank=True)
    n_rows = models.PositiveBigIntegerField()
    n_columns = models.PositiveIntegerField()
    n_bytes = models.PositiveBigIntegerField()
    origin_name = models.CharField(max_length=255)
    origin_sha256 = models.CharField(max_length=64)
    # How it was read (kind, encoding, sheet, library version): what is needed to read it again.
    reading = models.JSONField(default=dict)
    frozen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="dataset_version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.dataset} v{self.number}"


class Column(models.Model):
    """One column of a frozen version, as described by the person who froze it."""

    version = models.ForeignKey(DatasetVersion, on_delete=models.CASCADE, related_name="columns")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    label = models.CharField(max_length=300, blank=True)
    type = models.CharField(max_length=10)
    role = models.CharField(max_length=12, choices=ColumnRole, blank=True, default=ColumnRole.NONE)
    is_personal = models.BooleanField(default=False)
    n_missing = models.PositiveBigIntegerField()
    n_distinct = models.PositiveBigIntegerField()
    # Minimum, maximum, mean, value labels; never examples of a personal column.
    profile = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="column_position_once"),
            models.UniqueConstraint(fields=["version", "name"], name="column_name_once"),
        ]

    def __str__(self) -> str:
        return self.label or self.name

    @property
    def missing_pct(self) -> float:
        n_rows = self.version.n_rows
        return 100 * self.n_missing / n_rows if n_rows else 0.0

    @property
    def type_label(self) -> str:
        return str(ColumnType(self.type).label)


class Feed(models.Model):
    """An indicator computed again, the same way, from each new version of a dataset."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="feeds")
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="feeds")
    # `miqyas.indicators.measuring.Formula`, as a figure keeps it.
    parameters = models.JSONField()
    # The measures it makes are drafts in this person's name.
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(auto_now_add=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "dataset"],
                condition=Q(stopped_at__isnull=True),
                name="one_feed_of_an_indicator_by_dataset",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} ← {self.dataset}"


class Feeding(models.Model):
    """What a version gave to a feed: a draft measure, or the reason why nothing was computed."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="feedings")
    version = models.ForeignKey(DatasetVersion, on_delete=models.PROTECT, related_name="feedings")
    # Gone when the draft was given up: the version is not fed twice by itself.
    measurement = models.ForeignKey(
        Measurement, null=True, blank=True, on_delete=models.SET_NULL, related_name="feedings"
    )
    # A sentence by language; empty when a measure was made.
    trouble = models.JSONField(default=dict, blank=True)
    fed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "version"], name="one_feeding_by_version"),
            models.CheckConstraint(
                condition=Q(measurement__isnull=True) | Q(trouble={}), name="feeding_gave_measure_or_trouble"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feed} v{self.version.number}"


class SurveyExtractQuerySet(models.QuerySet["SurveyExtract"]):
    def visible_to(self, person: Person) -> "SurveyExtractQuerySet":
        return self.filter(survey__initiative__in=Initiative.objects.visible_to(person))


class SurveyExtract(models.Model):
    """How the answers to a questionnaire become a dataset: said once, frozen as often as answers come.

    Each freeze is the next version of the same dataset.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="extracts")
    title = models.CharField(max_length=200)
    # Numbers of the versions taken; empty: all those that take or took answers.
    versions = models.JSONField(default=list, blank=True)
    # Days of receipt, both included.
    since_date = models.DateField(null=True, blank=True)
    until_date = models.DateField(null=True, blank=True)
    # A row for each answer, or for each turn of this repeat.
    table = models.CharField(max_length=500, blank=True)
    # Of the labels, as the form names it.
    language = models.CharField(max_length=60, blank=True)
    # By column: step (`miqyas.data.anonymity`), role, whether an outsider may know it, whether it is sensitive.
    columns = models.JSONField(default=dict, blank=True)
    k = models.PositiveSmallIntegerField(default=5)
    suppresses = models.BooleanField(default=False)
    # A column says why cells are empty: what was skipped tells of people, so it is asked for.
    keeps_reasons = models.BooleanField(default=False)
    # How rows are weighed (`rules.weights`); empty: they are not.
    weighting = models.JSONField(default=dict, blank=True)
    # What was measured of it as it is described now; empty once the description changes.
    report = models.JSONField(default=dict, blank=True)
    dataset = models.ForeignKey(
        Dataset, null=True, blank=True, on_delete=models.PROTECT, related_name="extracts"
    )
    job_id = models.BigIntegerField(null=True, blank=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SurveyExtractQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(k__gte=2), name="extract_hides_among_two_at_least"),
            models.CheckConstraint(
                condition=Q(since_date__isnull=True)
                | Q(until_date__isnull=True)
                | Q(since_date__lte=models.F("until_date")),
                name="extract_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title
