"""The words of the form's own interface, given to its script in every language at once: they follow the form's."""

from django.conf import settings
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from miqyas_web.ui.languages import KNOWN

WORDS = {
    "start": _("Start an answer"),
    "opening": _("The questionnaire is opening…"),
    "not_opened": _(
        "This questionnaire could not be opened. Try again; if it happens again, tell the team that sent it."
    ),
    "not_opened_offline": _("This questionnaire is not on this device yet: open it once with a connection."),
    "to_start": _("Back to the start page"),
    "back": _("Previous"),
    "next": _("Next"),
    "send": _("Send"),
    "finish_later": _("Keep and finish later"),
    "screen_of": _("Screen %(number)s of %(total)s"),
    "progress": _("Where you are in the questionnaire"),
    "no_question": _("This questionnaire asks nothing for now."),
    "errors_title": _("Some answers need another look"),
    "errors_item": _("%(what)s: %(why)s"),
    "required_mark": _("(needed)"),
    "required_missing": _("Answer this question to go on."),
    "constraint_broken": _("This answer is not possible here: check it."),
    "not_a_number": _("Write a number, such as 12.5."),
    "not_whole": _("Write a whole number, without decimals."),
    "too_large": _("This number is too large."),
    "not_a_date": _("Write the whole date."),
    "not_a_year": _("Write a year of four digits, such as 1998."),
    "choose": _("Choose…"),
    "clear_answer": _("Take this answer back"),
    "no_choice": _("Nothing to choose here: the answer to an earlier question decides the list."),
    "search_letters": _("Type a few letters"),
    "nothing_found": _("No answer holds these letters."),
    "found": _("Answers found: %(total)s"),
    "found_more": _("The first %(shown)s of %(total)s: type more letters."),
    "take_off": _("Remove “%(what)s”"),
    "not_answered": _("Not answered"),
    "keep_order": _("Keep this order"),
    "move_up": _("Move “%(what)s” up"),
    "move_down": _("Move “%(what)s” down"),
    "acknowledge": _("I have read this"),
    "year_model": _("e.g. 1998"),
    "repeat_add": _("Add one more"),
    "repeat_add_what": _("Add: %(what)s"),
    "repeat_number": _("Number %(number)s"),
    "repeat_remove": _("Remove"),
    "confirm_remove": _("Yes, remove"),
    "confirm_keep": _("No, keep"),
    "place_none": _("No position yet."),
    "place_take": _("Take the position"),
    "place_again": _("Take the position again"),
    "place_add": _("Add the point where I am"),
    "place_points": _("Points taken: %(count)s"),
    "place_keep": _("Keep this position"),
    "place_searching": _("Looking for the position…"),
    "place_closer": _("Within %(metres)s m; getting closer. Stay in the open."),
    "place_accuracy": _("within %(metres)s m"),
    "place_denied": _("The browser does not give the position: allow it for this page, or write it below."),
    "place_missing": _("The position was not found. Go outside and try again, or write it below."),
    "place_by_hand": _("Write the position by hand"),
    "latitude": _("Latitude (for example 31.6295)"),
    "longitude": _("Longitude (for example -7.9811)"),
    "place_use": _("Use this position"),
    "place_wrong": _("Write a latitude between -90 and 90, and a longitude between -180 and 180."),
    "place_remove_last": _("Remove the last point"),
    "file_choose": _("Choose a file"),
    "file_choose_picture": _("Take or choose a picture"),
    "file_preparing": _("The picture is being made smaller…"),
    "file_smaller": _("Made smaller: from %(before)s to %(after)s."),
    "file_kept": _("Sent before: %(name)s. Choose another file to replace it."),
    "file_remove": _("Remove this file"),
    "file_preview": _("What you chose"),
    "file_too_large": _(
        "One of its files is larger than what the platform takes. Replace it with a smaller one."
    ),
    "kilobytes": _("%(count)s kB"),
    "megabytes": _("%(count)s MB"),
    "gigabytes": _("%(count)s GB"),
    "draw_here": _("Draw here"),
    "draw_keep": _("Keep this drawing"),
    "draw_clear": _("Start the drawing again"),
    "draw_blank": _("Nothing is drawn yet."),
    "draw_kept": _("The drawing is kept."),
    "draw_name": _("Or write your name in place of a signature"),
    "online": _("Connected"),
    "offline": _("No connection: your answers stay on this device"),
    "sending": _("Sending…"),
    "waiting_count": _("Waiting on this device: %(count)s"),
    "trouble_line": _("The platform cannot be reached. We try again by ourselves."),
    "trouble_signed_out": _("Sign in again to send what waits: nothing is lost."),
    "offline_ready": _("This questionnaire also opens without a connection."),
    "offline_impossible": _("This browser cannot open the questionnaire without a connection."),
    "room_lasting": _("What you keep here stays until you delete it."),
    "room_passing": _(
        "If this device runs out of room, the browser may delete what is kept here: send soon."
    ),
    "room_free": _("Room left: %(size)s."),
    "not_kept": _("This device could not keep the answer: free some room, and do not close this page."),
    "answer": _("One answer"),
    "correction": _("Correction"),
    "waiting_title": _("Waiting on this device (%(count)s)"),
    "drafts_title": _("Started, to be finished (%(count)s)"),
    "sent_title": _("Sent from this browser (%(count)s)"),
    "waits": _("It leaves when the connection returns."),
    "refused": _("Not accepted: %(why)s"),
    "refused_without_reason": _("the platform gave no reason."),
    "send_now": _("Send now"),
    "try_again": _("Try again"),
    "keep_copy": _("Save a copy"),
    "resume": _("Finish"),
    "correct": _("Correct"),
    "delete": _("Delete"),
    "forget": _("Forget on this device"),
    "done_sent": _("Your answer was received"),
    "done_sent_words": _("Thank you. It is safe on the platform."),
    "done_waiting": _("Your answer is kept on this device"),
    "done_waiting_words": _("It will leave by itself when the connection returns and this page is open."),
    "done_refused": _("An answer was not accepted"),
    "done_refused_words": _("It stays on this device. See why on the start page."),
    "another": _("Start another answer"),
    "about_purpose": _("Why this is asked"),
    "about_consent": _("What you should know before answering"),
    "about_asked": _("Asked by %(value)s."),
    "about_authorisation": _("Authorisation or declaration: %(value)s."),
    "about_trial": _("On trial: these answers stand apart and count nowhere."),
    "about_correction": _("Correction of an answer: the first one stays on record."),
    "leave": _("Leave the form"),
}


def words_by_language() -> list[dict[str, object]]:
    """One entry by language offered: its code, direction, sheet and sentences."""
    return [_tongue(code) for code, _name in settings.LANGUAGES]


def _tongue(code: str) -> dict[str, object]:
    language = KNOWN[code]
    with translation.override(code):
        words = {key: str(sentence) for key, sentence in WORDS.items()}
    return {
        "code": code,
        "own_name": language.own_name,
        "direction": language.direction,
        "sheet": static(language.sheet),
        "words": words,
    }
