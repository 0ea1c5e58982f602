from django.db import migrations

from activity.sql import REFUSE_CHANGE, append_only


class Migration(migrations.Migration):
    dependencies = [("activity", "0001_tables")]

    operations = [
        migrations.RunSQL(REFUSE_CHANGE, "DROP FUNCTION refuse_change() CASCADE;"),
        append_only("activity_event"),
    ]
