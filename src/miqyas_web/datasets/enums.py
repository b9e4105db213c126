from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UploadState(models.TextChoices):
    READING = "reading", _("Being read")
    READY = "ready", _("Ready to freeze")
    FROZEN = "frozen", _("Frozen")


class ColumnRole(models.TextChoices):
    NONE = "", pgettext_lazy("role of a column", "No role")
    IDENTIFIER = "identifier", pgettext_lazy("role of a column", "Identifier of the row")
    OUTCOME = "outcome", pgettext_lazy("role of a column", "Outcome")
    TREATMENT = "treatment", pgettext_lazy("role of a column", "Treatment")
    STRATUM = "stratum", pgettext_lazy("role of a column", "Stratum")
    CLUSTER = "cluster", pgettext_lazy("role of a column", "Cluster")
    COVARIATE = "covariate", pgettext_lazy("role of a column", "Covariate")
    WEIGHT = "weight", pgettext_lazy("role of a column", "Weight")
    DATE = "date", pgettext_lazy("role of a column", "Date")
    TERRITORY = "territory", pgettext_lazy("role of a column", "Territory")


class ColumnType(models.TextChoices):
    """The types of `miqyas.data.intake.ColumnProfile`."""

    NUMBER = "number", pgettext_lazy("type of a column", "Number")
    INTEGER = "integer", pgettext_lazy("type of a column", "Whole number")
    BOOLEAN = "boolean", pgettext_lazy("type of a column", "Yes or no")
    DATE = "date", pgettext_lazy("type of a column", "Date")
    DATETIME = "datetime", pgettext_lazy("type of a column", "Date and time")
    TEXT = "text", pgettext_lazy("type of a column", "Text")


class Encoding(models.TextChoices):
    """The encodings met in Moroccan files; the empty one lets the reader find out."""

    FOUND = "", _("Found by itself")
    UTF_8 = "utf-8", _("UTF-8 (most files of today)")
    WINDOWS_1252 = "windows-1252", _("Windows-1252 (French, older Excel)")
    WINDOWS_1256 = "windows-1256", _("Windows-1256 (Arabic, older Excel)")


class Extract(models.TextChoices):
    """The two parts of a frozen version."""

    ANALYSIS = "analysis", _("Analysis extract, without personal columns")
    PERSONAL = "personal", _("Personal columns, kept apart")


class FileForm(models.TextChoices):
    PARQUET = "parquet", "Parquet"
    CSV = "csv", "CSV"
    EXCEL = "xlsx", "Excel"
    STATA = "dta", "Stata"
    SPSS = "sav", "SPSS"
    R = "r.zip", "R"
    CODEBOOK = "codebook.csv", _("Codebook")


class ProtectionStep(models.TextChoices):
    """What may be done to a column before it is frozen (`miqyas.data.anonymity`)."""

    NONE = "", pgettext_lazy("step on a column", "As it is")
    DROP = "drop", pgettext_lazy("step on a column", "Drop")
    PSEUDONYMISE = "pseudonymise", pgettext_lazy("step on a column", "Pseudonym")
    BAND = "band", pgettext_lazy("step on a column", "Bands: 15, 25, 60")
    ROUND = "round", pgettext_lazy("step on a column", "Round to: 1000")
    TOP_CODE = "top_code", pgettext_lazy("step on a column", "At most: 10000")
    TO_PERIOD = "to_period", pgettext_lazy("step on a column", "Period: month, quarter or year")
    PREFIX = "prefix", pgettext_lazy("step on a column", "First signs of the code: 6")
    REGROUP = "regroup", pgettext_lazy("step on a column", "Groups: well=groundwater; river=surface; *=other")
