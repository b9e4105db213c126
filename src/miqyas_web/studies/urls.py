from django.urls import path

from miqyas_web.studies.views import estimations, plans, power, studies

app_name = "studies"
urlpatterns = [
    path("", studies.study_list, name="study_list"),
    path("new/", studies.study_create, name="study_create"),
    path("power/", power.power_show, name="power_show"),
    path("power/keep/", power.sample_size_keep, name="sample_size_keep"),
    path("<int:pk>/", studies.study_show, name="study_show"),
    path("<int:pk>/edit/", studies.study_edit, name="study_edit"),
    path("<int:pk>/seal/", studies.study_seal, name="study_seal"),
    path("<int:pk>/run/", studies.study_run, name="study_run"),
    path("<int:pk>/plan.json", plans.plan_download, name="plan_download"),
    path("<int:pk>/estimations/<int:estimation_pk>/", estimations.estimation_show, name="estimation_show"),
]
