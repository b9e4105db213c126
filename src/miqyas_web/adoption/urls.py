from django.urls import path

from miqyas_web.adoption import views

app_name = "adoption"
urlpatterns = [
    path("", views.diagnostic_list, name="diagnostic_list"),
    path("new/", views.diagnostic_create, name="diagnostic_create"),
    path("together/", views.together_show, name="together_show"),
    path("organisations/<int:pk>/", views.history_show, name="history_show"),
    path("<int:pk>/", views.diagnostic_show, name="diagnostic_show"),
    path("<int:pk>/complete/", views.diagnostic_complete, name="diagnostic_complete"),
    path("<int:pk>/file.<str:kind>", views.diagnostic_download, name="diagnostic_download"),
    path("<int:pk>/discard/", views.diagnostic_discard, name="diagnostic_discard"),
    path("<int:pk>/questions/<slug:dimension>/", views.dimension_edit, name="dimension_edit"),
]
