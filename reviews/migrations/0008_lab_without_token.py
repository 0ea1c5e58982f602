from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reviews", "0007_answers_by_function")]

    operations = [migrations.RemoveField(model_name="labrun", name="token")]
