"""How long a function may take and took, and in whose place somebody reviewed."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Min

from reviews.engine.deadlines import WorkCalendar, hours_between

ALLOWED = """
UPDATE reviews_reviewrequest q SET allowed_minutes = f.response_hours * 60
FROM accounts_function f WHERE f.id = q.function_id;
"""

NO_REVIEW_BY_STAND_IN = """
CREATE OR REPLACE FUNCTION refuse_own_review() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE deal bigint;
BEGIN
    SELECT d.deal_id INTO deal FROM reviews_reviewrequest r
        JOIN contracts_term t ON t.id = r.term_id JOIN contracts_draft d ON d.id = t.draft_id
        WHERE r.id = NEW.request_id;
    IF wrote_in_deal(NEW.reviewer_id, deal) OR wrote_in_deal(NEW.on_behalf_of_id, deal) THEN
        RAISE EXCEPTION 'nobody reviews a deal they own or wrote in' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""


def measure_answers(apps: Any, schema_editor: Any) -> None:
    """What was answered before the clocks could stand was held from the first to the last minute."""
    calendars = {
        function.pk: _calendar(function) for function in apps.get_model("accounts", "Function").objects.all()
    }
    requests = apps.get_model("reviews", "ReviewRequest").objects
    answered = requests.filter(carried_from=None).annotate(first_at=Min("reviews__answered_at"))
    for request in answered.exclude(first_at=None).iterator(chunk_size=500):
        hours = hours_between(request.asked_at, request.first_at, calendars[request.function_id])
        requests.filter(pk=request.pk).update(held_minutes=max(0, round(hours * 60)))


def _calendar(function: Any) -> WorkCalendar:
    return WorkCalendar(
        function.time_zone,
        frozenset(function.working_days),
        function.opens_at,
        function.closes_at,
        frozenset(function.holidays.values_list("on", flat=True)),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0005_deeper_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="on_behalf_of",
            field=models.ForeignKey(
                help_text="Whose place the reviewer took",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="allowed_minutes",
            field=models.PositiveIntegerField(default=0, help_text="Business time to answer"),
        ),
        migrations.AddField(
            model_name="reviewrequest",
            name="held_minutes",
            field=models.PositiveIntegerField(
                help_text="Business time from being asked to the first answer, without pauses", null=True
            ),
        ),
        migrations.AlterField(model_name="ask", name="left_minutes", field=models.IntegerField(null=True)),
        migrations.AlterField(
            model_name="reviewrequest",
            name="left_minutes",
            field=models.IntegerField(help_text="Business time to go while it stands", null=True),
        ),
        migrations.RunSQL(ALLOWED, migrations.RunSQL.noop),
        migrations.RunSQL(NO_REVIEW_BY_STAND_IN, migrations.RunSQL.noop),
        migrations.RunPython(measure_answers, migrations.RunPython.noop),
    ]
