"""What a funder asks for: a call, its stages, its notices, the questions put to it."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.funding.enums import CallState, NoticeKind, Preset, StageKind
from miqyas_web.funding.models.grids import GridVersion
from miqyas_web.territories.models import Territory


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, person: Person) -> "CallQuerySet":
        """Calls of the organisations in which the person may read: the funder's side."""
        return self.filter(organisation__in=Organisation.objects.where(person, Permission.READ))

    def public(self) -> "CallQuerySet":
        """Calls anyone may read: published once, and not withdrawn before."""
        return self.exclude(state=CallState.DRAFT)


class Call(models.Model):
    """A call for applications. Texts are by language code; once published, a change is a `Notice`."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="calls")
    # Of its public address; unique for ever.
    slug = models.SlugField(max_length=80, unique=True)
    preset = models.CharField(max_length=20, choices=Preset, default=Preset.BLANK)
    state = models.CharField(max_length=10, choices=CallState, default=CallState.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    title = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    # What is asked for and paid for, who may apply, how it is decided.
    body = models.JSONField(default=dict)
    # Codes of themes this call knows, with their labels by language: [{"code": "water", "label": {...}}].
    themes = models.JSONField(default=list, blank=True)
    # Where it applies; none: the whole country.
    territories = models.ManyToManyField(Territory, blank=True, related_name="+")
    budget_mad = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    # Kept aside for appeals that are upheld; part of the budget.
    reserve_mad = models.DecimalField(
        max_digits=14, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    # Executable rules of eligibility (`rules.eligibility`): kind, values, reason by language.
    eligibility = models.JSONField(default=list, blank=True)
    # Floors, caps, levels of funding, most per applicant, what a value is (`rules.limits`): used at allocation.
    limits = models.JSONField(default=dict, blank=True)
    # How it is judged and answered: share read blind, reviews by file, level of the draw, public source of chance,
    # window of appeals in days, languages of letters (`rules.settings`).
    settings = models.JSONField(default=dict, blank=True)
    # From which amounts more is asked of a grantee's reports (`rules.reporting`); empty: the usual ones.
    reporting = models.JSONField(default=dict, blank=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CallState.DRAFT) | Q(published_at__isnull=False, budget_mad__isnull=False),
                name="published_call_has_date_and_budget",
            ),
            models.CheckConstraint(
                condition=Q(budget_mad__isnull=True) | Q(reserve_mad__lte=F("budget_mad")),
                name="reserve_within_budget",
            ),
        ]

    def __str__(self) -> str:
        """The title in the reader's language, or in one that it has."""
        said = self.title.get((get_language() or "fr")[:2]) or self.title.get("fr")
        return str(said or next(iter(self.title.values()), self.slug))


class Stage(models.Model):
    """One step of a call: when it opens and ends, what is asked, by which grid it is read."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=StageKind)
    title = models.JSONField(default=dict)
    opens_at = models.DateTimeField(null=True, blank=True)
    # The deadline in force; every move of it is a notice. What was sent stays sealed until then.
    closes_at = models.DateTimeField(null=True, blank=True)
    # Questions to the applicant: [{"key", "label": {...}, "help": {...}, "kind", "max_words", "is_required"}].
    questions = models.JSONField(default=list, blank=True)
    # Parts of the initiative that must be joined: "theory", "indicators", "plan", "budget".
    parts = models.JSONField(default=list, blank=True)
    grid = models.ForeignKey(
        GridVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="stages"
    )
    # Reviewers do not see who applies, applicants never see who reads.
    is_blind = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "position"], name="one_stage_by_position"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="stage_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} · {self.position}"


class Notice(models.Model):
    """What changed after publication, sent to every applicant. Never changed."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=12, choices=NoticeKind)
    text = models.JSONField()
    # What was before and what is now, when figures or dates moved.
    change = models.JSONField(default=dict, blank=True)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.call} · {self.published_at:%Y-%m-%d}"


class CallQuestion(models.Model):
    """A question about a call; its answer is read by all."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="asked")
    text = models.TextField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="answer_has_author_and_date",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
