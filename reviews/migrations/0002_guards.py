"""What the database itself refuses, whoever asks: see docs/architecture.md, invariants."""

from django.db import migrations

from activity.sql import append_only

NO_SELF_DECISION = """
CREATE FUNCTION wrote_in_deal(person bigint, deal bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM contracts_deal WHERE id = deal AND (owner_id = person OR created_by_id = person))
        OR EXISTS (SELECT 1 FROM contracts_draftauthor a JOIN contracts_draft d ON d.id = a.draft_id
                   WHERE d.deal_id = deal AND a.user_id = person)
$$;
CREATE FUNCTION refuse_own_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF wrote_in_deal(NEW.approver_id, (SELECT d.deal_id FROM reviews_submission s
            JOIN contracts_draft d ON d.id = s.draft_id WHERE s.id = NEW.submission_id)) THEN
        RAISE EXCEPTION 'nobody approves a deal they own or wrote in' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_own_approval BEFORE INSERT ON reviews_approval
FOR EACH ROW EXECUTE FUNCTION refuse_own_approval();
CREATE FUNCTION refuse_own_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF wrote_in_deal(NEW.reviewer_id, (SELECT d.deal_id FROM reviews_reviewrequest r
            JOIN contracts_term t ON t.id = r.term_id JOIN contracts_draft d ON d.id = t.draft_id
            WHERE r.id = NEW.request_id)) THEN
        RAISE EXCEPTION 'nobody reviews a deal they own or wrote in' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_own_review BEFORE INSERT ON reviews_review
FOR EACH ROW EXECUTE FUNCTION refuse_own_review();
"""

CLEARANCE_RECOUNTS = """
CREATE FUNCTION refuse_unreviewed_clearance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE draft bigint; missing bigint;
BEGIN
    SELECT draft_id INTO draft FROM reviews_submission WHERE id = NEW.submission_id;
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
    IF NOT EXISTS (SELECT 1 FROM contracts_draft WHERE id = draft AND is_current AND state = 'cleared') THEN
        RAISE EXCEPTION 'only the current draft is cleared' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER clearance_recounts BEFORE INSERT ON reviews_clearance
FOR EACH ROW EXECUTE FUNCTION refuse_unreviewed_clearance();
"""

SCORES_STAY = """
CREATE FUNCTION refuse_change_of_score() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'is_latest') IS DISTINCT FROM (to_jsonb(OLD) - 'is_latest') THEN
        RAISE EXCEPTION 'a score is written once and never changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER score_stays BEFORE UPDATE OR DELETE ON reviews_score
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_score();
CREATE FUNCTION refuse_change_of_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.voided_at IS NOT NULL
        OR (to_jsonb(NEW) - 'voided_at' - 'void_reason') IS DISTINCT FROM
           (to_jsonb(OLD) - 'voided_at' - 'void_reason') THEN
        RAISE EXCEPTION 'an approval is never changed but voided once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER approval_stays BEFORE UPDATE OR DELETE ON reviews_approval
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_approval();
CREATE FUNCTION refuse_change_of_clearance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.voided_at IS NOT NULL
        OR (to_jsonb(NEW) - 'voided_at') IS DISTINCT FROM (to_jsonb(OLD) - 'voided_at') THEN
        RAISE EXCEPTION 'a clearance is never changed but voided once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER clearance_stays BEFORE UPDATE OR DELETE ON reviews_clearance
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_clearance();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0001_tables"),
        ("contracts", "0002_guards"),
        ("activity", "0002_append_only"),
    ]

    operations = [
        migrations.RunSQL(
            NO_SELF_DECISION,
            "DROP FUNCTION refuse_own_approval() CASCADE; DROP FUNCTION refuse_own_review() CASCADE;"
            "DROP FUNCTION wrote_in_deal(bigint, bigint);",
        ),
        migrations.RunSQL(CLEARANCE_RECOUNTS, "DROP FUNCTION refuse_unreviewed_clearance() CASCADE;"),
        migrations.RunSQL(
            SCORES_STAY,
            "DROP FUNCTION refuse_change_of_score() CASCADE;"
            "DROP FUNCTION refuse_change_of_approval() CASCADE;"
            "DROP FUNCTION refuse_change_of_clearance() CASCADE;",
        ),
        append_only("reviews_policyversion"),
    ]
