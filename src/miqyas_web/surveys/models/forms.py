"""A questionnaire, its versions, their questions and the files they read."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.enums import VersionState


class SurveyQuerySet(models.QuerySet["Survey"]):
    def visible_to(self, person: Person) -> "SurveyQuerySet":
        return self.filter(initiative__in=Initiative.objects.visible_to(person))


class Survey(models.Model):
    """A questionnaire of an initiative, through its versions."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="surveys")
    title = models.CharField(max_length=200)
    # What phones call it; the same in every version.
    form_id = models.CharField(max_length=64)
    # Why it is asked, and what a person is told before consenting (law 09-08); texts by language code.
    purpose = models.TextField(blank=True)
    consent = models.JSONField(default=dict, blank=True)
    # Who answers for the data, and the number of the authorisation or declaration at the CNDP.
    authorisation = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # When the checks were last asked to look at the answers: they are not asked at each answer.
    look_asked_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "form_id"], name="one_form_id_by_initiative")
        ]

    def __str__(self) -> str:
        return self.title


class FormVersion(models.Model):
    """One state of the questionnaire. Once published its bytes never change: phones know a form by its hash."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    # The `version` attribute answers carry; unique within the survey.
    version = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    # Rows of the XLSForm: {"survey": [...], "choices": [...], "settings": [...]}.
    definition = models.JSONField(default=dict)
    # `miqyas.interchange.form.Form` as data; empty while the definition has errors.
    outline = models.JSONField(default=dict, blank=True)
    # What was found in it when it was last checked, errors and warnings, as `science.forms` gives it.
    findings = models.JSONField(default=list, blank=True)
    # Moves on with each change: who writes on an older one is told so.
    revision = models.PositiveIntegerField(default=0)
    # The definition and the marks before the last change, so that it can be undone; empty when there is nothing to undo.
    previous = models.JSONField(default=dict, blank=True)
    xform = models.BinaryField(default=b"")
    md5 = models.CharField(max_length=32, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    # The workbook it was brought as, if any.
    source_name = models.CharField(max_length=255, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="one_number_by_form_version"),
            models.UniqueConstraint(fields=["survey", "version"], name="one_name_by_form_version"),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True, published_at__isnull=True)
                | Q(published_by__isnull=False, published_at__isnull=False),
                name="form_published_by_someone_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[VersionState.DRAFT, VersionState.TEST])
                | (Q(published_at__isnull=False) & ~Q(sha256="")),
                name="published_form_has_bytes_and_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.version}"


class FormMedia(models.Model):
    """A file the form reads beside itself: list, picture, sound. Kept under its sha256."""

    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="media")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    md5 = models.CharField(max_length=32)
    n_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="one_media_by_name_of_form_version")
        ]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """A question of one version, with what is said of it beyond the form: personal or not, the indicator it feeds."""

    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    path = models.CharField(max_length=500)
    # Path of the innermost repeat around it; empty outside of repeats.
    repeat = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=40)
    # Texts by language as the form names it.
    labels = models.JSONField(default=dict)
    is_personal = models.BooleanField(default=False)
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "path"], name="one_question_by_path_of_form_version")
        ]

    def __str__(self) -> str:
        return self.name
