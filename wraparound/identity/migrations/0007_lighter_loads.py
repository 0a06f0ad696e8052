"""A record can tell of several homes; an index goes that costs every load more than it saves anyone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("identity", "0006_compared")]

    operations = [
        migrations.RemoveConstraint(model_name="address", name="identity_home_now"),
        migrations.RemoveIndex(model_name="record", name="identity_of_a_load"),
    ]
