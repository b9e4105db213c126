from django.urls import path

from miqyas_web.evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.claim_list, name="claim_list"),
    path("<int:pk>/", views.claim_show, name="claim_show"),
    path("<int:pk>/facts/", views.claim_edit, name="claim_edit"),
]
