from django.urls import path

from miqyas_web.indicators.views import catalogue, indicators, public_catalogue

app_name = "indicators"
urlpatterns = [
    path("", indicators.indicator_list, name="indicator_list"),
    path("new/", indicators.indicator_create, name="indicator_create"),
    path("catalogue/", catalogue.catalogue_list, name="catalogue_list"),
    path("catalogue/export/", catalogue.catalogue_export, name="catalogue_export"),
    path("catalogue/<slug:key>/", catalogue.catalogue_show, name="catalogue_show"),
    path("<int:pk>/", indicators.indicator_show, name="indicator_show"),
    path("<int:pk>/edit/", indicators.indicator_edit, name="indicator_edit"),
    path("<int:pk>/delete/", indicators.indicator_delete, name="indicator_delete"),
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
