#!/usr/bin/env python
"""Django's command line for DealDesk."""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line

from reviews.management.commands.score import Command as Score

if __name__ == "__main__":
    if sys.argv[1:2] == ["score"]:
        # Anyone may recompute a score: it needs no server, no database, and so no settings either.
        settings.configure()
        Score().run_from_argv(sys.argv)
    else:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dealdesk.settings")
        execute_from_command_line(sys.argv)
