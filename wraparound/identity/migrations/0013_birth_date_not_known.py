from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0012_apart"),
    ]

    operations = [
        migrations.AlterField("endingtocome", "due_on", models.DateField(blank=True, db_index=True, null=True)),
    ]
