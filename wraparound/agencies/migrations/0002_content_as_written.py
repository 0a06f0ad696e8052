from django.db import migrations

import wraparound.agencies.models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]

    operations = [
        migrations.AlterField("areaversion", "content", wraparound.agencies.models.AsWritten()),
    ]
