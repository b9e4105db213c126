from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(models.TextChoices):
    ASSOCIATION = "association", _("Association")
    COOPERATIVE = "cooperative", _("Cooperative")
    SOCIAL_STARTUP = "social_startup", _("Social start-up")
    INDIVIDUAL = "individual", _("Individual innovator")
    SUPPORT = "support", _("Incubator or support structure")
    FOUNDATION = "foundation", _("Foundation")
    PUBLIC_FUND = "public_fund", _("Public fund or agency")
    COMPANY = "company", _("Company")
    REGION = "region", pgettext_lazy("kind of organisation", "Region")
    PROVINCE = "province", _("Province or prefecture")
    COMMUNE = "commune", _("Commune")
    MINISTRY = "ministry", _("Ministry or public institution")
    OBSERVATORY = "observatory", _("Observatory")
    UNIVERSITY = "university", _("University or research centre")
    CONSULTANCY = "consultancy", _("Evaluation consultancy")
    STANDARDS = "standards", _("Standards institute")


class Desk(models.TextChoices):
    """The kind of person a desk is laid for (PRODUCT.md, "Who uses it")."""

    INNOVATOR = "innovator", _("Innovator")
    COACH = "coach", _("Coach")
    FUNDER = "funder", _("Funder")
    DECISION_MAKER = "decision_maker", _("Territorial decision-maker")
    EVALUATOR = "evaluator", _("Evaluator or researcher")
    ALLIANCE = "alliance", _("Alliance member")


class Role(models.TextChoices):
    LEAD = "lead", _("Lead")
    CONTRIBUTOR = "contributor", _("Contributor")
    EVALUATOR = "evaluator", _("Evaluator")
    READER = "reader", _("Reader")


class Permission(models.TextChoices):
    READ = "read", _("Read the organisation's initiatives")
    DESCRIBE = "describe", _("Describe initiatives, theories and indicators")
    BRING_DATA = "bring_data", _("Bring and freeze datasets")
    READ_PERSONAL = "read_personal", _("See personal columns")
    STUDY = "study", _("Register, seal and run studies")
    APPROVE = "approve", _("Approve targets and measures")
    PUBLISH = "publish", _("Publish reports")
    APPLY = "apply", _("Send applications and agree to grants")
    FUND = "fund", _("Run calls, reviews and grants")
    DECIDE = "decide", _("Decide what is funded and paid")
    MANAGE_MEMBERS = "manage_members", _("Invite people and change their roles")


class InvitationState(models.TextChoices):
    """Told from the dates of an invitation, never stored."""

    PENDING = "pending", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
