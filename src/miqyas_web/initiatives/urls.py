from django.urls import path

from miqyas_web.initiatives import views

app_name = "initiatives"
urlpatterns = [
    path("", views.initiative_list, name="initiative_list"),
    path("create/", views.initiative_create, name="initiative_create"),
    path("<int:initiative_pk>/", views.initiative_show, name="initiative_show"),
    path("<int:initiative_pk>/edit/", views.initiative_edit, name="initiative_edit"),
]
