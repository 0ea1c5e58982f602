from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0007_answers_by_function")]

    operations = [
        migrations.AddField(
            model_name="condition",
            name="reminded_count",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
