"""One figure for each part of a call or of a grant that this file's pages show, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.accounts.models import Person
from miqyas_web.funding.enums import CallState
from miqyas_web.funding.models import Call


def n_allocations(call: Call, _person: Person) -> "str | Promise | None":
    """How many allocations were kept; nothing while the call is a draft."""
    if call.state == CallState.DRAFT:
        return None
    n = call.allocations.count()
    return ngettext("%(n)s kept", "%(n)s kept", n) % {"n": n} if n else _("none kept yet")
