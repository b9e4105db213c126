"""Kinds of question and ways of showing them, by plain names; the names of XLSForm stand behind."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question, what it is called, and the ways it may be shown (appearance, name)."""

    key: str
    name: "str | Promise"
    group: "str | Promise"
    appearances: "tuple[tuple[str, str | Promise], ...]" = ()

    @property
    def has_choices(self) -> bool:
        return self.key in {"select_one", "select_multiple", "rank"}

    @property
    def is_asked(self) -> bool:
        """Whether a person answers it: notes and computed values are only shown or kept."""
        return self.key not in {"note", "calculate", *OF_THE_DEVICE, *GROUPS}

    @property
    def takes_constraint(self) -> bool:
        return self.key in CONSTRAINED


CONSTRAINED = frozenset(
    {"text", "integer", "decimal", "date", "time", "dateTime", "select_one", "select_multiple", "range"}
)
GROUPS = ("begin_group", "begin_repeat")
OF_THE_DEVICE = ("start", "end", "today", "deviceid", "username")
_CHOSEN, _WRITTEN, _SEEN, _PARTS, _ALONE = (
    _("Choices"),
    _("Words, figures, dates"),
    _("Place, picture, sound"),
    _("Order of the questionnaire"),
    _("Filled in by the device"),
)
_MINIMAL = ("minimal", _("Drop-down list"))
_SEARCH = ("autocomplete", _("List with search"))
_COLUMNS = ("columns", _("In columns"))
_LIKERT = ("likert", _("On a scale, side by side"))
KINDS = {
    kind.key: kind
    for kind in (
        Kind("select_one", _("One choice"), _CHOSEN, (_MINIMAL, _SEARCH, _COLUMNS, _LIKERT)),
        Kind("select_multiple", _("Several choices"), _CHOSEN, (_MINIMAL, _SEARCH, _COLUMNS)),
        Kind("rank", _("Choices put in order"), _CHOSEN),
        Kind("acknowledge", _("A box to tick"), _CHOSEN),
        Kind("integer", _("Whole number"), _WRITTEN, (("thousands-sep", _("Thousands set apart")),)),
        Kind("decimal", _("Number with decimals"), _WRITTEN, (("thousands-sep", _("Thousands set apart")),)),
        Kind("range", _("Number on a line"), _WRITTEN),
        Kind("text", _("Text"), _WRITTEN, (("multiline", _("Several lines")), ("numbers", _("Figures only")))),
        Kind(
            "date",
            _("Date"),
            _WRITTEN,
            (("month-year", _("Month and year only")), ("year", _("Year only"))),
        ),
        Kind("time", _("Time of day"), _WRITTEN),
        Kind("dateTime", _("Date and time"), _WRITTEN),
        Kind("geopoint", _("Position (GPS)"), _SEEN, (("placement-map", _("Placed on a map")),)),
        Kind(
            "image",
            _("Photo"),
            _SEEN,
            (("signature", _("Signature")), ("draw", _("Drawing")), ("new", _("Taken now, not from the gallery"))),
        ),
        Kind("audio", _("Sound"), _SEEN),
        Kind("barcode", _("Barcode or QR code"), _SEEN),
        Kind("file", _("File"), _SEEN),
        Kind("note", _("Text to read, without an answer"), _PARTS),
        Kind("calculate", _("Computed value"), _PARTS),
        Kind(
            "begin_group",
            _("Group of questions"),
            _PARTS,
            (("field-list", _("On one screen")), ("table-list", _("As a table"))),
        ),
        Kind(
            "begin_repeat",
            _("Questions repeated for each person or thing"),
            _PARTS,
            (("field-list", _("On one screen")),),
        ),
        Kind("start", _("When it was begun"), _ALONE),
        Kind("end", _("When it was finished"), _ALONE),
        Kind("today", _("Day of the answer"), _ALONE),
        Kind("deviceid", _("Number of the device"), _ALONE),
        Kind("username", _("Name given to the device"), _ALONE),
    )
}  # fmt: skip
# Brought by workbooks, kept and shown; not offered for a new question.
OTHERS = {
    "select_one_from_file": _("One choice, from a file"),
    "select_multiple_from_file": _("Several choices, from a file"),
    "geotrace": _("Line on a map"),
    "geoshape": _("Surface on a map"),
    "video": _("Film"),
    "hidden": _("Hidden value"),
    "phonenumber": _("Phone number of the device"),
    "email": _("Email address of the device"),
    "audit": _("Traces of filling in"),
}


def kind_name(key: str) -> "str | Promise":
    """What a kind is called; the word of XLSForm for one that is not known."""
    return KINDS[key].name if key in KINDS else OTHERS.get(key, key)


def kinds_by_group() -> "list[tuple[str | Promise, list[tuple[str, str | Promise]]]]":
    """Kinds offered for a new question, by group."""
    groups: dict[str, tuple[str | Promise, list[tuple[str, str | Promise]]]] = {}
    for kind in KINDS.values():
        groups.setdefault(str(kind.group), (kind.group, []))[1].append((kind.key, kind.name))
    return list(groups.values())
