import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def take_region_of_application(apps, _schema_editor):
    grant, application = (apps.get_model("funding", name) for name in ("Grant", "Application"))
    region = application.objects.filter(pk=OuterRef("application_id")).values("region_id")[:1]
    grant.objects.filter(application__isnull=False).update(region_id=Subquery(region))


class Migration(migrations.Migration):
    dependencies = [
        ('funding', '0010_applying'),
        ("territories", "0002_settings_and_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="grant",
            name="region",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territories.territory",
            ),
        ),
        migrations.AddField(
            model_name="portfoliopage",
            name="sectors",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="portfoliopage",
            name="iati_ref",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.RunPython(take_region_of_application, migrations.RunPython.noop),
    ]
