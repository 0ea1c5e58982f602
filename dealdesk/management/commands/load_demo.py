from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dealdesk.demo.loading import is_loaded, load
from dealdesk.kit.refusals import Refused


class Command(BaseCommand):
    help = "Load the demo company, Fernhill Works, into an empty database. Its password is no secret."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--yes-demo", action="store_true", help="this is a demonstration, not a company's real DealDesk"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["yes_demo"]:
            raise CommandError(
                "Write load_demo --yes-demo to say that this DealDesk is only a demonstration."
            )
        if is_loaded():
            self.stdout.write("The demo company is here already and keeps its data.")
            return
        began = monotonic()
        try:
            load(self._say)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._say(f"The demo company is loaded, in {monotonic() - began:.0f} seconds.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
