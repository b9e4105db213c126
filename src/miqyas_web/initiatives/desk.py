"""What the room proposes on a person's desk."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import organisations_to_describe
from miqyas_web.ui.desk import DeskAction


def actions_for(person: Person) -> list[DeskAction]:
    """Describe a first initiative, where nobody has."""
    if Initiative.objects.visible_to(person).exists() or not organisations_to_describe(person):
        return []
    return [
        DeskAction(
            _("Describe your first initiative"),
            _("Everything starts there: the problem, the people, the place, the money. Ten minutes will do."),
            reverse("initiatives:initiative_create"),
            10,
        )
    ]
