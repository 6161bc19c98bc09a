"""Version 3: what an act needs in order to hit what was shown, and what history is joined by.

One group of statements a matter, each under a heading of its own.
"""

STATEMENTS: tuple[str, ...] = (
    # --- who last changed a time, to be said when an act on it comes too late
    "ALTER TABLE slot ADD COLUMN \"changed_by\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE slot ADD COLUMN "changed_at" INTEGER NOT NULL DEFAULT 0',
    # --- who last changed a place on the waiting list, for the same sentence
    "ALTER TABLE waiting_list_entry ADD COLUMN \"changed_by\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE waiting_list_entry ADD COLUMN "changed_at" INTEGER NOT NULL DEFAULT 0',
    # --- the number and the words of a visit, and why it was cancelled, kept apart: a reason stood
    # on a line of its own first, then the number, then the words
    "ALTER TABLE booking ADD COLUMN \"phone\" TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE booking ADD COLUMN \"reason\" TEXT NOT NULL DEFAULT ''",
    "UPDATE booking SET reason = c.reason,"
    " comment = substr(booking.comment, length(c.reason) + 2) FROM booking_change c"
    " WHERE c.booking_id = booking.id AND c.act = 'cancelled' AND c.reason <> ''"
    " AND (booking.comment = c.reason"
    " OR substr(booking.comment, 1, length(c.reason) + 1) = c.reason || char(10))",
    # The number as the patient's own is written, else what stands before the first blank.
    "UPDATE booking SET phone = p.phone, comment = ltrim(substr(comment, 21 + length(p.phone)))"
    " FROM patient p WHERE p.id = booking.patient_id AND p.phone <> ''"
    " AND (booking.comment = 'Mitt telefonnummer: ' || p.phone OR"
    " substr(booking.comment, 1, 21 + length(p.phone)) = 'Mitt telefonnummer: ' || p.phone || ' ')",
    "UPDATE booking SET phone = substr(comment, 21, instr(substr(comment, 21) || ' ', ' ') - 1),"
    " comment = ltrim(substr(comment, 21 + instr(substr(comment, 21) || ' ', ' ')))"
    " WHERE phone = '' AND substr(comment, 1, 20) = 'Mitt telefonnummer: '"
    " AND substr(comment, 21, instr(substr(comment, 21) || ' ', ' ') - 1) NOT GLOB '*[^0-9+-]*'"
    " AND length(replace(replace(substr(comment, 21, instr(substr(comment, 21) || ' ', ' ') - 1),"
    " '-', ''), '+', '')) BETWEEN 9 AND 13",
    # --- nobody judges what care and ombud do
    "DROP TRIGGER change_final",
    "UPDATE booking_change SET late = 0 WHERE late = 1 AND role <> 'citizen'",
    "CREATE TRIGGER change_final BEFORE UPDATE OF booking_id, clinic_id, act, role, actor, at,"
    " old_start, old_length, old_type, old_resource, old_comment, new_start, new_length, new_type,"
    " new_resource, new_comment, reason, minutes_left, late ON booking_change"
    " BEGIN SELECT RAISE(ABORT, 'append-only'); END",
)
