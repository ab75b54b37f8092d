"""What the database itself sees to: exact counts, an append-only history, search."""

from django.db import migrations

# One row for each kind of finding that a statement touched. Nobody waits for anybody: writers only ever insert.
LEDGER = """
CREATE FUNCTION findings_count_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO findings_ledgerentry (project_id, status, severity, analyzer, rule, cwe, n)
    SELECT project_id, status, severity, analyzer, rule, cwe, count(*) FROM added GROUP BY 1, 2, 3, 4, 5, 6;
    INSERT INTO findings_dayledgerentry (project_id, status, seen_on, n)
    SELECT project_id, status, seen_on, count(*) FROM added GROUP BY 1, 2, 3;
    RETURN NULL;
END $$;

CREATE FUNCTION findings_count_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO findings_ledgerentry (project_id, status, severity, analyzer, rule, cwe, n)
    SELECT project_id, status, severity, analyzer, rule, cwe, -count(*) FROM removed GROUP BY 1, 2, 3, 4, 5, 6;
    INSERT INTO findings_dayledgerentry (project_id, status, seen_on, n)
    SELECT project_id, status, seen_on, -count(*) FROM removed GROUP BY 1, 2, 3;
    RETURN NULL;
END $$;

CREATE FUNCTION findings_count_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO findings_ledgerentry (project_id, status, severity, analyzer, rule, cwe, n)
    SELECT project_id, status, severity, analyzer, rule, cwe, sum(n) FROM (
        SELECT project_id, status, severity, analyzer, rule, cwe, 1 AS n FROM added
        UNION ALL
        SELECT project_id, status, severity, analyzer, rule, cwe, -1 FROM removed
    ) AS both_sides
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0
    UNION ALL
    -- A change of no count is a change too: whoever keeps a page asks the ledger whether it still holds.
    (SELECT DISTINCT ON (project_id) project_id, status, severity, analyzer, rule, cwe, 0 FROM added);
    INSERT INTO findings_dayledgerentry (project_id, status, seen_on, n)
    SELECT project_id, status, seen_on, sum(n) FROM (
        SELECT project_id, status, seen_on, 1 AS n FROM added
        UNION ALL
        SELECT project_id, status, seen_on, -1 FROM removed
    ) AS both_sides
    GROUP BY 1, 2, 3 HAVING sum(n) <> 0;
    RETURN NULL;
END $$;

CREATE FUNCTION findings_count_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM findings_ledgerentry;
    DELETE FROM findings_dayledgerentry;
    RETURN NULL;
END $$;

CREATE TRIGGER findings_added AFTER INSERT ON findings_finding
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION findings_count_added();
CREATE TRIGGER findings_changed AFTER UPDATE ON findings_finding
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION findings_count_changed();
CREATE TRIGGER findings_removed AFTER DELETE ON findings_finding
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION findings_count_removed();
CREATE TRIGGER findings_truncated AFTER TRUNCATE ON findings_finding
    FOR EACH STATEMENT EXECUTE FUNCTION findings_count_nothing();

-- What was there before the triggers.
INSERT INTO findings_ledgerentry (project_id, status, severity, analyzer, rule, cwe, n)
SELECT project_id, status, severity, analyzer, rule, cwe, count(*) FROM findings_finding GROUP BY 1, 2, 3, 4, 5, 6;
INSERT INTO findings_dayledgerentry (project_id, status, seen_on, n)
SELECT project_id, status, seen_on, count(*) FROM findings_finding GROUP BY 1, 2, 3;
"""
NO_LEDGER = """
DROP TRIGGER findings_added ON findings_finding;
DROP TRIGGER findings_changed ON findings_finding;
DROP TRIGGER findings_removed ON findings_finding;
DROP TRIGGER findings_truncated ON findings_finding;
DROP FUNCTION findings_count_added();
DROP FUNCTION findings_count_removed();
DROP FUNCTION findings_count_changed();
DROP FUNCTION findings_count_nothing();
DELETE FROM findings_ledgerentry;
DELETE FROM findings_dayledgerentry;
"""

# An entry goes with its finding (the constraint's own delete runs inside its trigger) and never alone; the one change
# it knows is that a user's account is removed (`actor` keeps the name).
HISTORY = """
ALTER TABLE findings_findingevent ADD CONSTRAINT findingevent_finding
    FOREIGN KEY (finding_id) REFERENCES findings_finding (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION findings_keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.user_id IS NULL AND to_jsonb(NEW) - 'user_id' = to_jsonb(OLD) - 'user_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the history of findings is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER findingevents_kept BEFORE UPDATE OR DELETE ON findings_findingevent
    FOR EACH ROW EXECUTE FUNCTION findings_keep_history();
"""
CHANGEABLE_HISTORY = """
DROP TRIGGER findingevents_kept ON findings_findingevent;
DROP FUNCTION findings_keep_history();
ALTER TABLE findings_findingevent DROP CONSTRAINT findingevent_finding;
"""

# The 48 bits of milliseconds that an id begins with.
ORDER_OF_IDS = """
ALTER TABLE findings_finding ADD CONSTRAINT finding_id_of_first_sight CHECK (
    ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint <= extract(epoch FROM first_seen) * 1000
);
"""
ANY_IDS = """
ALTER TABLE findings_finding DROP CONSTRAINT finding_id_of_first_sight;
"""

# Words of description, rule and path, which Postgres' own parser would take for paths, hosts and tags as a whole;
# no extension is needed.
SEARCH = """
CREATE FUNCTION findings_words(description text, rule text, file_path text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_tsvector(
        'pg_catalog.simple', translate(left(description, 2000) || ' ' || rule || ' ' || file_path, './-@<', '     ')
    );
CREATE INDEX finding_by_words ON findings_finding USING gin (findings_words(description, rule, file_path));
"""
NO_SEARCH = """
DROP INDEX finding_by_words;
DROP FUNCTION findings_words(text, text, text);
"""

# Over half of each page stays free: "seen again" rewrites every row of a page at once, and beside itself it touches no
# index (five times less work, measured; without it the table grows to the same size, by dead rows);
# the ledgers are small and churn, so they are vacuumed by what changed and not by their size.
STORAGE = """
ALTER TABLE findings_finding SET (fillfactor = 45, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE findings_ledgerentry SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
ALTER TABLE findings_dayledgerentry SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
"""
PLAIN_STORAGE = """
ALTER TABLE findings_finding RESET (fillfactor, autovacuum_vacuum_scale_factor);
ALTER TABLE findings_ledgerentry RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
ALTER TABLE findings_dayledgerentry RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
"""


class Migration(migrations.Migration):
    dependencies = [("findings", "0001_initial")]

    operations = [
        migrations.RunSQL(STORAGE, PLAIN_STORAGE),
        migrations.RunSQL(ORDER_OF_IDS, ANY_IDS),
        migrations.RunSQL(HISTORY, CHANGEABLE_HISTORY),
        migrations.RunSQL(SEARCH, NO_SEARCH),
        # Last, because the rows that it inserts keep the tables from being altered until the migration's end.
        migrations.RunSQL(LEDGER, NO_LEDGER),
    ]
