from typing import Any

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def keep_what_is_wanted(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    notification: Any = apps.get_model("activity", "Notification")
    notification.objects.filter(mail_wanted=True).update(mail_due_at=F("at"))


class Migration(migrations.Migration):
    dependencies = [
        ("activity", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(help_text="The day in the person's time zone")),
                ("sent_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.AddField(
            model_name="notification",
            name="mail_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(keep_what_is_wanted, migrations.RunPython.noop),
        migrations.RemoveField(model_name="notification", name="mail_wanted"),
        migrations.AddField(
            model_name="notification",
            name="mail_refusals",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(
                condition=models.Q(("mail_due_at__isnull", False), ("mailed_at", None)),
                fields=["mail_due_at"],
                name="unmailed_by_time",
            ),
        ),
        migrations.AddField(
            model_name="digest",
            name="to",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="digests",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.UniqueConstraint(fields=("to", "on"), name="digest_once_a_day"),
        ),
    ]
