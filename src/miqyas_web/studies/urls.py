from django.urls import path, re_path

from miqyas_web.studies.views import advice, draws, estimations, plans, power, studies

app_name = "studies"
urlpatterns = [
    path("", studies.study_list, name="study_list"),
    path("new/", studies.study_create, name="study_create"),
    path("power/", power.power_show, name="power_show"),
    path("power/keep/", power.sample_size_keep, name="sample_size_keep"),
    path("advice/", advice.advice_create, name="advice_create"),
    path("advice/<int:pk>/", advice.advice_show, name="advice_show"),
    path("draws/", draws.draw_list, name="draw_list"),
    path("draws/lots/", draws.draw_create, name="draw_create"),
    path("draws/sample/", draws.sample_create, name="sample_create"),
    path("draws/<int:pk>/", draws.draw_show, name="draw_show"),
    path("draws/<int:pk>/list.csv", draws.draw_download, name="draw_download"),
    path("draws/<int:pk>/record.json", draws.draw_record, name="draw_record"),
    path("<int:pk>/", studies.study_show, name="study_show"),
    path("<int:pk>/edit/", studies.study_edit, name="study_edit"),
    path("<int:pk>/seal/", studies.study_seal, name="study_seal"),
    path("<int:pk>/run/", studies.study_run, name="study_run"),
    path("<int:pk>/plan.json", plans.plan_download, name="plan_download"),
    re_path(r"^(?P<pk>[0-9]+)/plan\.(?P<form>pdf|docx)$", plans.plan_export, name="plan_export"),
    path("<int:pk>/estimations/<int:estimation_pk>/", estimations.estimation_show, name="estimation_show"),
]
