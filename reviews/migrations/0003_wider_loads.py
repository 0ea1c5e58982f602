from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_guards")]

    operations = [
        migrations.AlterField(
            model_name="scoredload", name="minutes", field=models.PositiveBigIntegerField()
        ),
    ]
