from activity.channels.posting import post_news
from activity.models import Event
from reviews.channel_words import news_of


def post(event_id: int) -> None:
    """Write an event's message for each channel that hears of it; safe to call again."""
    event = Event.objects.select_related("by").get(pk=event_id)
    news = news_of(event)
    if news is not None:
        post_news(event, news)
