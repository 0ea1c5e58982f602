from typing import Any

from django.db import migrations, models


def mark_imported(apps: Any, schema_editor: Any) -> None:
    """Until now hours waited in check-ins that nobody had answered."""
    outcomes = apps.get_model("outcomes", "CellOutcome").objects
    outcomes.filter(check_in__answered_by=None).update(is_imported=True)


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0003_undisclosed_are_promised")]

    operations = [
        migrations.AddField(
            model_name="celloutcome",
            name="is_imported",
            field=models.BooleanField(
                default=False, help_text="Hours from a file: nobody has said yet how hard it was"
            ),
        ),
        migrations.RunPython(mark_imported, migrations.RunPython.noop),
    ]
