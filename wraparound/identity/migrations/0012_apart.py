import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


def _to(model: str, **more: object) -> models.ForeignKey:
    return models.ForeignKey(f"identity.{model}", on_delete=django.db.models.deletion.PROTECT, related_name="+", **more)


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0011_linked_in_part"),
    ]

    operations = [
        migrations.CreateModel(
            name="Apart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("set_by", models.CharField(max_length=150)),
                ("set_at", models.DateTimeField()),
                ("ended_by", models.CharField(blank=True, max_length=150)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_why", models.TextField(blank=True)),
                ("former", _to("person")),
                ("new", _to("person")),
            ],
        ),
        migrations.AddField("decision", "apart", _to("apart", blank=True, null=True)),
        migrations.AddConstraint(
            "apart", models.CheckConstraint(name="identity_two_identities", condition=~Q(former=F("new")))
        ),
        migrations.AddConstraint(
            "apart",
            models.CheckConstraint(
                name="identity_apart_ended_whole",
                condition=Q(ended_at__isnull=True, ended_by="", ended_why="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="") & ~Q(ended_why="")),
            ),
        ),
    ]
