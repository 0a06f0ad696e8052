from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0010_endings"),
    ]

    operations = [
        migrations.AddField("linkings", "in_part", models.PositiveIntegerField(default=0)),
    ]
