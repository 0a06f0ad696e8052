# Questions to partners and their answers.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_content_as_written"),
        ("exchange", "0001_agreements"),
        ("identity", "0013_birth_date_not_known"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(max_length=12, unique=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("protect", "Find out whether a child is suffering harm"),
                            ("need", "Assess or help a child in need"),
                            ("early_help", "Help a family early"),
                            ("care", "Look after a child in care or a care leaver"),
                            ("send", "Support special educational needs or a disability"),
                            ("health", "Give or arrange health care"),
                            ("offending", "Prevent offending by or against a child"),
                            ("disclose", "Decide what to tell another agency"),
                            ("correct", "Keep records right"),
                            ("oversee", "Check how records were used"),
                            ("other", "Something else, in your own words"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("6-1-c", "Legal obligation: UK GDPR article 6(1)(c)"),
                            ("6-1-d", "To protect a life: UK GDPR article 6(1)(d)"),
                            ("6-1-e", "Public task: UK GDPR article 6(1)(e)"),
                        ],
                        max_length=10,
                    ),
                ),
                ("what_for", models.TextField()),
                ("named", models.TextField(blank=True)),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("red", "Red: a child may be suffering harm now"),
                            ("amber", "Amber: help is needed soon"),
                            ("green", "Green: to plan help well"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decider", models.CharField(blank=True, max_length=150)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=150)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=150)),
                ("withdrawn_why", models.TextField(blank=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AskDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("username", models.CharField(max_length=150)),
                ("purpose", models.CharField(blank=True, max_length=20)),
                ("what_for", models.TextField(blank=True)),
                ("named", models.TextField(blank=True)),
                ("urgency", models.CharField(blank=True, max_length=10)),
                ("saved_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("why", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("duty", models.BigIntegerField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("known", "We know this child or family"),
                            ("nothing_found", "We looked, and found nothing"),
                            ("not_covered", "We do not cover this child"),
                            ("need_longer", "We need longer"),
                            ("may_not_say", "We may not say"),
                        ],
                        max_length=20,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("unreached_at", models.DateTimeField(blank=True, null=True)),
                ("unreached_why", models.CharField(blank=True, max_length=300)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "ask",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="asked", to="exchange.ask"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("known", "We know this child or family"),
                            ("nothing_found", "We looked, and found nothing"),
                            ("not_covered", "We do not cover this child"),
                            ("need_longer", "We need longer"),
                            ("may_not_say", "We may not say"),
                        ],
                        max_length=20,
                    ),
                ),
                ("since", models.CharField(blank=True, max_length=200)),
                ("knows", models.TextField(blank=True)),
                ("strengths", models.TextField(blank=True)),
                ("worries", models.TextField(blank=True)),
                ("contact", models.CharField(blank=True, max_length=300)),
                ("sealed", models.TextField(blank=True)),
                ("sealed_by", models.CharField(blank=True, max_length=254)),
                ("wording", models.TextField(blank=True)),
                (
                    "withheld",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreement", "No agreement lets us tell this agency"),
                            ("detriment", "Telling would harm the child more than not telling"),
                            ("law", "The law or a court forbids it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("considered", models.BooleanField(default=False)),
                ("name", models.CharField(blank=True, max_length=150)),
                ("saved_at", models.DateTimeField()),
                ("saved_by", models.CharField(max_length=254)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="exchange.asked"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AskedAbout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="about", to="exchange.asked"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF document"),
                            ("png", "PNG picture"),
                            ("jpeg", "JPEG picture"),
                            ("docx", "Word document"),
                            ("text", "plain text"),
                        ],
                        max_length=10,
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("place", models.CharField(max_length=80)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=254)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="exchange.answer"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("proposed_by", models.CharField(max_length=150)),
                ("agreed", models.BooleanField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by", models.CharField(blank=True, max_length=254)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="wordings", to="exchange.answer"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(fields=["agency", "-asked_at"], name="exchange_ask_by_agency"),
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by", ""), ("withdrawn_why", "")),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        models.Q(("withdrawn_by", ""), _negated=True),
                        models.Q(("withdrawn_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="exchange_ask_withdrawn_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="askdraft",
            constraint=models.UniqueConstraint(fields=("person", "username"), name="exchange_one_draft_of_a_question"),
        ),
        migrations.AddIndex(
            model_name="asked",
            index=models.Index(fields=["agency", "-asked_at"], name="exchange_asked_of"),
        ),
        migrations.AddConstraint(
            model_name="asked",
            constraint=models.UniqueConstraint(fields=("ask", "agency"), name="exchange_asked_once"),
        ),
        migrations.AddConstraint(
            model_name="asked",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("outcome", "")),
                    models.Q(models.Q(("outcome", ""), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="exchange_asked_answered_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sent_at__isnull", True)), fields=("asked",), name="exchange_one_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_at__isnull", True), models.Q(("outcome", ""), _negated=True), _connector="OR"
                ),
                name="exchange_sent_with_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="askedabout",
            constraint=models.UniqueConstraint(fields=("asked", "person"), name="exchange_about_once"),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.UniqueConstraint(
                condition=models.Q(("agreed__isnull", True)), fields=("answer",), name="exchange_one_wording_open"
            ),
        ),
    ]
