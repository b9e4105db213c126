import django.db.models.deletion
from django.db import migrations, models

import miqyas_web.theories.models

DEGREES = [("low", "Low"), ("medium", "Medium"), ("high", "High")]


class Migration(migrations.Migration):
    dependencies = [("theories", "0003_effect")]

    operations = [
        migrations.CreateModel(
            name="Stakeholder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(default=miqyas_web.theories.models.new_key, max_length=64)),
                ("name", models.CharField(max_length=200)),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("beneficiary", "People for whom it should change"),
                            ("affected", "People touched without being meant"),
                            ("partner", "Partner"),
                            ("authority", "Authority"),
                            ("funder", "Funder"),
                            ("team", "Team"),
                        ],
                        max_length=12,
                    ),
                ),
                ("size", models.CharField(blank=True, max_length=200)),
                ("description", models.TextField(blank=True)),
                ("involvement", models.TextField(blank=True)),
                (
                    "theory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stakeholders",
                        to="theories.theory",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("theory", "key"), name="stakeholder_key_once_in_a_theory")
                ]
            },
        ),
        migrations.AddField("node", "term", models.CharField(
            blank=True,
            choices=[("short", "Short term"), ("medium", "Medium term"), ("long", "Long term")],
            default="", max_length=10,
        ), preserve_default=False),
        migrations.AddField("node", "groups", models.JSONField(blank=True, default=list)),
        migrations.AddField("node", "sdg", models.JSONField(blank=True, default=list)),
        migrations.AddField("node", "dimensions", models.JSONField(blank=True, default=dict)),
        migrations.AddConstraint(
            "node",
            models.CheckConstraint(
                condition=models.Q(("term", ""), ("level", "outcome"), _connector="OR"),
                name="only_an_outcome_has_a_term",
            ),
        ),
        migrations.CreateModel(
            name="Risk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(default=miqyas_web.theories.models.new_key, max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("evidence", "Evidence: the data are too poor to know"),
                            ("external", "External: outside factors prevent the change"),
                            (
                                "participation",
                                "Participation: those concerned are misunderstood or left aside",
                            ),
                            ("drop_off", "Drop-off: the change happens, then fades"),
                            ("efficiency", "Efficiency: the same could be had for less"),
                            ("execution", "Execution: activities are not carried out as planned"),
                            ("alignment", "Alignment: impact is not built into how the organisation works"),
                            ("endurance", "Endurance: activities stop too soon"),
                            ("unexpected", "Unexpected: unforeseen effects on people or nature"),
                        ],
                        max_length=14,
                    ),
                ),
                ("text", models.TextField()),
                ("likelihood", models.CharField(blank=True, choices=DEGREES, max_length=6)),
                ("consequence", models.CharField(blank=True, choices=DEGREES, max_length=6)),
                ("mitigation", models.TextField(blank=True)),
                ("owner", models.CharField(blank=True, max_length=200)),
                ("judged_on", models.DateField(blank=True, null=True)),
                (
                    "link",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="risks",
                        to="theories.link",
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="risks",
                        to="theories.node",
                    ),
                ),
                (
                    "theory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="risks",
                        to="theories.theory",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("theory", "key"), name="risk_key_once_in_a_theory"),
                    models.CheckConstraint(
                        condition=models.Q(("node__isnull", True), ("link__isnull", True), _connector="OR"),
                        name="risk_bears_on_one_part",
                    ),
                ]
            },
        ),
        migrations.AlterField("theorychange", "verb", models.CharField(
            choices=[
                ("node_created", "Element added"),
                ("node_edited", "Element changed"),
                ("node_deleted", "Element deleted"),
                ("node_moved", "Drawing rearranged"),
                ("link_created", "Link added"),
                ("link_edited", "Link changed"),
                ("link_deleted", "Link deleted"),
                ("stakeholder_created", "Group added"),
                ("stakeholder_edited", "Group changed"),
                ("stakeholder_deleted", "Group deleted"),
                ("risk_created", "Risk added"),
                ("risk_edited", "Risk changed"),
                ("risk_deleted", "Risk deleted"),
                ("example_copied", "Example copied"),
                ("undone", "Change undone"),
            ],
            max_length=20,
        )),
    ]  # fmt: skip
