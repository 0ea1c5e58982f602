#!/usr/bin/env python
"""Django's command line for DealDesk."""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line

from reviews.management.commands.policy import Command as Policy
from reviews.management.commands.score import Command as Score

if __name__ == "__main__":
    if sys.argv[1:2] == ["score"] or (sys.argv[1:2] == ["policy"] and "--company" not in sys.argv):
        # Anyone may recompute a score or check a policy: it needs no server, no database, and so no settings.
        settings.configure()
        (Score if sys.argv[1] == "score" else Policy)().run_from_argv(sys.argv)
    else:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dealdesk.settings")
        execute_from_command_line(sys.argv)
