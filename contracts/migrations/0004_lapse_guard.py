from django.db import migrations

from activity.sql import append_only

MOVES = """
CREATE OR REPLACE FUNCTION draft_moves() RETURNS TABLE (source text, target text)
LANGUAGE sql IMMUTABLE AS $$ VALUES {rows} $$;
"""

BEFORE = (
    "('drafting', 'in_review'), ('in_review', 'withdrawn'), ('in_review', 'sent_back'), "
    "('in_review', 'rejected'), ('in_review', 'superseded'), ('in_review', 'cleared'), "
    "('cleared', 'signed'), ('cleared', 'voided'), ('signed', 'voided')"
)


class Migration(migrations.Migration):
    dependencies = [("contracts", "0003_gate_in_depth"), ("activity", "0002_append_only")]

    operations = [
        migrations.RunSQL(MOVES.format(rows=f"{BEFORE}, ('cleared', 'lapsed')"), MOVES.format(rows=BEFORE)),
        append_only("contracts_concernacceptance"),
    ]
