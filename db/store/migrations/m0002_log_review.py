"""Version 2: the reasons and amounts of a log review, and an index that searches the log.

Decisions on the book's own log rows stood with the changes alone; now the rows have them too.
"""

STATEMENTS = (
    'ALTER TABLE waiting_list_entry ADD COLUMN "wanted_from" INTEGER',
    'ALTER TABLE waiting_list_entry ADD COLUMN "wanted_to" INTEGER'
    " CHECK (wanted_from IS NULL OR wanted_to IS NULL OR wanted_from <= wanted_to)",
    "ALTER TABLE booking ADD COLUMN \"staff_note\" TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX booking_cancelled ON booking (resource_id, start) WHERE status = 'cancelled'",
    "ALTER TABLE booking_change ADD COLUMN \"decision_reason\" TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE log_file ADD COLUMN \"digest\" TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE log_row ADD COLUMN \"decision_reason\" TEXT NOT NULL DEFAULT ''",
    "UPDATE log_row SET (decision, decided_by, decided_at) ="
    " (SELECT c.decision, c.decided_by, c.decided_at FROM booking_change c"
    " WHERE c.id = log_row.change_id) WHERE change_id IS NOT NULL",
    'CREATE TABLE "exemption_reason" ("id" INTEGER NOT NULL PRIMARY KEY,'
    ' "clinic_id" INTEGER NOT NULL, "position" INTEGER NOT NULL DEFAULT 0,'
    " \"text\" TEXT NOT NULL DEFAULT '',"
    ' FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), CHECK (text <> \'\')) STRICT',
    'CREATE UNIQUE INDEX "exemption_reason_clinic_id_text"'
    ' ON "exemption_reason" ("clinic_id", "text")',
    'CREATE TABLE "fee" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL,'
    ' "profession" TEXT NOT NULL DEFAULT \'\', "amount_ore" INTEGER NOT NULL DEFAULT 0,'
    ' FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), CHECK (amount_ore >= 0)) STRICT',
    'CREATE UNIQUE INDEX "fee_clinic_id_profession" ON "fee" ("clinic_id", "profession")',
    # --- what 1177 shows of a clinic, and which ones a citizen has added
    "ALTER TABLE clinic ADD COLUMN \"phone\" TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE clinic ADD COLUMN \"address\" TEXT NOT NULL DEFAULT ''",
    'CREATE TABLE "chosen_clinic" ("id" INTEGER NOT NULL PRIMARY KEY,'
    ' "patient_id" INTEGER NOT NULL, "clinic_id" INTEGER NOT NULL,'
    ' FOREIGN KEY ("patient_id") REFERENCES "patient" ("id") ON DELETE CASCADE,'
    ' FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id")) STRICT',
    'CREATE UNIQUE INDEX "chosen_clinic_patient_id_clinic_id"'
    ' ON "chosen_clinic" ("patient_id", "clinic_id")',
    # --- the log: its counts, whether it is in order, and its text index
    "DROP INDEX log_row_own",
    "DROP INDEX log_row_by_file",
    "DROP INDEX log_row_late",
    "CREATE INDEX log_row_own ON log_row (clinic_id, changed_at, id, act, late, "
    "decision) WHERE file_id IS NULL",
    "CREATE INDEX log_row_by_file ON log_row (file_id, changed_at, id, act, late, "
    "decision) WHERE file_id IS NOT NULL",
    "CREATE INDEX log_row_chain ON log_row (file_id, chain) WHERE file_id IS NOT NULL",
    "CREATE INDEX log_row_billed ON log_row (file_id, clinic_id, old_resource) WHERE "
    "decision = 'bill'",
    "CREATE INDEX log_row_decided ON log_row (id, decision) WHERE decision <> ''",
    "CREATE TABLE log_count (clinic_id INTEGER NOT NULL, file_id INTEGER NOT NULL, day "
    "INTEGER NOT NULL, act TEXT NOT NULL, late INTEGER NOT NULL, decision TEXT NOT "
    "NULL, n INTEGER NOT NULL, PRIMARY KEY (clinic_id, file_id, day, act, late, "
    "decision)) STRICT, WITHOUT ROWID",
    "CREATE TABLE log_state (clinic_id INTEGER NOT NULL, file_id INTEGER NOT NULL, "
    "ordered INTEGER NOT NULL, last_at INTEGER NOT NULL, last_id INTEGER NOT NULL, "
    "PRIMARY KEY (clinic_id, file_id)) STRICT, WITHOUT ROWID",
    "CREATE TABLE log_block (id INTEGER PRIMARY KEY, last INTEGER NOT NULL, n INTEGER "
    "NOT NULL, head TEXT NOT NULL, grams BLOB NOT NULL, digits BLOB NOT NULL, heap "
    "BLOB NOT NULL) STRICT",
    "CREATE TABLE log_codes (id INTEGER PRIMARY KEY, codes BLOB NOT NULL) STRICT",
    "INSERT INTO log_count SELECT clinic_id, coalesce(file_id, 0), changed_at / 86400, "
    "act, late, decision, count(*) FROM log_row GROUP BY 1, 2, 3, 4, 5, 6",
    "INSERT INTO log_state SELECT clinic_id, coalesce(file_id, 0), min(follows), "
    "max(changed_at), max(id) FROM (SELECT clinic_id, file_id, id, changed_at, "
    "coalesce(changed_at >= lag(changed_at) OVER (PARTITION BY clinic_id, file_id "
    "ORDER BY id), 1) AS follows FROM log_row) GROUP BY 1, 2",
    "CREATE TRIGGER log_row_added AFTER INSERT ON log_row BEGIN INSERT INTO log_count "
    "VALUES (NEW.clinic_id, coalesce(NEW.file_id, 0), NEW.changed_at / 86400, NEW.act, "
    "NEW.late, NEW.decision, 1) ON CONFLICT DO UPDATE SET n = n + 1; INSERT INTO "
    "log_state VALUES (NEW.clinic_id, coalesce(NEW.file_id, 0), 1, NEW.changed_at, "
    "NEW.id) ON CONFLICT DO UPDATE SET ordered = ordered AND excluded.last_at >= "
    "last_at AND excluded.last_id > last_id, last_at = max(last_at, excluded.last_at), "
    "last_id = max(last_id, excluded.last_id); DELETE FROM log_block WHERE id = NEW.id "
    ">> 12 AND last >= NEW.id; END",
    "CREATE TRIGGER log_row_gone AFTER DELETE ON log_row BEGIN UPDATE log_count SET n "
    "= n - 1 WHERE clinic_id = OLD.clinic_id AND file_id = coalesce(OLD.file_id, 0) "
    "AND day = OLD.changed_at / 86400 AND act = OLD.act AND late = OLD.late AND "
    "decision = OLD.decision; DELETE FROM log_block WHERE id = OLD.id >> 12; END",
    "CREATE TRIGGER log_row_judged AFTER UPDATE OF decision ON log_row WHEN "
    "NEW.decision <> OLD.decision BEGIN UPDATE log_count SET n = n - 1 WHERE clinic_id "
    "= OLD.clinic_id AND file_id = coalesce(OLD.file_id, 0) AND day = OLD.changed_at / "
    "86400 AND act = OLD.act AND late = OLD.late AND decision = OLD.decision; INSERT "
    "INTO log_count VALUES (NEW.clinic_id, coalesce(NEW.file_id, 0), NEW.changed_at / "
    "86400, NEW.act, NEW.late, NEW.decision, 1) ON CONFLICT DO UPDATE SET n = n + 1; "
    "END",
    "CREATE TRIGGER log_row_changed AFTER UPDATE OF id, clinic_id, file_id, act, "
    "changed_at, referral, patient, pnr, interpreter, old_start, old_type, "
    "old_resource, old_comment, new_start, new_type, new_resource, new_comment, late "
    "ON log_row BEGIN UPDATE log_count SET n = n - 1 WHERE clinic_id = OLD.clinic_id "
    "AND file_id = coalesce(OLD.file_id, 0) AND day = OLD.changed_at / 86400 AND act = "
    "OLD.act AND late = OLD.late AND decision = NEW.decision; INSERT INTO log_count "
    "VALUES (NEW.clinic_id, coalesce(NEW.file_id, 0), NEW.changed_at / 86400, NEW.act, "
    "NEW.late, NEW.decision, 1) ON CONFLICT DO UPDATE SET n = n + 1; DELETE FROM "
    "log_block WHERE id = OLD.id >> 12; DELETE FROM log_block WHERE id = NEW.id >> 12; "
    "UPDATE log_state SET ordered = 0 WHERE clinic_id = NEW.clinic_id AND file_id = "
    "coalesce(NEW.file_id, 0) AND (NEW.changed_at <> OLD.changed_at OR NEW.id <> "
    "OLD.id); END",
    "CREATE TRIGGER log_block_gone AFTER DELETE ON log_block BEGIN DELETE FROM "
    "log_codes WHERE id BETWEEN OLD.id << 5 AND (OLD.id << 5) + 31; END",
    "CREATE TRIGGER log_file_gone BEFORE DELETE ON log_file BEGIN DELETE FROM "
    "log_count WHERE clinic_id = OLD.clinic_id AND file_id = OLD.id; DELETE FROM "
    "log_state WHERE clinic_id = OLD.clinic_id AND file_id = OLD.id; END",
)
