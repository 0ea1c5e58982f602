from typing import Any

from django.db import migrations


def name_what_told(apps: Any, schema_editor: Any) -> None:
    """Until now the same result on the same day said which incident had settled a renewal."""
    incidents = apps.get_model("outcomes", "Incident").objects
    for renewal in apps.get_model("outcomes", "Renewal").objects.exclude(result=""):
        told = incidents.filter(
            handover=renewal.handover_id,
            kind=renewal.result,
            happened_on=renewal.decided_on,
            struck_at=None,
        )
        renewal.incident = told.order_by("id").first()
        renewal.save(update_fields=["incident"])


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0005_renewals_told_by_incidents")]

    operations = [migrations.RunPython(name_what_told, migrations.RunPython.noop)]
