from django.urls import URLPattern, path

from reviews.views import condition, forecast, queue, review

app_name = "reviews"
urlpatterns: list[URLPattern] = [
    path("deals/<deal:serial>/forecast/", forecast.forecast, name="forecast"),
    path("reviews/", queue.queue, name="queue"),
    path("reviews/<int:request_id>/", review.review, name="review"),
    path("answers/<int:review_id>/condition/", condition.condition_accept, name="condition_accept"),
]
