from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from dealdesk.generated_docs import generated_docs


class Command(BaseCommand):
    help = "Write the printed files under docs/ from the tables in the code."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, text in generated_docs().items():
            (Path(settings.ROOT) / "docs" / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"docs/{name}")
