"""What the database itself refuses, for what came with the deeper gate: see docs/architecture.md."""

from django.db import migrations

from activity.sql import append_only

STEP_KEYS = """
ALTER TABLE reviews_approval DISABLE TRIGGER approval_stays;
UPDATE reviews_approval a SET step_key = 'approval/' || a.step || '/' || (
    SELECT CASE WHEN asked.entry->>'approver' = 'owner_manager' THEN 'owner_manager'
                ELSE 'role:' || (asked.entry->>'approver') END
    FROM reviews_score s JOIN reviews_policyversion v ON v.id = s.policy_id
    CROSS JOIN LATERAL jsonb_array_elements(v.document->'approvals'->s.gate) AS asked(entry)
    WHERE s.id = a.score_id AND (asked.entry->>'number')::int = a.step LIMIT 1)
WHERE EXISTS (
    SELECT 1 FROM reviews_score s JOIN reviews_policyversion v ON v.id = s.policy_id
    CROSS JOIN LATERAL jsonb_array_elements(v.document->'approvals'->s.gate) AS asked(entry)
    WHERE s.id = a.score_id AND (asked.entry->>'number')::int = a.step);
ALTER TABLE reviews_approval ENABLE TRIGGER approval_stays;
"""
"""Decisions from before name their step by its number alone."""

POLICY_STAYS = """
DROP TRIGGER reviews_policyversion_append_only ON reviews_policyversion;
UPDATE reviews_policyversion SET effective_at = published_at;
CREATE FUNCTION refuse_change_of_policy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.retired_at IS NOT NULL
        OR (to_jsonb(NEW) - 'retired_at' - 'retired_by_id' - 'retired_because') IS DISTINCT FROM
           (to_jsonb(OLD) - 'retired_at' - 'retired_by_id' - 'retired_because') THEN
        RAISE EXCEPTION 'a published policy is never changed, only retired'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER policy_stays BEFORE UPDATE OR DELETE ON reviews_policyversion
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_policy();
"""

APPROVAL_STAYS = """
CREATE OR REPLACE FUNCTION refuse_change_of_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.voided_at IS NOT NULL
        OR (to_jsonb(NEW) - 'voided_at' - 'void_reason' - 'void_cause') IS DISTINCT FROM
           (to_jsonb(OLD) - 'voided_at' - 'void_reason' - 'void_cause') THEN
        RAISE EXCEPTION 'an approval is never changed but voided once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION refuse_own_approval() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE deal bigint;
BEGIN
    SELECT d.deal_id INTO deal FROM reviews_submission s
        JOIN contracts_draft d ON d.id = s.draft_id WHERE s.id = NEW.submission_id;
    IF wrote_in_deal(NEW.approver_id, deal) OR wrote_in_deal(NEW.on_behalf_of_id, deal) THEN
        RAISE EXCEPTION 'nobody approves a deal they own or wrote in' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""

GLASS = """
CREATE FUNCTION refuse_own_glass() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE deal bigint;
BEGIN
    IF TG_OP = 'DELETE'
        OR (TG_OP = 'UPDATE' AND coalesce(OLD.confirmed_at, OLD.declined_at) IS NOT NULL) THEN
        RAISE EXCEPTION 'broken glass stays on record' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT d.deal_id INTO deal FROM reviews_submission s
        JOIN contracts_draft d ON d.id = s.draft_id WHERE s.id = NEW.submission_id;
    IF wrote_in_deal(NEW.asked_by_id, deal) OR wrote_in_deal(NEW.confirmed_by_id, deal) THEN
        RAISE EXCEPTION 'nobody breaks the glass for a deal they own or wrote in'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER glass_of_two BEFORE INSERT OR UPDATE OR DELETE ON reviews_brokenglass
FOR EACH ROW EXECUTE FUNCTION refuse_own_glass();
CREATE OR REPLACE FUNCTION refuse_unreviewed_clearance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE draft bigint; missing bigint; is_broken boolean;
BEGIN
    SELECT draft_id INTO draft FROM reviews_submission WHERE id = NEW.submission_id;
    IF NOT EXISTS (SELECT 1 FROM contracts_draft WHERE id = draft AND is_current AND state = 'cleared') THEN
        RAISE EXCEPTION 'only the current draft is cleared' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT EXISTS (SELECT 1 FROM reviews_brokenglass
        WHERE submission_id = NEW.submission_id AND confirmed_at IS NOT NULL) INTO is_broken;
    IF is_broken THEN
        RETURN NEW;
    END IF;
    IF NEW.score_id IS NULL THEN
        RAISE EXCEPTION 'nothing is cleared without a score' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT count(*) INTO missing
    FROM contracts_term t CROSS JOIN LATERAL unnest(t.functions) AS code
    WHERE t.draft_id = draft AND NOT t.is_standard AND NOT EXISTS (
        SELECT 1 FROM reviews_reviewrequest q
        JOIN accounts_function f ON f.id = q.function_id
        JOIN reviews_review r ON r.request_id = q.id AND r.replaced_at IS NULL
        WHERE q.term_id = t.id AND f.code = code AND q.answered_at IS NOT NULL
    );
    IF missing > 0 THEN
        RAISE EXCEPTION '% required reviews are missing', missing USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_gate_in_depth")]

    operations = [
        migrations.RunSQL(STEP_KEYS, migrations.RunSQL.noop),
        migrations.RunSQL(POLICY_STAYS),
        migrations.RunSQL(APPROVAL_STAYS),
        migrations.RunSQL(GLASS),
        append_only("reviews_reassignment"),
        append_only("reviews_comment"),
        append_only("reviews_nudge"),
    ]
