"""What the database itself refuses, whoever asks: see docs/architecture.md, invariants."""

from django.db import migrations

DEAL_NUMBERS = "CREATE SEQUENCE contracts_deal_serial START 2001;"

TERMS_STAY = """
CREATE FUNCTION refuse_change_of_submitted_term() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
    SELECT state INTO found FROM contracts_draft
    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.draft_id ELSE NEW.draft_id END;
    IF found <> 'drafting' THEN
        RAISE EXCEPTION 'terms of a submitted draft are never changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER term_of_submitted_draft BEFORE INSERT OR UPDATE OR DELETE ON contracts_term
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_submitted_term();
"""

DRAFT_MOVES = """
CREATE FUNCTION draft_moves() RETURNS TABLE (source text, target text) LANGUAGE sql IMMUTABLE AS $$
    VALUES ('drafting', 'in_review'), ('in_review', 'withdrawn'), ('in_review', 'sent_back'),
           ('in_review', 'rejected'), ('in_review', 'superseded'), ('in_review', 'cleared'),
           ('cleared', 'signed'), ('cleared', 'voided'), ('signed', 'voided')
$$;
CREATE FUNCTION refuse_illegal_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND NOT EXISTS (
        SELECT 1 FROM draft_moves() WHERE source = OLD.state AND target = NEW.state
    ) THEN
        RAISE EXCEPTION 'a draft does not move from % to %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> 'drafting' AND (NEW.content, NEW.digest, NEW.number, NEW.deal_id, NEW.playbook_id,
        NEW.submitted_at, NEW.submitted_by_id) IS DISTINCT FROM (OLD.content, OLD.digest, OLD.number,
        OLD.deal_id, OLD.playbook_id, OLD.submitted_at, OLD.submitted_by_id) THEN
        RAISE EXCEPTION 'a submitted draft is never changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER draft_moves_only BEFORE UPDATE ON contracts_draft
FOR EACH ROW EXECUTE FUNCTION refuse_illegal_draft();
"""

PLAYBOOK_STAYS = """
CREATE FUNCTION refuse_change_of_published_playbook() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published playbook is never changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER playbook_published BEFORE UPDATE OR DELETE ON contracts_playbookversion
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published_playbook();
CREATE FUNCTION refuse_change_of_published_type() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE published timestamptz;
BEGIN
    IF TG_TABLE_NAME = 'contracts_termtype' THEN
        SELECT published_at INTO published FROM contracts_playbookversion
        WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.playbook_id ELSE OLD.playbook_id END;
    ELSE
        SELECT v.published_at INTO published FROM contracts_termtype t
        JOIN contracts_playbookversion v ON v.id = t.playbook_id
        WHERE t.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.type_id ELSE OLD.type_id END;
    END IF;
    IF published IS NOT NULL THEN
        RAISE EXCEPTION 'a published playbook is never changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER type_published BEFORE INSERT OR UPDATE OR DELETE ON contracts_termtype
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published_type();
CREATE TRIGGER rung_published BEFORE INSERT OR UPDATE OR DELETE ON contracts_rung
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published_type();
"""


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_tables")]

    operations = [
        migrations.RunSQL(DEAL_NUMBERS, "DROP SEQUENCE contracts_deal_serial;"),
        migrations.RunSQL(TERMS_STAY, "DROP FUNCTION refuse_change_of_submitted_term() CASCADE;"),
        migrations.RunSQL(
            DRAFT_MOVES, "DROP FUNCTION refuse_illegal_draft() CASCADE; DROP FUNCTION draft_moves();"
        ),
        migrations.RunSQL(
            PLAYBOOK_STAYS,
            "DROP FUNCTION refuse_change_of_published_playbook() CASCADE;"
            "DROP FUNCTION refuse_change_of_published_type() CASCADE;",
        ),
    ]
