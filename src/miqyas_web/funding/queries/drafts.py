"""When a draft was kept."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from miqyas_web.funding.models import Application


def saved_at(application: Application) -> str:
    """When a draft was kept last, and by whom."""
    if application.edited_at is None:
        return ""
    told = {
        "hour": date_format(localtime(application.edited_at), "DATETIME_FORMAT"),
        "who": application.edited_by,
    }
    return _("Saved on %(hour)s by %(who)s.") % told
