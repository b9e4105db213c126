"""One line by room."""

from django.urls import include, path

from miqyas_web.indicators import urls as indicators
from miqyas_web.surveys import urls as surveys

urlpatterns = [
    # First: phones post by the hundred, and each address is looked for in this order.
    path("key/<str:token>/", include(surveys.by_key)),
    path("", include("miqyas_web.portal.urls")),
    path("", include("miqyas_web.ui.urls")),
    path("accounts/", include("miqyas_web.accounts.urls")),
    path("territories/", include("miqyas_web.territories.urls")),
    path("toolbox/", include("miqyas_web.toolbox.urls")),
    path("catalogue/", include(indicators.open_to_everyone)),
    path("totals/", include(indicators.over_several)),
    path("initiatives/", include("miqyas_web.initiatives.urls")),
    path("initiatives/<int:initiative_pk>/theory/", include("miqyas_web.theories.urls")),
    path("initiatives/<int:initiative_pk>/indicators/", include("miqyas_web.indicators.urls")),
    path("initiatives/<int:initiative_pk>/surveys/", include("miqyas_web.surveys.urls")),
    path("initiatives/<int:initiative_pk>/datasets/", include("miqyas_web.datasets.urls")),
    path("initiatives/<int:initiative_pk>/studies/", include("miqyas_web.studies.urls")),
    path("initiatives/<int:initiative_pk>/evidence/", include("miqyas_web.evidence.urls")),
    path("", include("miqyas_web.funding.urls")),
    path("", include("miqyas_web.reports.urls")),
    path("diagnostic/", include("miqyas_web.adoption.urls")),
]

handler403 = "miqyas_web.ui.errors.not_allowed"
handler404 = "miqyas_web.ui.errors.not_found"
handler500 = "miqyas_web.ui.errors.failed"
