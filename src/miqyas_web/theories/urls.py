app_name = "theories"
urlpatterns = []
