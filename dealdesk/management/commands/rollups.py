from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from insights.actions.rebuilding import rebuild
from insights.rollups.comparing import compare_all


class Command(BaseCommand):
    help = "Compare the roll-ups with a fresh count (verify, exit code 1 on a difference), or put them right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["verify", "rebuild"])

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "rebuild":
            self._rebuild()
        else:
            self._verify()

    def _rebuild(self) -> None:
        check = rebuild(is_nightly=False)
        self.stdout.write(f"{check.row_count} rows counted, {check.difference_count} put right.")

    def _verify(self) -> None:
        with transaction.atomic():
            found = compare_all()
        for difference in found.differences:
            self.stdout.write(str(difference))
        if found.excused:
            self.stdout.write(f"{found.excused} more are about to be folded in.")
        if found.difference_count:
            self.stderr.write(f"{found.difference_count} rows differ, of {found.row_count}.")
            raise SystemExit(1)
        self.stdout.write(f"All {found.row_count} rows are as counted.")
