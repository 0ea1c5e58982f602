from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0012_requests_by_answer"),
    ]

    operations = [
        migrations.AddField(
            model_name="signing",
            name="terminated_on",
            field=models.DateField(help_text="After this day's month nobody works for it", null=True),
        ),
    ]
