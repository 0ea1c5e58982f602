from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Function, User
from contracts.actions import publish_playbook
from contracts.playbook_file import InvalidPlaybook, read_playbook
from dealdesk.kit.refusals import Forbidden


class Command(BaseCommand):
    help = (
        "Publish the next playbook version from a JSON file in the shape of contracts/sample/playbook.json."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="e-mail address of somebody in the deal desk")
        parser.add_argument("--note", default="", help="what is new in this version, at most 200 characters")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(email__iexact=options["by"], is_active=True).first()
        if by is None:
            raise CommandError(f"Nobody active has the e-mail address {options['by']}.")
        if len(options["note"]) > 200:
            raise CommandError("The note is too long: write at most 200 characters.")
        codes = list(Function.objects.values_list("code", flat=True))
        try:
            types = read_playbook(options["file"], codes)
            version = publish_playbook(types, by=by, note=options["note"])
        except OSError as problem:
            raise CommandError(f"Cannot read {options['file']}: {problem.strerror}.") from problem
        except (InvalidPlaybook, Forbidden) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Playbook {version.number} is published with {len(types)} term types.")
