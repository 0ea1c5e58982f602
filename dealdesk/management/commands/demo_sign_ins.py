from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dealdesk.demo.loading import is_loaded
from dealdesk.demo.sign_ins import sign_ins


class Command(BaseCommand):
    help = "Print how to sign in to the demo company, once for each role."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_loaded():
            raise CommandError("The demo company is not loaded: run load_demo --yes-demo first.")
        rows = [("Role", "Name", "E-mail", "Password")]
        rows += [(entry.role, entry.name, entry.email, entry.password) for entry in sign_ins()]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            self.stdout.write(
                "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            )
        self.stdout.write("Everybody else at Fernhill Works signs in with the same password.")
