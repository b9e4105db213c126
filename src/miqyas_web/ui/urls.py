from django.urls import path

from miqyas_web.ui import views

app_name = "ui"
urlpatterns = [
    path("gallery/", views.gallery_show, name="gallery_show"),
    path("language/", views.language_choose, name="language_choose"),
    path("work/<int:pk>/", views.job_show, name="job_show"),
    path("health/", views.health_show, name="health_show"),
]
