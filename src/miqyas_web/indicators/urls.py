from django.urls import path

from miqyas_web.indicators.views import indicators

app_name = "indicators"
urlpatterns = [
    path("", indicators.indicator_list, name="indicator_list"),
    path("new/", indicators.indicator_create, name="indicator_create"),
    path("<int:pk>/", indicators.indicator_show, name="indicator_show"),
    path("<int:pk>/edit/", indicators.indicator_edit, name="indicator_edit"),
    path("<int:pk>/delete/", indicators.indicator_delete, name="indicator_delete"),
]
