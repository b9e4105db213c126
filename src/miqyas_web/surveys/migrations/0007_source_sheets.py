from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0006_assigned_places")]

    operations = [
        migrations.AddField(
            model_name="source",
            name="sheets",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
