import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_absences_noticed"),
        ("contracts", "0007_drafts_by_submission"),
        ("outcomes", "0007_rows_of_imports"),
        ("reviews", "0013_signing_terminated_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="obligation",
            name="termination",
            field=models.ForeignKey(
                help_text="By which it was waived",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="outcomes.incident",
            ),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                condition=models.Q(("kind", "termination"), ("struck_at", None)),
                fields=["handover"],
                name="terminations",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(("termination", None), ("state", "waived"), _connector="OR"),
                name="ended_is_waived",
            ),
        ),
    ]
