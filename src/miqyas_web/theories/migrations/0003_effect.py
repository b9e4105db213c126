from django.db import migrations, models


def say_effect(apps, _schema_editor):
    apps.get_model("theories", "Node").objects.filter(is_unwanted=True).update(effect="negative")


class Migration(migrations.Migration):
    dependencies = [("theories", "0002_theory_change")]

    operations = [
        migrations.AddField(
            model_name="node",
            name="effect",
            field=models.CharField(
                choices=[
                    ("intended", "Sought"),
                    ("unintended", "Not sought: good or bad"),
                    ("negative", "Harm one has thought of"),
                ],
                default="intended",
                max_length=10,
            ),
        ),
        migrations.RunPython(say_effect, migrations.RunPython.noop),
        migrations.RemoveField(model_name="node", name="is_unwanted"),
        migrations.AddField(
            model_name="node",
            name="is_unwanted",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Q(("effect__in", ["unintended", "negative"])),
                output_field=models.BooleanField(),
            ),
        ),
    ]
