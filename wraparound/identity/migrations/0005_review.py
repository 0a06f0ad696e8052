"""Links that the engine would not settle alone wait for people, and what each of them said is kept."""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.deletion import PROTECT

KINDS = [
    ("adopted", "adopted: the former and the new name must not meet"),
    ("refuge", "in a refuge, or hidden from someone dangerous"), ("witness", "under witness protection"),
    ("staff", "child of someone at work here"), ("police", "sensitive to the police"),
    ("likeness", "may be someone who is hidden: a keeper must look"),
]  # fmt: skip
ANSWERS = [("same", "same"), ("different", "different"), ("cannot tell", "cannot tell")]
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def record():
    return models.ForeignKey(on_delete=PROTECT, related_name="+", to="identity.record")


class Migration(migrations.Migration):
    dependencies = [("identity", "0004_family")]

    operations = [
        migrations.AlterField("shield", "kind", models.CharField(choices=KINDS, max_length=12)),
        migrations.CreateModel(
            name="Doubt",
            fields=[
                ("id", ID.clone()),
                ("left", record()),
                ("right", record()),
                ("weight", models.FloatField()),
                ("settles", models.PositiveIntegerField()),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=PROTECT, related_name="+", to="identity.decision"
                    ),
                ),
                ("held_by", models.CharField(blank=True, max_length=150)),
                ("held_until", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(F("settles").desc(), F("weight").desc(), "id", name="identity_doubts_to_ask")],
                "constraints": [
                    models.UniqueConstraint(name="identity_doubt_once", fields=["left", "right"]),
                    models.CheckConstraint(name="identity_doubt_in_order", condition=Q(left__lt=F("right"))),
                ],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("id", ID.clone()),
                ("left", record()),
                ("right", record()),
                ("answer", models.CharField(choices=ANSWERS, max_length=12)),
                ("by", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(name="identity_judged_by", fields=["by", "-id"])],
                "constraints": [
                    models.UniqueConstraint(
                        name="identity_judged_once", fields=["left", "right", "by"], condition=Q(undone_at__isnull=True)
                    ),
                    models.CheckConstraint(name="identity_judged_in_order", condition=Q(left__lt=F("right"))),
                ],
            },
        ),
    ]
