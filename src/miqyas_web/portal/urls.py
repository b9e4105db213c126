from django.urls import path

from miqyas_web.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home_show, name="home_show"),
    path("published/", views.publication_list, name="publication_list"),
    path("desk/", views.desk_show, name="desk_show"),
    path("search/", views.search_show, name="search_show"),
]
