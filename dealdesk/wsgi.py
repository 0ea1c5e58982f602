import logging
import os

from django.core.wsgi import get_wsgi_application

from dealdesk.kit.logs import WithoutMailLinks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dealdesk.settings")

application = get_wsgi_application()

# gunicorn's loggers have handlers of their own, which the settings neither see nor may replace.
for name in ("gunicorn.access", "gunicorn.error"):
    logging.getLogger(name).addFilter(WithoutMailLinks())
