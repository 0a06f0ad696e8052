"""Have the database itself refuse to change or delete what is written, on SQLite and on PostgreSQL."""

from django.db import migrations

TABLES = ["ledger_entry", "ledger_mention", "ledger_seal"]
REFUSED = "the ledger is append-only"
FUNCTION = f"""
CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$
"""


def guard(apps, schema_editor):
    """Put the guards on."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
    for table in TABLES:
        for statement in _guards(table, vendor=schema_editor.connection.vendor):
            schema_editor.execute(statement)


def _guards(table, *, vendor):
    if vendor == "postgresql":
        yield (
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()"
        )
        yield (
            f"CREATE TRIGGER {table}_kept_whole BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()"
        )
    else:
        for act in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_kept_from_{act.lower()} BEFORE {act} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
