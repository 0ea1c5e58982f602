"""SQL that makes a table append-only, for use in migrations of any app."""

from django.db import migrations

REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are written once and never changed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""


def append_only(table: str) -> migrations.RunSQL:
    """Refuse UPDATE and DELETE on `table`; TRUNCATE stays possible for the tests' own clean-up."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {table}_append_only ON {table};",
    )
