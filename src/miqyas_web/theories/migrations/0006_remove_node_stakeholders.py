from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("theories", "0005_groups_from_texts")]

    operations = [migrations.RemoveField("node", "stakeholders")]
