from django.urls import path

from miqyas_web.indicators.views import (
    catalogue,
    checking,
    computing,
    importing,
    indicators,
    measurements,
    own_lists,
    portfolios,
    public_catalogue,
    rollups,
    targets,
)

app_name = "indicators"
urlpatterns = [
    path("", indicators.indicator_list, name="indicator_list"),
    path("new/", indicators.indicator_create, name="indicator_create"),
    path("new/check/", checking.indicator_check, name="indicator_check"),
    path("measures/", measurements.measurement_list, name="measurement_list"),
    path("measures/import/", importing.measurement_import, name="measurement_import"),
    path("measures/model/", importing.measurement_model, name="measurement_model"),
    path("measures/<int:pk>/", measurements.measurement_show, name="measurement_show"),
    path("measures/<int:pk>/edit/", measurements.measurement_edit, name="measurement_edit"),
    path("measures/<int:pk>/move/", measurements.measurement_move, name="measurement_move"),
    path("measures/<int:pk>/delete/", measurements.measurement_delete, name="measurement_delete"),
    path("measures/<int:pk>/file/", measurements.measurement_evidence, name="measurement_evidence"),
    path("measures/<int:pk>/again/", computing.measurement_recompute, name="measurement_recompute"),
    path("catalogue/", catalogue.catalogue_list, name="catalogue_list"),
    path("catalogue/export/", catalogue.catalogue_export, name="catalogue_export"),
    path("catalogue/import/", own_lists.catalogue_import, name="catalogue_import"),
    path("catalogue/import/columns/", own_lists.own_list_create, name="own_list_create"),
    path("catalogue/import/discard/", own_lists.own_list_discard, name="own_list_discard"),
    path("catalogue/lists/<int:pk>/delete/", own_lists.own_list_delete, name="own_list_delete"),
    path("catalogue/<slug:key>/", catalogue.catalogue_show, name="catalogue_show"),
    path("<int:pk>/", indicators.indicator_show, name="indicator_show"),
    path("<int:pk>/edit/", indicators.indicator_edit, name="indicator_edit"),
    path("<int:pk>/delete/", indicators.indicator_delete, name="indicator_delete"),
    path("<int:pk>/targets/", targets.target_edit, name="target_edit"),
    path("<int:pk>/targets/approve/", targets.target_approve, name="target_approve"),
    path("<int:pk>/measure/", measurements.measurement_create, name="measurement_create"),
    path("<int:pk>/compute/", computing.measurement_compute, name="measurement_compute"),
]

# The catalogue as everyone reads it, outside any initiative (`config.urls`).
open_to_everyone = (
    [
        path("", public_catalogue.public_catalogue_list, name="public_catalogue_list"),
        path("export/", public_catalogue.public_catalogue_export, name="public_catalogue_export"),
        path("<slug:key>/", public_catalogue.public_catalogue_show, name="public_catalogue_show"),
    ],
    "catalogue",
)

# Totals over several initiatives, outside any one of them (`config.urls`).
over_several = (
    [
        path("", rollups.rollup_list, name="rollup_list"),
        path("organisations/<int:pk>/", rollups.rollup_organisation, name="rollup_organisation"),
        path("territories/<str:code>/", rollups.rollup_territory, name="rollup_territory"),
        path("portfolios/new/", portfolios.portfolio_create, name="portfolio_create"),
        path("portfolios/<int:pk>/", portfolios.portfolio_show, name="portfolio_show"),
        path("portfolios/<int:pk>/edit/", portfolios.portfolio_edit, name="portfolio_edit"),
        path("portfolios/<int:pk>/delete/", portfolios.portfolio_delete, name="portfolio_delete"),
    ],
    "rollups",
)
