"""The theories of the invented initiatives, from the examples of content/."""

from typing import Any

from django.utils.translation import override

from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories import examples
from miqyas_web.theories.actions.comments import write_comment
from miqyas_web.theories.actions.examples import copy_theory
from miqyas_web.theories.actions.versions import create_version
from miqyas_web.theories.models import Theory
from miqyas_web.theories.queries import theory_of


def fill(context: dict[str, Any]) -> None:
    """Copy an example in each initiative that has no theory; ``context["theories"]`` holds them by slug."""
    made: dict[str, Theory] = {}
    for slug, initiative in context["initiatives"].items():
        theory = theory_of(initiative)
        if theory.pk is None:
            with override("fr"):
                example = examples.example_called(slug)
            if example is None:
                raise LookupError(f"content/examples/theories/{slug}.json is missing.")
            theory = copy_theory(initiative=initiative, example=example.theory, by=initiative.created_by)
            create_version(
                initiative=initiative, reason="Première version (exemple inventé)", by=initiative.created_by
            )
            _discuss(initiative, theory)
        made[slug] = theory
    context["theories"] = made


def _discuss(initiative: Initiative, theory: Theory) -> None:
    """A question on the first link that says what it assumes, as an evaluator would ask it."""
    link = theory.links.exclude(assumption="").order_by("pk").first()
    if link is not None:
        write_comment(
            initiative=initiative,
            on=("link", link.key),
            text="Question inventée : qui nous a dit que cette hypothèse tient, et quand l’avons-nous vérifié ?",
            by=initiative.created_by,
        )
