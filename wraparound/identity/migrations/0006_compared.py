from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0005_review"),
    ]

    operations = [
        migrations.CreateModel(
            name="Compared",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
            ],
        ),
    ]
