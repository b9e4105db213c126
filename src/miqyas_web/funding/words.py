"""What the room says in places that other rooms own."""

from django.utils.functional import Promise

AUDIT_WORDS: dict[str, "str | Promise"] = {}
