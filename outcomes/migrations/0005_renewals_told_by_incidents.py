import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0004_imported_hours")]

    operations = [
        migrations.AddField(
            model_name="renewal",
            name="incident",
            field=models.ForeignKey(
                help_text="What told the result; null where a person or a signature said it",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="outcomes.incident",
            ),
        ),
    ]
