from django.urls import path

from miqyas_web.studies import views

app_name = "studies"
urlpatterns = [
    path("", views.study_list, name="study_list"),
    path("new/", views.study_create, name="study_create"),
    path("<int:pk>/", views.study_show, name="study_show"),
    path("<int:pk>/edit/", views.study_edit, name="study_edit"),
    path("<int:pk>/seal/", views.study_seal, name="study_seal"),
    path("<int:pk>/run/", views.study_run, name="study_run"),
    path("<int:pk>/plan.json", views.plan_download, name="plan_download"),
    path("<int:pk>/estimations/<int:estimation_pk>/", views.estimation_show, name="estimation_show"),
]
