from django.urls import path

from miqyas_web.toolbox import views

app_name = "toolbox"
urlpatterns = [
    path("", views.sheet_list, name="sheet_list"),
    path("<slug:slug>/", views.sheet_show, name="sheet_show"),
]
