"""Terms that were found before their functions stood with the deal and in the lists of obligations."""

from django.db import migrations

FOUND = """
FROM outcomes_undisclosedterm u JOIN outcomes_handover h ON h.id = u.handover_id
JOIN accounts_function f ON f.code = ANY (u.functions)
"""

STAND_WITH_THE_DEAL = f"""
INSERT INTO contracts_dealfunction (deal_id, function_id, at)
SELECT h.deal_id, f.id, min(u.at) {FOUND} GROUP BY h.deal_id, f.id
ON CONFLICT (deal_id, function_id) DO NOTHING
"""

ARE_PROMISED = f"""
INSERT INTO outcomes_obligation (
    handover_id, undisclosed_id, function_id, owner_id, name, wording, condition, recurrence, due_on, state,
    closing_words
)
SELECT h.id, u.id, f.id, f.lead_id, t.name, u.wording, '', 'once',
    greatest(least(h.live_on, h.ends_on), u.at::date), 'open', ''
{FOUND} JOIN contracts_termtype t ON t.id = u.type_id
ON CONFLICT (undisclosed_id, function_id) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0002_obligations_of_undisclosed")]

    operations = [
        migrations.RunSQL(STAND_WITH_THE_DEAL, migrations.RunSQL.noop),
        migrations.RunSQL(ARE_PROMISED, migrations.RunSQL.noop),
    ]
