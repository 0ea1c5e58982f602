import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("reviews", "0008_condition_reminders"),
        ("reviews", "0008_lab_without_token"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="addedapprover", name="added_once"),
        migrations.AddField(
            model_name="addedapprover", name="released_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="addedapprover",
            name="released_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="addedapprover",
            name="release_reason",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddConstraint(
            model_name="addedapprover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("released_at", None)), fields=("deal", "person"), name="added_once"
            ),
        ),
    ]
