from django.urls import path

from activity.views import inbox

app_name = "activity"
urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:id>/read/", inbox.read_notification, name="read_notification"),
    path("inbox/read-all/", inbox.read_all, name="read_all"),
]
