"""What the form of an application asks and begins with."""

from collections.abc import Mapping

from miqyas_web.funding.models import Application
from miqyas_web.funding.rules.texts import said
from miqyas_web.funding.science.paper import Asked, Written
from miqyas_web.territories.models import Territory


def asked_of(application: Application) -> Asked:
    """What the stage at which it stands asks, in the language of the page."""
    call, stage = application.call, application.stage
    return Asked(
        slug=call.slug,
        position=stage.position,
        title=f"{said(call.title)} · {said(stage.title)}",
        organisation=call.organisation.name,
        questions=stage.questions,
        themes=tuple(said(theme["label"]) for theme in call.themes),
        regions=tuple(place.name for place in Territory.objects.regions()),
    )


def written_of(application: Application) -> Written:
    """What stands in the draft."""
    themes = {theme["code"]: said(theme["label"]) for theme in application.call.themes}
    answers = application.answers.get(str(application.stage.position), {})
    return Written(
        answers={key: str(text) for key, text in answers.items()},
        theme=themes.get(application.theme, ""),
        region=application.region.name if application.region else "",
        asked_mad=_figure(application.asked_mad),
        cofunding_mad=_figure(application.cofunding_mad or None),
        budget=tuple(
            (str(line.get("title", "")), _figure(line.get("amount_mad")), _figure(line.get("asked_mad")))
            for line in application.budget
        ),
        partners=tuple((each.name, each.part) for each in application.partners.order_by("pk")),
    )


def _figure(amount: object) -> str:
    return "" if amount is None else f"{amount}".removesuffix(".00")


def names_of_regions() -> Mapping[str, tuple[str, ...]]:
    """For the number of each region: its code and its names in every language."""
    return {
        str(place.pk): (place.code, place.name_fr, place.name_ar, place.name_en or place.name_fr)
        for place in Territory.objects.regions()
    }
