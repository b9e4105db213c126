"""The header: what rooms put in it leads somewhere, and says where one is."""

import pytest
from django.urls import reverse

from miqyas_web.foundation import slots
from miqyas_web.ui.navigation import NavigationItem, entries
from tests.conftest import ROOT

GALLERY = NavigationItem("Pieces", "ui:gallery_show", "grid", public=True)
HEALTH = NavigationItem("Health", "ui:health_show", "check2")
SPRITE = ROOT / "frontend" / "build" / "icons.txt"


class Someone:
    is_authenticated = True


def test_visitor_sees_what_is_public():
    shown = entries([GALLERY, HEALTH], person=None, path="/")
    assert [(entry.label, entry.href) for entry in shown] == [("Pieces", "/gallery/")]


def test_person_sees_all_in_order():
    shown = entries([HEALTH, GALLERY], person=Someone(), path="/")
    assert [entry.label for entry in shown] == ["Health", "Pieces"]


def test_entry_one_is_in_is_marked_on_the_pages_below_it():
    shown = entries([GALLERY, HEALTH], person=Someone(), path="/gallery/3/")
    assert [entry.is_current for entry in shown] == [True, False]


def test_nowhere_marks_nothing():
    assert not any(
        entry.is_current for entry in entries([GALLERY, HEALTH], person=Someone(), path="/elsewhere/")
    )


@pytest.mark.parametrize("item", slots.items("navigation"), ids=lambda item: item.url_name)
def test_entry_of_a_room_leads_somewhere_with_an_icon_of_ours(item):
    assert reverse(item.url_name).startswith("/")
    assert not item.icon or item.icon in SPRITE.read_text(encoding="utf-8").split()
