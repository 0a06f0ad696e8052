from django.db import migrations, models


def note_all(apps, editor):
    """Have the index of an area that has records already made from all of them."""
    from django.utils import timezone

    if apps.get_model("identity", "Record").objects.exists():
        apps.get_model("identity", "NotIndexed").objects.create(records=[], at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0007_lighter_loads"),
    ]

    operations = [
        migrations.CreateModel(
            name="NotIndexed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("records", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RunPython(note_all, migrations.RunPython.noop),
    ]
