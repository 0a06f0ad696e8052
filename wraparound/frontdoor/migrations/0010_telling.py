# Disagreements of those who told the front door, and how often pages without an account were knocked at.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frontdoor", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Knock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("public", "A worry sent by the page for everyone"),
                            ("link", "A link asked for to a work address"),
                            ("code", "A reference and code that opened nothing"),
                        ],
                        max_length=10,
                    ),
                ),
                ("mark", models.CharField(max_length=254)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "mark", "at"], name="frontdoor_knocks")],
            },
        ),
        migrations.CreateModel(
            name="Disagreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rung", models.PositiveSmallIntegerField()),
                ("rung_name", models.CharField(max_length=150)),
                ("why", models.TextField()),
                ("raised_at", models.DateTimeField()),
                ("raised_by", models.CharField(max_length=254)),
                ("duty", models.BigIntegerField(blank=True, null=True)),
                ("due_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("changes", models.BooleanField(default=False)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by", models.CharField(blank=True, max_length=150)),
                (
                    "after",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_to",
                        to="frontdoor.disagreement",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disagreements",
                        to="frontdoor.contact",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["contact", "raised_at"], name="frontdoor_disagreed")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("contact",),
                        name="frontdoor_one_disagreement",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""), ("answered_at__isnull", True), ("answered_by", ""), ("changes", False)
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answered_by", ""), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="frontdoor_disagreement_answered_whole",
                    ),
                ],
            },
        ),
    ]
