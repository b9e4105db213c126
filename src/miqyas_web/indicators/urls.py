from django.urls import path

from miqyas_web.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.indicator_list, name="indicator_list"),
    path("new/", views.indicator_create, name="indicator_create"),
    path("<int:pk>/", views.indicator_show, name="indicator_show"),
    path("<int:pk>/edit/", views.indicator_edit, name="indicator_edit"),
    path("<int:pk>/delete/", views.indicator_delete, name="indicator_delete"),
]
