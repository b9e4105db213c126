from miqyas_web.accounts.views.invitations import invitation_accept, invitation_create, invitation_withdraw
from miqyas_web.accounts.views.organisations import (
    membership_edit,
    membership_end,
    organisation_create,
    organisation_edit,
    organisation_list,
    organisation_show,
    role_list,
    trace_list,
)
from miqyas_web.accounts.views.people import (
    password_edit,
    password_recover,
    password_reset,
    person_edit,
    person_register,
    person_sign_in,
    person_sign_out,
)

__all__ = [
    "invitation_accept",
    "invitation_create",
    "invitation_withdraw",
    "membership_edit",
    "membership_end",
    "organisation_create",
    "organisation_edit",
    "organisation_list",
    "organisation_show",
    "password_edit",
    "password_recover",
    "password_reset",
    "person_edit",
    "person_register",
    "person_sign_in",
    "person_sign_out",
    "role_list",
    "trace_list",
]
