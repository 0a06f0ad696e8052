"""Relatives, homes and involvements are told from one day until another; numbers can be withheld."""

import datetime

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import TruncDate

from wraparound.identity.rules import home_of
from wraparound.identity.words import Row

SOME = 2_000


def tell(apps, _editor):
    """Date what was told before by the day its record first came, and read the homes of records that are there."""
    record, address = apps.get_model("identity", "Record"), apps.get_model("identity", "Address")
    first = record.objects.filter(pk=OuterRef("record_id")).annotate(day=TruncDate("since")).values("day")[:1]
    for name in ("Involvement", "Relative"):
        apps.get_model("identity", name).objects.update(told_on=Subquery(first))
    homes = []
    for one in record.objects.only("said", "since").iterator(chunk_size=SOME):
        if home := home_of(Row("", one.said)):
            homes.append(address(record_id=one.pk, told_on=one.since.date(), **home._asdict()))
        if len(homes) >= SOME:
            address.objects.bulk_create(homes, batch_size=SOME)
            homes = []
    address.objects.bulk_create(homes, batch_size=SOME)


def long_ago():
    return models.DateField(default=datetime.date(2000, 1, 1))


RELATIONS = [
    ("parent_or_carer", "parent or carer"), ("mother", "mother"), ("father", "father"),
    ("step_parent", "step-parent or parent's partner"), ("grandparent", "grandparent"),
    ("foster_carer", "foster carer"), ("sibling", "brother or sister"), ("other", "other adult"),
]  # fmt: skip
LIVES = [("yes", "lives with the child"), ("no", "lives elsewhere"), ("not_asked", "not asked")]
ANSWERED = [("named", "named"), ("not_known", "asked, and not known"), ("not_asked", "not asked")]
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("identity", "0003_shields")]

    operations = [
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", ID.clone()),
                ("home", models.CharField(blank=True, max_length=80)),
                ("line", models.CharField(blank=True, max_length=300)),
                ("postcode", models.CharField(blank=True, max_length=10)),
                ("household", models.CharField(blank=True, max_length=60)),
                ("since_on", models.DateField(blank=True, null=True)),
                ("told_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="addresses", to="identity.record"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["home"], name="identity_home"),
                    models.Index(condition=Q(household__gt=""), fields=["household"], name="identity_household"),
                ],
                "constraints": [
                    models.UniqueConstraint(condition=Q(until_on=None), fields=["record"], name="identity_home_now")
                ],
            },
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                ("id", ID.clone()),
                ("feed", models.CharField(max_length=60, unique=True)),
                ("asks", models.JSONField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Withheld",
            fields=[
                ("id", ID.clone()),
                ("kind", models.CharField(max_length=12)),
                ("number", models.CharField(max_length=200)),
                ("reason", models.TextField()),
                ("by", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("shown_reason", models.TextField(blank=True)),
                ("shown_by", models.CharField(blank=True, max_length=150)),
                ("shown_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(shown_at__isnull=True), fields=["kind", "number"], name="identity_withheld_once"
                    )
                ],
            },
        ),
        migrations.AlterField(
            model_name="involvement",
            name="record",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="involvements", to="identity.record"
            ),
        ),
        *(
            migrations.AddField(model_name=name, name=field, field=kind)
            for name in ("involvement", "relative")
            for field, kind in (
                ("told_on", long_ago()),
                ("until_on", models.DateField(blank=True, null=True)),
            )
        ),
        migrations.AddField(
            model_name="relative",
            name="lives_with",
            field=models.CharField(choices=LIVES, default="not_asked", max_length=10),
        ),
        migrations.AddField(
            model_name="relative",
            name="answered",
            field=models.CharField(choices=ANSWERED, default="named", max_length=10),
        ),
        migrations.AlterField(model_name="relative", name="name", field=models.CharField(blank=True, max_length=300)),
        migrations.AlterField(
            model_name="relative",
            name="relation",
            field=models.CharField(choices=RELATIONS, default="parent_or_carer", max_length=20),
        ),
        migrations.RemoveConstraint(model_name="relative", name="identity_relative_once"),
        migrations.RunPython(tell, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="relative",
            constraint=models.UniqueConstraint(
                condition=Q(until_on=None), fields=["record", "name", "relation"], name="identity_relative_told_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="relative",
            constraint=models.CheckConstraint(
                condition=Q(name="") ^ Q(answered="named"), name="identity_named_or_asked"
            ),
        ),
        *(
            migrations.AlterField(model_name=name, name="told_on", field=models.DateField())
            for name in ("involvement", "relative")
        ),
    ]
