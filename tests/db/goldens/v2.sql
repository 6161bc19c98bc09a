PRAGMA application_id = 1095981390;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE "access_entry" ("id" INTEGER NOT NULL PRIMARY KEY, "patient_id" INTEGER NOT NULL, "clinic_id" INTEGER, "role" TEXT NOT NULL DEFAULT '', "actor" TEXT NOT NULL DEFAULT '', "what" TEXT NOT NULL DEFAULT '', "at" INTEGER NOT NULL DEFAULT 0, FOREIGN KEY ("patient_id") REFERENCES "patient" ("id"), FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id")) STRICT;
CREATE TABLE "book_info" ("id" INTEGER NOT NULL PRIMARY KEY, "made_by" TEXT NOT NULL DEFAULT '', "world" TEXT NOT NULL DEFAULT '', "seed" INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE "booking" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "patient_id" INTEGER NOT NULL, "slot_id" INTEGER, "status" TEXT NOT NULL DEFAULT 'booked', "booked_by" TEXT NOT NULL DEFAULT '', "resource_id" INTEGER NOT NULL, "time_type_id" INTEGER NOT NULL, "start" INTEGER NOT NULL DEFAULT 0, "length_min" INTEGER NOT NULL DEFAULT 0, "comment" TEXT NOT NULL DEFAULT '', "referral" TEXT NOT NULL DEFAULT '', "interpreter" TEXT NOT NULL DEFAULT '', "hidden_in_1177" INTEGER NOT NULL DEFAULT 0, "waiting_entry_id" INTEGER, "revision" INTEGER NOT NULL DEFAULT 1, "changed_by" TEXT NOT NULL DEFAULT '', "changed_at" INTEGER NOT NULL DEFAULT 0, "staff_note" TEXT NOT NULL DEFAULT '', FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), FOREIGN KEY ("patient_id") REFERENCES "patient" ("id"), FOREIGN KEY ("slot_id") REFERENCES "slot" ("id") ON DELETE SET NULL, FOREIGN KEY ("resource_id") REFERENCES "resource" ("id"), FOREIGN KEY ("time_type_id") REFERENCES "time_type" ("id"), FOREIGN KEY ("waiting_entry_id") REFERENCES "waiting_list_entry" ("id"), CHECK (status IN ('booked', 'cancelled')), CHECK (status = 'cancelled' OR slot_id IS NOT NULL), CHECK (booked_by IN ('citizen', 'staff', 'scheduler', 'it', 'agent', 'regional_admin', 'unit_admin', 'system')), CHECK (hidden_in_1177 IN (0, 1))) STRICT;
INSERT INTO "booking" VALUES(1,1,1,5,'booked','citizen',1,1,1726214400,30,'Mitt telefonnummer: +46701740605 Ont','','',0,NULL,2,'Tolvan Tolvansson',1726131120,'');
INSERT INTO "booking" VALUES(2,1,1,4,'booked','staff',1,1,1726898400,30,'','','',0,1,1,'Rut Reception',1726131120,'');
CREATE TABLE "booking_change" ("id" INTEGER NOT NULL PRIMARY KEY, "booking_id" INTEGER NOT NULL, "clinic_id" INTEGER NOT NULL, "act" TEXT NOT NULL DEFAULT '', "role" TEXT NOT NULL DEFAULT '', "actor" TEXT NOT NULL DEFAULT '', "at" INTEGER NOT NULL DEFAULT 0, "old_start" INTEGER, "old_length" INTEGER, "old_type" TEXT NOT NULL DEFAULT '', "old_resource" TEXT NOT NULL DEFAULT '', "old_comment" TEXT NOT NULL DEFAULT '', "new_start" INTEGER, "new_length" INTEGER, "new_type" TEXT NOT NULL DEFAULT '', "new_resource" TEXT NOT NULL DEFAULT '', "new_comment" TEXT NOT NULL DEFAULT '', "reason" TEXT NOT NULL DEFAULT '', "minutes_left" INTEGER, "late" INTEGER NOT NULL DEFAULT 0, "decision" TEXT NOT NULL DEFAULT '', "decided_by" TEXT NOT NULL DEFAULT '', "decided_at" INTEGER, "decision_reason" TEXT NOT NULL DEFAULT '', FOREIGN KEY ("booking_id") REFERENCES "booking" ("id"), FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), CHECK (act IN ('booked', 'rebooked', 'cancelled')), CHECK (role IN ('citizen', 'staff', 'scheduler', 'it', 'agent', 'regional_admin', 'unit_admin', 'system')), CHECK ((act = 'booked') = (old_start IS NULL)), CHECK ((act = 'cancelled') = (new_start IS NULL)), CHECK ((minutes_left IS NULL) = (old_start IS NULL)), CHECK (decision IN ('', 'bill', 'exempt', 'checked')), CHECK (late IN (0, 1))) STRICT;
INSERT INTO "booking_change" VALUES(1,1,1,'booked','citizen','Tolvan Tolvansson',1726131120,NULL,NULL,'','','',1726207200,30,'Läkarbesök 1177','Johan Frisk','Mitt telefonnummer: +46701740605 Ont','',NULL,0,'','',NULL,'');
INSERT INTO "booking_change" VALUES(2,2,1,'booked','staff','Rut Reception',1726131120,NULL,NULL,'','','',1726898400,30,'Läkarbesök 1177','Johan Frisk','','',NULL,0,'','',NULL,'');
INSERT INTO "booking_change" VALUES(3,1,1,'rebooked','citizen','Tolvan Tolvansson',1726131120,1726207200,30,'Läkarbesök 1177','Johan Frisk','Mitt telefonnummer: +46701740605 Ont',1726214400,30,'Läkarbesök 1177','Johan Frisk','Mitt telefonnummer: +46701740605 Ont','',1268,1,'','',NULL,'');
CREATE TABLE "case_type" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "kind" TEXT NOT NULL DEFAULT '', "name" TEXT NOT NULL DEFAULT '', "active" INTEGER NOT NULL DEFAULT 0, "limited" INTEGER NOT NULL DEFAULT 0, "terms_clinic" TEXT NOT NULL DEFAULT '', "terms_concerns" TEXT NOT NULL DEFAULT '', "terms_to_care" TEXT NOT NULL DEFAULT '', "terms_conditions" TEXT NOT NULL DEFAULT '', "revision" INTEGER NOT NULL DEFAULT 1, "changed_by" TEXT NOT NULL DEFAULT '', "changed_at" INTEGER NOT NULL DEFAULT 0, FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), CHECK (kind IN ('book', 'change', 'request')), CHECK (active IN (0, 1)), CHECK (limited IN (0, 1))) STRICT;
INSERT INTO "case_type" VALUES(1,1,'book','Boka tid direkt',1,0,'','','','',1,'',0);
INSERT INTO "case_type" VALUES(2,1,'change','Se bokad tid, av- eller omboka tid direkt',1,0,'','','','',1,'',0);
CREATE TABLE "chosen_clinic" ("id" INTEGER NOT NULL PRIMARY KEY, "patient_id" INTEGER NOT NULL, "clinic_id" INTEGER NOT NULL, FOREIGN KEY ("patient_id") REFERENCES "patient" ("id") ON DELETE CASCADE, FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id")) STRICT;
CREATE TABLE "clinic" ("id" INTEGER NOT NULL PRIMARY KEY, "name" TEXT NOT NULL DEFAULT '', "system" TEXT NOT NULL DEFAULT '', "connected" INTEGER NOT NULL DEFAULT 0, "delay_min" INTEGER NOT NULL DEFAULT 15, "retention_days" INTEGER NOT NULL DEFAULT 31, "agent_rebooks" INTEGER NOT NULL DEFAULT 0, "eves_closed" INTEGER NOT NULL DEFAULT 0, "log_cleared_to" INTEGER NOT NULL DEFAULT 0, "log_cleared_change" INTEGER NOT NULL DEFAULT 0, "revision" INTEGER NOT NULL DEFAULT 1, "changed_by" TEXT NOT NULL DEFAULT '', "changed_at" INTEGER NOT NULL DEFAULT 0, "phone" TEXT NOT NULL DEFAULT '', "address" TEXT NOT NULL DEFAULT '', CHECK (name <> ''), CHECK (system IN ('asynjavisph', 'pmo', 'pasis', 'standalone')), CHECK (delay_min BETWEEN 0 AND 10080), CHECK (retention_days BETWEEN 1 AND 3660), CHECK (connected IN (0, 1)), CHECK (agent_rebooks IN (0, 1)), CHECK (eves_closed IN (0, 1))) STRICT;
INSERT INTO "clinic" VALUES(1,'Primus MVK VC Test','asynjavisph',1,15,31,0,0,0,0,1,'',0,'','');
CREATE TABLE "clock" ("id" INTEGER NOT NULL PRIMARY KEY, "mode" TEXT NOT NULL DEFAULT 'real', "base" INTEGER NOT NULL DEFAULT 0, "set_at" INTEGER NOT NULL DEFAULT 0, "swept_day" INTEGER NOT NULL DEFAULT 0, "revision" INTEGER NOT NULL DEFAULT 1, CHECK (mode IN ('real', 'running', 'paused')), CHECK (id = 1)) STRICT;
INSERT INTO "clock" VALUES(1,'paused',1726131120,1795306586,739141,1);
CREATE TABLE "event" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "resource_id" INTEGER NOT NULL, "start" INTEGER NOT NULL DEFAULT 0, "end" INTEGER NOT NULL DEFAULT 0, "text" TEXT NOT NULL DEFAULT '', "blocking" INTEGER NOT NULL DEFAULT 0, "made_by" TEXT NOT NULL DEFAULT '', "made_at" INTEGER NOT NULL DEFAULT 0, FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), FOREIGN KEY ("resource_id") REFERENCES "resource" ("id"), CHECK ("start" < "end"), CHECK (blocking IN (0, 1))) STRICT;
INSERT INTO "event" VALUES(1,1,1,1726725600,1726812900,'Möte',1,'Rut Reception',1726131120);
CREATE TABLE "exemption_reason" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "position" INTEGER NOT NULL DEFAULT 0, "text" TEXT NOT NULL DEFAULT '', FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), CHECK (text <> '')) STRICT;
CREATE TABLE "fee" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "profession" TEXT NOT NULL DEFAULT '', "amount_ore" INTEGER NOT NULL DEFAULT 0, FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), CHECK (amount_ore >= 0)) STRICT;
CREATE TABLE "invitation" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "patient_id" INTEGER NOT NULL, "time_type_id" INTEGER NOT NULL, "from_day" INTEGER NOT NULL DEFAULT 0, "to_day" INTEGER NOT NULL DEFAULT 0, "text" TEXT NOT NULL DEFAULT '', "sent_at" INTEGER NOT NULL DEFAULT 0, "booking_id" INTEGER, FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), FOREIGN KEY ("patient_id") REFERENCES "patient" ("id"), FOREIGN KEY ("time_type_id") REFERENCES "time_type" ("id"), FOREIGN KEY ("booking_id") REFERENCES "booking" ("id"), CHECK (from_day <= to_day)) STRICT;
CREATE TABLE "layout" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "template_name" TEXT NOT NULL DEFAULT '', "from_day" INTEGER NOT NULL DEFAULT 0, "to_day" INTEGER NOT NULL DEFAULT 0, "made_by" TEXT NOT NULL DEFAULT '', "made_at" INTEGER NOT NULL DEFAULT 0, "undone_at" INTEGER, FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id")) STRICT;
INSERT INTO "layout" VALUES(1,1,'1177',739152,739153,'Sven Schema',1726131120,NULL);
CREATE TABLE log_block (id INTEGER PRIMARY KEY, last INTEGER NOT NULL, n INTEGER NOT NULL, head TEXT NOT NULL, grams BLOB NOT NULL, digits BLOB NOT NULL, heap BLOB NOT NULL) STRICT;
CREATE TABLE log_codes (id INTEGER PRIMARY KEY, codes BLOB NOT NULL) STRICT;
CREATE TABLE log_count (clinic_id INTEGER NOT NULL, file_id INTEGER NOT NULL, day INTEGER NOT NULL, act TEXT NOT NULL, late INTEGER NOT NULL, decision TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (clinic_id, file_id, day, act, late, decision)) STRICT, WITHOUT ROWID;
INSERT INTO "log_count" VALUES(1,0,19978,'booked',0,'',1);
INSERT INTO "log_count" VALUES(1,0,19978,'rebooked',1,'',1);
INSERT INTO "log_count" VALUES(1,1,19978,'booked',0,'',1);
INSERT INTO "log_count" VALUES(1,1,19978,'rebooked',1,'',1);
CREATE TABLE "log_file" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "name" TEXT NOT NULL DEFAULT '', "imported_at" INTEGER NOT NULL DEFAULT 0, "imported_by" TEXT NOT NULL DEFAULT '', "digest" TEXT NOT NULL DEFAULT '', FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), CHECK (name <> '')) STRICT;
INSERT INTO "log_file" VALUES(1,1,'Tidigare',1726131120,'Rut Reception','');
CREATE TABLE "log_row" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "file_id" INTEGER, "change_id" INTEGER, "chain" INTEGER NOT NULL DEFAULT 0, "act" TEXT NOT NULL DEFAULT '', "changed_at" INTEGER NOT NULL DEFAULT 0, "referral" TEXT NOT NULL DEFAULT '', "patient" TEXT NOT NULL DEFAULT '', "pnr" TEXT NOT NULL DEFAULT '', "interpreter" TEXT NOT NULL DEFAULT '', "old_start" INTEGER, "old_type" TEXT NOT NULL DEFAULT '', "old_resource" TEXT NOT NULL DEFAULT '', "old_comment" TEXT NOT NULL DEFAULT '', "new_start" INTEGER, "new_type" TEXT NOT NULL DEFAULT '', "new_resource" TEXT NOT NULL DEFAULT '', "new_comment" TEXT NOT NULL DEFAULT '', "minutes_left" INTEGER, "late" INTEGER NOT NULL DEFAULT 0, "decision" TEXT NOT NULL DEFAULT '', "decided_by" TEXT NOT NULL DEFAULT '', "decided_at" INTEGER, "decision_reason" TEXT NOT NULL DEFAULT '', FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), FOREIGN KEY ("file_id") REFERENCES "log_file" ("id") ON DELETE CASCADE, FOREIGN KEY ("change_id") REFERENCES "booking_change" ("id"), CHECK (act IN ('booked', 'rebooked', 'cancelled')), CHECK ((act = 'booked') = (old_start IS NULL)), CHECK ((act = 'cancelled') = (new_start IS NULL)), CHECK ((file_id IS NULL) <> (change_id IS NULL)), CHECK (decision IN ('', 'bill', 'exempt', 'checked')), CHECK (late IN (0, 1))) STRICT;
INSERT INTO "log_row" VALUES(1,1,NULL,1,1,'booked',1726131120,'','Tolvan Tolvansson','191212121212','Nej',NULL,'','','',1726207200,'Läkarbesök 1177','Johan Frisk','Mitt telefonnummer: +46701740605 Ont',NULL,0,'','',NULL,'');
INSERT INTO "log_row" VALUES(2,1,NULL,3,1,'rebooked',1726131120,'','Tolvan Tolvansson','191212121212','Nej',1726207200,'Läkarbesök 1177','Johan Frisk','Mitt telefonnummer: +46701740605 Ont',1726214400,'Läkarbesök 1177','Johan Frisk','Mitt telefonnummer: +46701740605 Ont',1268,1,'','',NULL,'');
INSERT INTO "log_row" VALUES(3,1,1,NULL,1,'booked',1726131120,'','Tolvan Tolvansson','191212121212','Nej',NULL,'','','',1726207200,'Läkarbesök 1177','Johan Frisk','Mitt telefonnummer: +46701740605 Ont',NULL,0,'','',NULL,'');
INSERT INTO "log_row" VALUES(4,1,1,NULL,1,'rebooked',1726131120,'','Tolvan Tolvansson','191212121212','Nej',1726207200,'Läkarbesök 1177','Johan Frisk','Mitt telefonnummer: +46701740605 Ont',1726214400,'Läkarbesök 1177','Johan Frisk','Mitt telefonnummer: +46701740605 Ont',1268,1,'','',NULL,'');
CREATE TABLE log_state (clinic_id INTEGER NOT NULL, file_id INTEGER NOT NULL, ordered INTEGER NOT NULL, last_at INTEGER NOT NULL, last_id INTEGER NOT NULL, PRIMARY KEY (clinic_id, file_id)) STRICT, WITHOUT ROWID;
INSERT INTO "log_state" VALUES(1,0,1,1726131120,2);
INSERT INTO "log_state" VALUES(1,1,1,1726131120,4);
CREATE TABLE "message" ("id" INTEGER NOT NULL PRIMARY KEY, "patient_id" INTEGER NOT NULL, "clinic_id" INTEGER NOT NULL, "booking_id" INTEGER, "subject" TEXT NOT NULL DEFAULT '', "body" TEXT NOT NULL DEFAULT '', "at" INTEGER NOT NULL DEFAULT 0, "read_at" INTEGER, FOREIGN KEY ("patient_id") REFERENCES "patient" ("id"), FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), FOREIGN KEY ("booking_id") REFERENCES "booking" ("id")) STRICT;
INSERT INTO "message" VALUES(1,1,1,1,'Bekräftelse på din bokning','Du har en bokad tid fredag 13 september 2024 kl. 08:00.
Mottagning: Primus MVK VC Test
Typ av tid: Bedömning av nya besvär
Hos: Johan Frisk
Kom i tid.',1726131120,NULL);
INSERT INTO "message" VALUES(2,1,1,2,'Bekräftelse på din bokning','Du har en bokad tid lördag 21 september 2024 kl. 08:00.
Mottagning: Primus MVK VC Test
Typ av tid: Bedömning av nya besvär
Hos: Johan Frisk
Kom i tid.',1726131120,NULL);
INSERT INTO "message" VALUES(3,1,1,1,'Din tid är ombokad','Din nya tid är fredag 13 september 2024 kl. 10:00.
Mottagning: Primus MVK VC Test
Typ av tid: Bedömning av nya besvär
Hos: Johan Frisk
Kom i tid.',1726131120,NULL);
CREATE TABLE "notice" ("id" INTEGER NOT NULL PRIMARY KEY, "patient_id" INTEGER NOT NULL, "booking_id" INTEGER, "channel" TEXT NOT NULL DEFAULT '', "text" TEXT NOT NULL DEFAULT '', "at" INTEGER NOT NULL DEFAULT 0, FOREIGN KEY ("patient_id") REFERENCES "patient" ("id"), FOREIGN KEY ("booking_id") REFERENCES "booking" ("id"), CHECK (channel IN ('sms', 'mail'))) STRICT;
INSERT INTO "notice" VALUES(1,1,1,'sms','Du har ett meddelande i e-tjänsterna på 1177. Logga in på 1177.se för att läsa det. Obs! Du kan inte svara på detta sms.',1726131120);
INSERT INTO "notice" VALUES(2,1,2,'sms','Du har ett meddelande i e-tjänsterna på 1177. Logga in på 1177.se för att läsa det. Obs! Du kan inte svara på detta sms.',1726131120);
INSERT INTO "notice" VALUES(3,1,1,'sms','Du har ett meddelande i e-tjänsterna på 1177. Logga in på 1177.se för att läsa det. Obs! Du kan inte svara på detta sms.',1726131120);
CREATE TABLE "patient" ("id" INTEGER NOT NULL PRIMARY KEY, "pnr" TEXT NOT NULL DEFAULT '', "name" TEXT NOT NULL DEFAULT '', "phone" TEXT NOT NULL DEFAULT '', "email" TEXT NOT NULL DEFAULT '', "sms" INTEGER NOT NULL DEFAULT 0, "mail" INTEGER NOT NULL DEFAULT 0, "revision" INTEGER NOT NULL DEFAULT 1, CHECK (length(pnr) = 12 AND pnr NOT GLOB '*[^0-9]*'), CHECK (name <> ''), CHECK (sms IN (0, 1)), CHECK (mail IN (0, 1))) STRICT;
INSERT INTO "patient" VALUES(1,'191212121212','Tolvan Tolvansson','+46701740605','tolvan.tolvansson@example.com',1,0,1);
INSERT INTO "patient" VALUES(2,'194408139089','Gun-Britt Provander','+46701740606','gun-britt.provander@example.com',1,0,1);
CREATE TABLE "patient_clinic" ("id" INTEGER NOT NULL PRIMARY KEY, "patient_id" INTEGER NOT NULL, "clinic_id" INTEGER NOT NULL, FOREIGN KEY ("patient_id") REFERENCES "patient" ("id") ON DELETE CASCADE, FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id")) STRICT;
CREATE TABLE "request" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "patient_id" INTEGER NOT NULL, "text" TEXT NOT NULL DEFAULT '', "at" INTEGER NOT NULL DEFAULT 0, "answer" TEXT NOT NULL DEFAULT '', "answered_at" INTEGER, "booking_id" INTEGER, FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), FOREIGN KEY ("patient_id") REFERENCES "patient" ("id"), FOREIGN KEY ("booking_id") REFERENCES "booking" ("id")) STRICT;
CREATE TABLE "resource" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "name" TEXT NOT NULL DEFAULT '', "kind" TEXT NOT NULL DEFAULT 'position', "valid_from" INTEGER, "valid_to" INTEGER, "profession" TEXT NOT NULL DEFAULT '', "revision" INTEGER NOT NULL DEFAULT 1, "changed_by" TEXT NOT NULL DEFAULT '', "changed_at" INTEGER NOT NULL DEFAULT 0, FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), CHECK (name <> ''), CHECK (kind IN ('position', 'person')), CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)) STRICT;
INSERT INTO "resource" VALUES(1,1,'Johan Frisk','position',NULL,NULL,'09 Sjuksköterska',1,'',0);
CREATE TABLE "slot" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "resource_id" INTEGER NOT NULL, "time_type_id" INTEGER NOT NULL, "start" INTEGER NOT NULL DEFAULT 0, "length_min" INTEGER NOT NULL DEFAULT 0, "day" INTEGER NOT NULL DEFAULT 0, "release" INTEGER, "release_day" INTEGER, "taken" INTEGER NOT NULL DEFAULT 0, "blocked" INTEGER NOT NULL DEFAULT 0, "layout_id" INTEGER, FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), FOREIGN KEY ("resource_id") REFERENCES "resource" ("id"), FOREIGN KEY ("time_type_id") REFERENCES "time_type" ("id"), FOREIGN KEY ("layout_id") REFERENCES "layout" ("id"), CHECK (length_min BETWEEN 1 AND 1440), CHECK (release IS NULL OR release BETWEEN 1 AND 365), CHECK ((release IS NULL) = (release_day IS NULL)), CHECK (taken IN (0, 1)), CHECK (blocked IN (0, 1))) STRICT;
INSERT INTO "slot" VALUES(1,1,1,1,1726812000,30,739149,NULL,NULL,0,1,NULL);
INSERT INTO "slot" VALUES(2,1,1,1,1726815600,45,739149,NULL,NULL,0,0,NULL);
INSERT INTO "slot" VALUES(3,1,1,1,1726207200,30,739142,NULL,NULL,0,0,NULL);
INSERT INTO "slot" VALUES(4,1,1,1,1726898400,30,739150,NULL,NULL,1,0,NULL);
INSERT INTO "slot" VALUES(5,1,1,1,1726214400,30,739142,NULL,NULL,1,0,NULL);
INSERT INTO "slot" VALUES(6,1,1,1,1727071200,30,739152,NULL,NULL,0,0,1);
INSERT INTO "slot" VALUES(7,1,1,1,1727073000,30,739152,NULL,NULL,0,0,1);
INSERT INTO "slot" VALUES(8,1,1,1,1727074800,30,739152,NULL,NULL,0,0,1);
INSERT INTO "slot" VALUES(9,1,1,1,1727076600,30,739152,NULL,NULL,0,0,1);
INSERT INTO "slot" VALUES(10,1,1,1,1727157600,30,739153,NULL,NULL,0,0,1);
INSERT INTO "slot" VALUES(11,1,1,1,1727159400,30,739153,NULL,NULL,0,0,1);
INSERT INTO "slot" VALUES(12,1,1,1,1727161200,30,739153,NULL,NULL,0,0,1);
INSERT INTO "slot" VALUES(13,1,1,1,1727163000,30,739153,NULL,NULL,0,0,1);
CREATE TABLE "template" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "name" TEXT NOT NULL DEFAULT '', "revision" INTEGER NOT NULL DEFAULT 1, "changed_by" TEXT NOT NULL DEFAULT '', "changed_at" INTEGER NOT NULL DEFAULT 0, FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), CHECK (name <> '')) STRICT;
INSERT INTO "template" VALUES(1,1,'1177',1,'Sven Schema',1726131120);
CREATE TABLE "template_row" ("id" INTEGER NOT NULL PRIMARY KEY, "template_id" INTEGER NOT NULL, "weekday" INTEGER NOT NULL DEFAULT 0, "start_min" INTEGER NOT NULL DEFAULT 0, "end_min" INTEGER NOT NULL DEFAULT 0, "length_min" INTEGER NOT NULL DEFAULT 0, "release" INTEGER, "time_type_id" INTEGER NOT NULL, FOREIGN KEY ("template_id") REFERENCES "template" ("id") ON DELETE CASCADE, FOREIGN KEY ("time_type_id") REFERENCES "time_type" ("id"), CHECK (weekday BETWEEN 0 AND 7), CHECK (start_min >= 0 AND start_min < end_min AND end_min <= 1440), CHECK (length_min > 0 AND length_min <= end_min - start_min), CHECK (release IS NULL OR release BETWEEN 1 AND 365)) STRICT;
INSERT INTO "template_row" VALUES(1,1,0,480,600,30,NULL,1);
INSERT INTO "template_row" VALUES(2,1,1,480,600,30,NULL,1);
CREATE TABLE "time_type" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "name" TEXT NOT NULL DEFAULT '', "name_key" TEXT NOT NULL DEFAULT '', "web_name" TEXT NOT NULL DEFAULT '', "bookable" INTEGER NOT NULL DEFAULT 0, "hide_in_checkout" INTEGER NOT NULL DEFAULT 0, "self_checkin" INTEGER NOT NULL DEFAULT 0, "web_bookable" INTEGER NOT NULL DEFAULT 0, "web_cancellable" INTEGER NOT NULL DEFAULT 0, "web_rebookable" INTEGER NOT NULL DEFAULT 0, "hidden" INTEGER NOT NULL DEFAULT 0, "video" TEXT NOT NULL DEFAULT '', "web_info" TEXT NOT NULL DEFAULT '', "colour" TEXT NOT NULL DEFAULT '', "level" INTEGER, "revision" INTEGER NOT NULL DEFAULT 1, "changed_by" TEXT NOT NULL DEFAULT '', "changed_at" INTEGER NOT NULL DEFAULT 0, FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), CHECK (hidden = 0 OR (web_bookable = 0 AND web_cancellable = 0 AND web_rebookable = 0)), CHECK (level IS NULL OR level BETWEEN 0 AND 4), CHECK (bookable IN (0, 1)), CHECK (hide_in_checkout IN (0, 1)), CHECK (self_checkin IN (0, 1)), CHECK (web_bookable IN (0, 1)), CHECK (web_cancellable IN (0, 1)), CHECK (web_rebookable IN (0, 1)), CHECK (hidden IN (0, 1))) STRICT;
INSERT INTO "time_type" VALUES(1,1,'Läkarbesök 1177','läkarbesök 1177','Bedömning av nya besvär',1,0,0,1,1,1,0,'<Ej videobesök>','Kom i tid.','',4,1,'',0);
INSERT INTO "time_type" VALUES(2,1,'Provtagning','provtagning','Prov',1,0,0,1,1,1,0,'<Ej videobesök>','','',NULL,2,'Sven Schema',1726131120);
CREATE TABLE "time_type_publication" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "time_type_id" INTEGER NOT NULL, "name" TEXT NOT NULL DEFAULT '', "web_name" TEXT NOT NULL DEFAULT '', "offered" INTEGER NOT NULL DEFAULT 0, "cancellable" INTEGER NOT NULL DEFAULT 0, "rebookable" INTEGER NOT NULL DEFAULT 0, "hidden" INTEGER NOT NULL DEFAULT 0, "web_info" TEXT NOT NULL DEFAULT '', "made_at" INTEGER NOT NULL DEFAULT 0, "effective_at" INTEGER NOT NULL DEFAULT 0, FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), FOREIGN KEY ("time_type_id") REFERENCES "time_type" ("id")) STRICT;
INSERT INTO "time_type_publication" VALUES(1,1,1,'Läkarbesök 1177','Bedömning av nya besvär',1,1,1,0,'Kom i tid.',0,0);
INSERT INTO "time_type_publication" VALUES(2,1,2,'Provtagning','Provtagning',1,1,1,0,'',0,0);
INSERT INTO "time_type_publication" VALUES(3,1,2,'Provtagning','Prov',1,1,1,0,'',1726131120,1726132020);
CREATE TABLE "waiting_list_entry" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "patient_id" INTEGER NOT NULL, "time_type_id" INTEGER, "resource_id" INTEGER, "text" TEXT NOT NULL DEFAULT '', "status" TEXT NOT NULL DEFAULT 'waiting', "added_at" INTEGER NOT NULL DEFAULT 0, "returned_at" INTEGER, "revision" INTEGER NOT NULL DEFAULT 1, "wanted_from" INTEGER, "wanted_to" INTEGER CHECK (wanted_from IS NULL OR wanted_to IS NULL OR wanted_from <= wanted_to), FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id"), FOREIGN KEY ("patient_id") REFERENCES "patient" ("id"), FOREIGN KEY ("time_type_id") REFERENCES "time_type" ("id"), FOREIGN KEY ("resource_id") REFERENCES "resource" ("id"), CHECK (status IN ('waiting', 'booked', 'removed'))) STRICT;
INSERT INTO "waiting_list_entry" VALUES(1,1,1,NULL,NULL,'','booked',1726131120,NULL,2,NULL,NULL);
INSERT INTO "waiting_list_entry" VALUES(2,1,2,NULL,NULL,'','waiting',1726131120,NULL,1,NULL,NULL);
CREATE UNIQUE INDEX "clinic_name" ON "clinic" ("name");
CREATE INDEX "case_type_clinic_id" ON "case_type" ("clinic_id");
CREATE UNIQUE INDEX "case_type_clinic_id_kind" ON "case_type" ("clinic_id", "kind");
CREATE INDEX "time_type_clinic_id" ON "time_type" ("clinic_id");
CREATE INDEX "time_type_publication_clinic_id" ON "time_type_publication" ("clinic_id");
CREATE INDEX "time_type_publication_time_type_id" ON "time_type_publication" ("time_type_id");
CREATE INDEX "time_type_publication_clinic_id_time_type_id" ON "time_type_publication" ("clinic_id", "time_type_id");
CREATE INDEX "resource_clinic_id" ON "resource" ("clinic_id");
CREATE UNIQUE INDEX "resource_clinic_id_name" ON "resource" ("clinic_id", "name");
CREATE INDEX "template_clinic_id" ON "template" ("clinic_id");
CREATE UNIQUE INDEX "template_clinic_id_name" ON "template" ("clinic_id", "name");
CREATE INDEX "template_row_template_id" ON "template_row" ("template_id");
CREATE INDEX "template_row_time_type_id" ON "template_row" ("time_type_id");
CREATE INDEX "layout_clinic_id" ON "layout" ("clinic_id");
CREATE INDEX "event_clinic_id" ON "event" ("clinic_id");
CREATE INDEX "event_resource_id_start" ON "event" ("resource_id", "start");
CREATE UNIQUE INDEX "patient_pnr" ON "patient" ("pnr");
CREATE INDEX "patient_clinic_clinic_id" ON "patient_clinic" ("clinic_id");
CREATE UNIQUE INDEX "patient_clinic_patient_id_clinic_id" ON "patient_clinic" ("patient_id", "clinic_id");
CREATE INDEX "waiting_list_entry_clinic_id" ON "waiting_list_entry" ("clinic_id");
CREATE INDEX "waiting_list_entry_patient_id" ON "waiting_list_entry" ("patient_id");
CREATE INDEX "booking_slot_id" ON "booking" ("slot_id");
CREATE INDEX "booking_change_booking_id" ON "booking_change" ("booking_id");
CREATE INDEX "booking_change_clinic_id_at" ON "booking_change" ("clinic_id", "at");
CREATE INDEX "log_file_clinic_id" ON "log_file" ("clinic_id");
CREATE UNIQUE INDEX "log_file_clinic_id_name" ON "log_file" ("clinic_id", "name");
CREATE UNIQUE INDEX "log_row_change_id" ON "log_row" ("change_id");
CREATE INDEX "message_patient_id" ON "message" ("patient_id");
CREATE INDEX "notice_patient_id" ON "notice" ("patient_id");
CREATE INDEX "invitation_clinic_id" ON "invitation" ("clinic_id");
CREATE INDEX "invitation_patient_id" ON "invitation" ("patient_id");
CREATE UNIQUE INDEX "invitation_booking_id" ON "invitation" ("booking_id");
CREATE INDEX "request_clinic_id" ON "request" ("clinic_id");
CREATE INDEX "request_patient_id" ON "request" ("patient_id");
CREATE INDEX "access_entry_patient_id" ON "access_entry" ("patient_id");
CREATE INDEX slot_free_by_type ON slot (clinic_id, time_type_id, start, resource_id, length_min, day, release_day) WHERE taken = 0 AND blocked = 0;
CREATE INDEX slot_free ON slot (clinic_id, start, resource_id, time_type_id, length_min, day, release_day) WHERE taken = 0 AND blocked = 0;
CREATE UNIQUE INDEX slot_place ON slot (resource_id, start);
CREATE INDEX slot_by_day ON slot (clinic_id, day);
CREATE INDEX slot_by_type ON slot (time_type_id, start);
CREATE INDEX slot_by_layout ON slot (layout_id) WHERE layout_id IS NOT NULL;
CREATE UNIQUE INDEX time_type_name ON time_type (clinic_id, name_key) WHERE name_key <> '';
CREATE UNIQUE INDEX booking_slot ON booking (slot_id) WHERE status = 'booked';
CREATE INDEX booking_by_patient ON booking (patient_id, start);
CREATE INDEX booking_by_start ON booking (clinic_id, start);
CREATE INDEX booking_by_type ON booking (time_type_id) WHERE status = 'booked';
CREATE INDEX change_late ON booking_change (clinic_id, at) WHERE late = 1;
CREATE TRIGGER slot_overlap_insert BEFORE INSERT ON slot
WHEN (SELECT start + length_min * 60 FROM slot
      WHERE resource_id = NEW.resource_id AND start < NEW.start + NEW.length_min * 60 
      ORDER BY start DESC LIMIT 1) > NEW.start
BEGIN SELECT RAISE(ABORT, 'slot-overlap'); END;
CREATE TRIGGER slot_overlap_update BEFORE UPDATE OF resource_id, start, length_min ON slot
WHEN (SELECT start + length_min * 60 FROM slot
      WHERE resource_id = NEW.resource_id AND start < NEW.start + NEW.length_min * 60 AND id <> NEW.id
      ORDER BY start DESC LIMIT 1) > NEW.start
BEGIN SELECT RAISE(ABORT, 'slot-overlap'); END;
CREATE TRIGGER publication_kept BEFORE DELETE ON time_type_publication BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER publication_final BEFORE UPDATE ON time_type_publication BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER change_kept BEFORE DELETE ON booking_change BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER change_final BEFORE UPDATE OF booking_id, clinic_id, act, role, actor, at, old_start, old_length, old_type, old_resource, old_comment, new_start, new_length, new_type, new_resource, new_comment, reason, minutes_left, late ON booking_change BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE INDEX booking_cancelled ON booking (resource_id, start) WHERE status = 'cancelled';
CREATE UNIQUE INDEX "exemption_reason_clinic_id_text" ON "exemption_reason" ("clinic_id", "text");
CREATE UNIQUE INDEX "fee_clinic_id_profession" ON "fee" ("clinic_id", "profession");
CREATE UNIQUE INDEX "chosen_clinic_patient_id_clinic_id" ON "chosen_clinic" ("patient_id", "clinic_id");
CREATE INDEX log_row_own ON log_row (clinic_id, changed_at, id, act, late, decision) WHERE file_id IS NULL;
CREATE INDEX log_row_by_file ON log_row (file_id, changed_at, id, act, late, decision) WHERE file_id IS NOT NULL;
CREATE INDEX log_row_chain ON log_row (file_id, chain) WHERE file_id IS NOT NULL;
CREATE INDEX log_row_billed ON log_row (file_id, clinic_id, old_resource) WHERE decision = 'bill';
CREATE INDEX log_row_decided ON log_row (id, decision) WHERE decision <> '';
CREATE TRIGGER log_row_added AFTER INSERT ON log_row BEGIN INSERT INTO log_count VALUES (NEW.clinic_id, coalesce(NEW.file_id, 0), NEW.changed_at / 86400, NEW.act, NEW.late, NEW.decision, 1) ON CONFLICT DO UPDATE SET n = n + 1; INSERT INTO log_state VALUES (NEW.clinic_id, coalesce(NEW.file_id, 0), 1, NEW.changed_at, NEW.id) ON CONFLICT DO UPDATE SET ordered = ordered AND excluded.last_at >= last_at AND excluded.last_id > last_id, last_at = max(last_at, excluded.last_at), last_id = max(last_id, excluded.last_id); DELETE FROM log_block WHERE id = NEW.id >> 12 AND last >= NEW.id; END;
CREATE TRIGGER log_row_gone AFTER DELETE ON log_row BEGIN UPDATE log_count SET n = n - 1 WHERE clinic_id = OLD.clinic_id AND file_id = coalesce(OLD.file_id, 0) AND day = OLD.changed_at / 86400 AND act = OLD.act AND late = OLD.late AND decision = OLD.decision; DELETE FROM log_block WHERE id = OLD.id >> 12; END;
CREATE TRIGGER log_row_judged AFTER UPDATE OF decision ON log_row WHEN NEW.decision <> OLD.decision BEGIN UPDATE log_count SET n = n - 1 WHERE clinic_id = OLD.clinic_id AND file_id = coalesce(OLD.file_id, 0) AND day = OLD.changed_at / 86400 AND act = OLD.act AND late = OLD.late AND decision = OLD.decision; INSERT INTO log_count VALUES (NEW.clinic_id, coalesce(NEW.file_id, 0), NEW.changed_at / 86400, NEW.act, NEW.late, NEW.decision, 1) ON CONFLICT DO UPDATE SET n = n + 1; END;
CREATE TRIGGER log_row_changed AFTER UPDATE OF id, clinic_id, file_id, act, changed_at, referral, patient, pnr, interpreter, old_start, old_type, old_resource, old_comment, new_start, new_type, new_resource, new_comment, late ON log_row BEGIN UPDATE log_count SET n = n - 1 WHERE clinic_id = OLD.clinic_id AND file_id = coalesce(OLD.file_id, 0) AND day = OLD.changed_at / 86400 AND act = OLD.act AND late = OLD.late AND decision = NEW.decision; INSERT INTO log_count VALUES (NEW.clinic_id, coalesce(NEW.file_id, 0), NEW.changed_at / 86400, NEW.act, NEW.late, NEW.decision, 1) ON CONFLICT DO UPDATE SET n = n + 1; DELETE FROM log_block WHERE id = OLD.id >> 12; DELETE FROM log_block WHERE id = NEW.id >> 12; UPDATE log_state SET ordered = 0 WHERE clinic_id = NEW.clinic_id AND file_id = coalesce(NEW.file_id, 0) AND (NEW.changed_at <> OLD.changed_at OR NEW.id <> OLD.id); END;
CREATE TRIGGER log_block_gone AFTER DELETE ON log_block BEGIN DELETE FROM log_codes WHERE id BETWEEN OLD.id << 5 AND (OLD.id << 5) + 31; END;
CREATE TRIGGER log_file_gone BEFORE DELETE ON log_file BEGIN DELETE FROM log_count WHERE clinic_id = OLD.clinic_id AND file_id = OLD.id; DELETE FROM log_state WHERE clinic_id = OLD.clinic_id AND file_id = OLD.id; END;
COMMIT;
