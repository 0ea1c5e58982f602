import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from accounts.actions import found_company
from accounts.mail import password_link
from contracts.actions import publish_playbook
from contracts.models import PlaybookVersion
from dealdesk.kit.refusals import Refused
from reviews.actions import publish_policy
from reviews.models import PolicyVersion

SAMPLE = Path(settings.ROOT) / "contracts" / "sample" / "playbook.json"


class Command(BaseCommand):
    help = (
        "Set up an empty DealDesk: the first of the deal desk, six functions, the sample playbook and the "
        "default policy. Prints the link at which that person chooses a password."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            person = found_company(options["email"], options["name"])
        except ValidationError as invalid:
            raise CommandError(f"“{options['email']}” is no e-mail address.") from invalid
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if not PlaybookVersion.objects.exists():
            types = json.loads(SAMPLE.read_text(encoding="utf-8"))["types"]
            publish_playbook(types, by=person, note="The sample to begin with")
        if not PolicyVersion.objects.exists():
            publish_policy(by=person, note="The defaults", exchange_rates={settings.COMPANY_CURRENCY: 1000})
        self.stdout.write(f"{person} chooses a password here, within three days:\n{password_link(person)}")
