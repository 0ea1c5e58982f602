from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0006_name_what_told")]

    operations = [
        migrations.AddField(
            model_name="outcomeimport",
            name="taken",
            field=models.JSONField(
                default=list,
                help_text="What was done with each row then, as outcomes/import_rows.py has it",
            ),
        ),
    ]
