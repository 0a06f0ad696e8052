"""Have the database itself refuse to change or delete what is written, on SQLite and on PostgreSQL."""

from django.db import migrations

# SQLite's REPLACE takes a row away without firing a trigger for deletes, so there a row that would take the place of
# another is refused as it comes in. What makes two rows rivals for one place, by table:
RIVALS = {
    "ledger_entry": ["id = NEW.id", "day = NEW.day AND place = NEW.place"],
    "ledger_mention": ["id = NEW.id", "person = NEW.person AND entry_id = NEW.entry_id"],
    "ledger_seal": ["id = NEW.id"],
}
REFUSED = "the ledger is append-only"
FUNCTION = f"""
CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$
"""


def guard(apps, schema_editor):
    """Put the guards on."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
    for table in RIVALS:
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
        for name in (f"{table}_kept", f"{table}_kept_whole"):  # for those who act as a replica too
            yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
    else:
        for act in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_kept_from_{act.lower()} BEFORE {act} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
        held = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {rival})" for rival in RIVALS[table])  # noqa: S608
        yield (
            f"CREATE TRIGGER {table}_kept_from_replace BEFORE INSERT ON {table} WHEN {held}"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
