from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep_the_choice(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    user: Any = apps.get_model("accounts", "User")
    user.objects.filter(wants_mail=False).update(mail_when="never")


def give_it_back(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    user: Any = apps.get_model("accounts", "User")
    user.objects.filter(mail_when="never").update(wants_mail=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_gate_in_depth")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="mail_when",
            field=models.CharField(
                choices=[("at_once", "At once"), ("daily", "Once a day"), ("never", "Never")],
                default="at_once",
                max_length=8,
            ),
        ),
        migrations.RunPython(keep_the_choice, give_it_back),
        migrations.RemoveField(model_name="user", name="wants_mail"),
    ]
