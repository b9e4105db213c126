from django.urls import path

from miqyas_web.territories import views

app_name = "territories"
urlpatterns = [
    path("", views.territory_list, name="territory_list"),
    path("<str:code>/", views.territory_show, name="territory_show"),
]
