import hashlib
import json

from django.db import migrations


def group_key(text):
    """The key the science gives to an old text (`miqyas.theory.exchange.group_key`)."""
    written = json.dumps(text, ensure_ascii=False, sort_keys=True)
    return f"group-{hashlib.sha256(written.encode()).hexdigest()[:10]}"


def name_groups(apps, _schema_editor):
    """The text on each element becomes a group of the theory: the same text, the same group."""
    nodes = apps.get_model("theories", "Node")
    stakeholders = apps.get_model("theories", "Stakeholder")
    for node in nodes.objects.exclude(stakeholders="").order_by("pk").iterator():
        key = group_key(node.stakeholders)
        stakeholders.objects.get_or_create(
            theory_id=node.theory_id,
            key=key,
            defaults={"name": node.stakeholders, "role": "beneficiary"},
        )
        node.groups = [key]
        node.save(update_fields=["groups"])


def name_texts(apps, _schema_editor):
    nodes = apps.get_model("theories", "Node")
    stakeholders = apps.get_model("theories", "Stakeholder")
    for node in nodes.objects.exclude(groups=[]).order_by("pk").iterator():
        named = stakeholders.objects.filter(theory_id=node.theory_id, key__in=node.groups).order_by("pk")
        node.stakeholders = ", ".join(named.values_list("name", flat=True))[:200]
        node.save(update_fields=["stakeholders"])


class Migration(migrations.Migration):
    dependencies = [("theories", "0004_content")]

    operations = [migrations.RunPython(name_groups, name_texts)]
