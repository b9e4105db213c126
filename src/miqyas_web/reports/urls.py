from django.urls import path

from miqyas_web.reports.views import members, public

app_name = "reports"
_BASE = "initiatives/<int:initiative_pk>/reports/"
urlpatterns = [
    path(_BASE, members.report_list, name="report_list"),
    path(f"{_BASE}new/", members.report_create, name="report_create"),
    path(f"{_BASE}<int:pk>/", members.report_show, name="report_show"),
    path(f"{_BASE}<int:pk>/edit/", members.report_edit, name="report_edit"),
    path(f"{_BASE}<int:pk>/publish/", members.report_publish, name="report_publish"),
    path(f"{_BASE}<int:pk>/verify/", members.report_verify, name="report_verify"),
    path(f"{_BASE}<int:pk>/withdraw/", members.report_withdraw, name="report_withdraw"),
    path("r/<str:address>/", public.public_report_show, name="public_report_show"),
    path("r/<str:address>/figure/<str:key>/", public.figure_show, name="figure_show"),
    path("r/<str:address>/report.<str:kind>", public.report_download, name="report_download"),
]
