from django.urls import path

from miqyas_web.datasets.views import datasets, extracts, feeds, uploads

app_name = "datasets"
urlpatterns = [
    path("", datasets.dataset_list, name="dataset_list"),
    path("new/", uploads.upload_create, name="upload_create"),
    path("files/<int:pk>/", uploads.upload_show, name="upload_show"),
    path("files/<int:pk>/read-again/", uploads.upload_reread, name="upload_reread"),
    path("files/<int:pk>/freeze/", uploads.upload_freeze, name="upload_freeze"),
    path("files/<int:pk>/give-up/", uploads.upload_discard, name="upload_discard"),
    path("questionnaires/<int:survey_pk>/", extracts.extract_list, name="extract_list"),
    path("questionnaires/<int:survey_pk>/new/", extracts.extract_create, name="extract_create"),
    path("extracts/<int:pk>/", extracts.extract_show, name="extract_show"),
    path("extracts/<int:pk>/freeze/", extracts.extract_freeze, name="extract_freeze"),
    path("feeds/", feeds.feed_list, name="feed_list"),
    path("feeds/new/", feeds.feed_create, name="feed_create"),
    path("feeds/<int:pk>/", feeds.feed_show, name="feed_show"),
    path("feeds/<int:pk>/run/", feeds.feed_run, name="feed_run"),
    path("feeds/<int:pk>/stop/", feeds.feed_stop, name="feed_stop"),
    path("<int:pk>/", datasets.dataset_show, name="dataset_show"),
    path("<int:pk>/<int:number>/", datasets.version_show, name="version_show"),
    path("<int:pk>/<int:number>/download/", datasets.version_download, name="version_download"),
]
