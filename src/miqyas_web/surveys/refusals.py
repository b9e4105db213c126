"""Why an answer is not taken, each case with the status a phone understands and a sentence for who holds it.

Refused
├── Unreadable        400  not an answer: ill-formed, document type, no identifier
├── TooBig            413
├── UnknownAddress    404  no such collector, or not that initiative
│   └── ClosedAddress 403  revoked
├── UnknownForm       404
├── UnknownVersion    404
├── UnknownAnswer     404  corrects an answer we do not have
├── OtherContent      409  the same identifier with other content
├── AlreadyCorrected  409
├── Withdrawn         409
├── RetiredVersion    409  its version was taken out of the field
└── ClosedSurvey      409
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Refused, Unfit

if TYPE_CHECKING:
    from miqyas_web.surveys.models import Collector


class Unreadable(Unfit):
    status = 400


class TooBig(Unfit):
    status = 413

    def __init__(self, most_megabytes: int) -> None:
        super().__init__(
            _("This sending is too large: at most %(megabytes)d MB at a time.")
            % {"megabytes": most_megabytes}
        )


class UnknownAddress(Refused):
    status = 404
    # Known only of an address that was closed: it is told so in its language.
    collector: "Collector | None" = None

    def __init__(self) -> None:
        super().__init__(_("This address opens nothing. Check it, or ask for the code of your phone again."))


class ClosedAddress(UnknownAddress):
    status = 403

    def __init__(self) -> None:
        Refused.__init__(
            self,
            _("This address was closed. Your answers stay on the phone: ask your team for a new address."),
        )


class UnknownForm(Refused):
    status = 404

    def __init__(self, form_id: str) -> None:
        super().__init__(_("There is no questionnaire “%(form)s” at this address.") % {"form": form_id})


class UnknownVersion(Refused):
    status = 404

    def __init__(self, version: str) -> None:
        super().__init__(
            _("Version “%(version)s” of this questionnaire was never published.") % {"version": version}
        )


class UnknownAnswer(Refused):
    status = 404

    def __init__(self) -> None:
        super().__init__(_("The answer this one corrects is not here. Send it first."))


class OtherContent(Refused):
    def __init__(self, name: str = "") -> None:
        sentence = _("An answer with this identifier but other content is already here; it was not changed.")
        if name:
            sentence = _(
                "A file “%(name)s” with other content already came with this answer; it was not changed."
            ) % {"name": name}
        super().__init__(sentence)


class AlreadyCorrected(Refused):
    def __init__(self) -> None:
        super().__init__(_("This answer was already corrected. Correct its latest state instead."))


class Withdrawn(Refused):
    def __init__(self) -> None:
        super().__init__(_("This answer was withdrawn: it is not taken again."))


class ClosedSurvey(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("This questionnaire is closed: it takes no more answers. Ask your team what to do with yours.")
        )


class RetiredVersion(Refused):
    def __init__(self, version: str) -> None:
        super().__init__(
            _(
                "Version “%(version)s” of this questionnaire was taken out of use: it takes no more answers. "
                "Yours stay on the phone: do not delete them, and tell your team."
            )
            % {"version": version}
        )
